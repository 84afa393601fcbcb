import LibXML2
import SDMXVocabulary
import StatisticalModel

/// Observations, one by one where they are elements of parts, by a plan where they are lone tags.
extension SDMXMessageSink {
  /// Takes a lone observation by the plan where it fits; anything else as its parts.
  mutating func lone(
    _ name: Int, _ attributes: Range<Int>, of report: borrowing XMLReport, at place: TextPlace,
    end: Int
  ) throws(XMLRefusal) {
    let events = report.events.span.extracting(attributes)
    guard try isReadyForObservation(name), plan.fits(events, records.components) else {
      try takeApart(name, attributes, of: report, at: place, end: end)
      learn(name, events)
      return
    }
    do throws(SDMXFault) {
      try records.append(&plan, events, in: report.text.span, at: place, end: end)
    } catch {
      throw XMLRefusal(.sdmx(error), at: place)
    }
  }

  /// Whether the element is an observation about which nothing is to be found out but what its
  /// attributes say.
  mutating func isReadyForObservation(_ name: Int) throws(XMLRefusal) -> Bool {
    guard name < elements.count, case .specific(.observation) = elements[name], !message.isGeneric
    else { return false }
    switch contexts.last {
    case .series: try completeSeries()
    case .dataSet where hasContent && level == .observation: break
    default: return false
    }
    return !groupsNeedObservation
  }

  /// Makes a plan of the observation that was just taken apart.
  mutating func learn(_ name: Int, _ events: borrowing Span<XMLEvents.Event>) {
    guard name < elements.count, case .specific(.observation) = elements[name],
      // The name of a type is not the measure as it stands, but with a prefix; and what is taken by
      // a plan is not noted.
      !hasExplicitMeasures, records.notes == nil
    else { return }
    let known = positions
    let level = level == .series ? SDMXLevel.observationOfSeries : .observation
    for index in events.indices
    where known.position(of: Int(events[index].name), on: level) == nil {
      // It stood where it is not looked at.
      return
    }
    plan = SDMXObservationPlan(events, records.components) { name in
      known.position(of: name, on: level) ?? -1
    }
  }

  mutating func beginObservation() throws(XMLRefusal) -> Context {
    if case .series = contexts.last {
      try completeSeries()
      select(.observationOfSeries)
    } else {
      try beginDataSet()
      if !hasContent || level != .observation { takeOverDataSet() }
      hasContent = true
      select(.observation)
    }
    return .observation
  }

  mutating func takeOverDataSet() {
    plan.forgetInherited()
    records.disinherit()
    records.inherit(dataSetValues, from: .dataSet)
    groupsNeedObservation = !groups.isEmpty
  }

  mutating func select(_ level: SDMXLevel) {
    self.level = level
    switch level {
    case .dataSet: dataSetValues.removeAll()
    case .group: groupValues.removeAll()
    case .series: seriesValues.removeAll()
    case .observationOfSeries, .observation: records.own.removeAll()
    }
    places[level.rawValue] = place
  }

  mutating func endObservation(at offset: Int) throws(XMLRefusal) {
    if groupsNeedObservation { records.complete(by: &groups) }
    try append(at: places[level.rawValue], end: offset)
    if level == .observationOfSeries { level = .series }
  }

  mutating func append(at place: TextPlace, end: Int) throws(XMLRefusal) {
    do throws(SDMXFault) {
      try records.append(offset: place.offset, end: end, line: place.line)
    } catch {
      throw XMLRefusal(.sdmx(error), at: place)
    }
  }
}
