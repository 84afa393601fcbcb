import SDMXVocabulary
import StatisticalModel

/// Data sets, groups and series: what stands above observations.
extension SDMXMessageSink {
  mutating func openDataSet() {
    structureID = nil
    action = header.action
    ownAttributes.removeAll()
    isDataSetBegun = false
    hasContent = false
    groups.removeAll()
    select(.dataSet)
  }

  /// Begins the data set once its attributes are known.
  mutating func beginDataSet() throws(XMLRefusal) {
    guard !isDataSetBegun else { return }
    isDataSetBegun = true
    let usage = structureID.flatMap { header.usages[$0] }
    if let structureID, usage == nil { throw fault(.unknownStructure(structureID)) }
    dimensionAtObservation = (usage ?? header.usages[""])?.dimensionAtObservation
    hasExplicitMeasures = (usage ?? header.usages[""])?.hasExplicitMeasures ?? false
    do throws(SDMXFault) {
      _ = try records.begin(structure: usage?.reference, action: action ?? .information)
    } catch {
      throw fault(error)
    }
    if case .known(let late) = groupReading {
      groups = late.groups[records.dataSet.number] ?? SDMXGroups()
    }
    positions = SDMXAttributePositions()
    plan = SDMXObservationPlan()
    for (id, value) in ownAttributes {
      let position = try position(of: id, as: role(of: id))
      if position >= 0, !dataSetValues.set(position, value[...]) {
        throw fault(.repeatedComponent(id: id))
      }
    }
  }

  mutating func beginGroup() throws(XMLRefusal) -> Context {
    try beginDataSet()
    if case .inPlace = groupReading, records.countOfDataSet > 0 { throw fault(.lateGroup) }
    hasContent = true
    select(.group)
    return .group
  }

  mutating func beginSeries() throws(XMLRefusal) -> Context {
    try beginDataSet()
    hasContent = true
    isSeriesBegun = false
    select(.series)
    return .series
  }

  /// Works out what all observations of the series have in common, before the first of them.
  mutating func completeSeries() throws(XMLRefusal) {
    guard !isSeriesBegun else { return }
    isSeriesBegun = true
    do throws(SDMXFault) {
      try records.beginSeries(seriesValues)
    } catch {
      throw XMLRefusal(.sdmx(error), at: places[SDMXLevel.series.rawValue])
    }
    plan.forgetInherited()
    records.disinherit()
    records.inherit(seriesValues, from: .series)
    groupsNeedObservation = records.inherit(&groups)
    records.inherit(dataSetValues, from: .dataSet)
  }

  mutating func endGroup() {
    level = .dataSet
    if case .known = groupReading { return }
    groups.add(groupValues)
  }

  mutating func endSeries(at offset: Int) throws(XMLRefusal) {
    if !isSeriesBegun, records.dataSet.action == .delete {
      takeOverDataSet()
      records.own = seriesValues
      try append(at: places[SDMXLevel.series.rawValue], end: offset)
    }
    records.endSeries()
    level = .dataSet
  }

  mutating func endDataSet(at offset: Int) throws(XMLRefusal) {
    try beginDataSet()
    if case .collected = groupReading { collectedGroups[records.dataSet.number] = groups }
    // A delete without any key deletes everything.
    if !hasContent, records.dataSet.action == .delete {
      takeOverDataSet()
      records.own.removeAll()
      try append(at: places[SDMXLevel.dataSet.rawValue], end: offset)
    }
  }
}
