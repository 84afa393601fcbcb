internal import Exporting
internal import Pipelining
internal import Reporting
internal import SDMXVocabulary
internal import StatisticalModel
internal import Warehousing

extension SDMXQuestion {
  /// Observations that are put into series at once.
  private static let seriesLimit = 50_000
  /// Cells of a piece of an answer.
  private static let piece = 2_000

  /// `data/{flow}/{key}/{provider}`.
  func data() throws -> Answer {
    try requireData(
      and: [
        "detail", "dimensionAtObservation", "firstNObservations", "lastNObservations",
        "includeHistory", "format",
      ])
    if let history = parameters["includeHistory"], history != "false" {
      throw SDMXRefusal.notImplemented("includeHistory")
    }
    let (type, form) = try SDMXForms.chosen(
      of: SDMXForms.data, format: parameters["format"], accepted: accepted)
    let detail = try parameters.choice("detail", CubeDetail.self) ?? .full
    let (isInSeries, part) = (try isInSeries(), try seriesPart())
    let flow = try flow()
    let snapshot = flow.snapshot
    let selection = try selection(in: flow)
    let extract = CubeExtract(
      of: flow.source, selection, detail, as: form, header: flow.header, isInSeries: isInSeries)
    let isText = form == .csv1 || form == .csv2
    if part != .all || !detail.hasObservations || (isInSeries && !isText) {
      let series = try snapshot.reader.limited(to: limits.time) {
        try extract.series(
          part, from: snapshot.reader, vintage: snapshot.vintage, limit: Self.seriesLimit)
      }
      guard let series else { throw SDMXRefusal.tooLarge(limit: Self.seriesLimit) }
      guard !series.isEmpty else { throw SDMXRefusal.noResults }
      return lasting(Answer(type, extract.head + series + extract.tail), of: [snapshot])
    }
    return lasting(
      Answer(type, try stream(extract, selection, of: snapshot)), of: [snapshot])
  }

  /// The observations in pieces, the first of which is there before anything is answered: what asks
  /// for nothing that exists is told so.
  private func stream(
    _ extract: CubeExtract, _ selection: CubeSelection, of snapshot: Snapshot
  ) throws -> StreamedList {
    let time = limits.time
    let piece: @Sendable (ListPlace) throws -> StreamedList.Piece = { place in
      try snapshot.reader.limited(to: time) {
        let (span, next) = try snapshot.reader.piece(
          of: selection.span, after: place, count: Self.piece)
        let bytes = try extract.observations(
          in: span, from: snapshot.reader, vintage: snapshot.vintage)
        return (bytes, next)
      }
    }
    var first = try piece(.start)
    while first.bytes.isEmpty {
      guard !selection.isEmpty, let next = first.next else { throw SDMXRefusal.noResults }
      first = try piece(next)
    }
    return StreamedList(head: extract.head, tail: extract.tail) { [first] place in
      place == .start ? first : try piece(place)
    }
  }

  /// `availableconstraint/{flow}/{key}/{provider}/{component}`.
  func availability() throws -> Answer {
    try requireData(and: ["mode", "references", "format"])
    if let mode = parameters["mode"], mode != "exact" {
      guard mode == "available" else { throw Self.unknown("mode", ["exact"]) }
      throw SDMXRefusal.notImplemented("mode=available")
    }
    if let references = parameters["references"], references != "none" {
      throw SDMXRefusal.notImplemented("A constraint with references")
    }
    let (type, version) = try SDMXForms.chosen(
      of: SDMXForms.structure, format: parameters["format"], accepted: accepted)
    let flow = try flow()
    let snapshot = flow.snapshot
    let component = captured["component"].flatMap { $0 == "all" ? nil : $0 }
    if let component {
      guard flow.cube.components.contains(where: { $0.id == component && $0.isInKey }) else {
        throw SDMXRefusal.noResults
      }
    }
    let selection = try selection(in: flow)
    let available = try snapshot.reader.limited(to: limits.time) {
      try CubeAvailability(
        of: flow.source, selection, component: component, of: snapshot.structure,
        from: snapshot.reader, vintage: snapshot.vintage)
    }
    guard available.observations > 0 else { throw SDMXRefusal.noResults }
    return lasting(
      Answer(type, available.message(version, flow.header)), of: [snapshot])
  }

  /// What queries for data and for what there is have in common.
  private func requireData(and own: [String]) throws {
    try parameters.require(
      only: ["startPeriod", "endPeriod", "updatedAfter", "vintage"] + own)
    if parameters["updatedAfter"] != nil { throw SDMXRefusal.notImplemented("updatedAfter") }
  }

  private func selection(in flow: ServedFlow) throws -> CubeSelection {
    try requireProvider(of: flow)
    let range = try SDMXTimeRange(
      from: parameters["startPeriod"], to: parameters["endPeriod"])
    let key = try SDMXKeyQuery(parsing: captured["key"] ?? "all")
    let snapshot = flow.snapshot
    return try snapshot.reader.limited(to: limits.time) {
      try CubeSelection(key, range, in: flow.cube, of: snapshot.structure) {
        try overviews.periods(of: snapshot)
      }
    }
  }

  /// One provider has given what a flow holds: the agency that publishes it.
  private func requireProvider(of flow: ServedFlow) throws(SDMXRefusal) {
    guard let provider = captured["provider"] else { return }
    guard let asked = ArtefactQuery(provider: provider) else {
      throw .syntax("A provider is written ID or AGENCY,ID, or all.")
    }
    guard asked.means(agency: flow.cube.reference.agency) else { throw .noResults }
  }

  /// Whether SDMX-ML is to hold series.
  private func isInSeries() throws(SDMXRefusal) -> Bool {
    switch parameters["dimensionAtObservation"] {
    case nil, SDMXConcept.allDimensions: false
    case SDMXConcept.timePeriod: true
    default:
      throw .notImplemented(
        "Another dimensionAtObservation than \(SDMXConcept.allDimensions) and "
          + SDMXConcept.timePeriod)
    }
  }

  private func seriesPart() throws -> SeriesPart {
    let first = try parameters.number("firstNObservations")
    let last = try parameters.number("lastNObservations")
    switch (first, last) {
    case (nil, nil): return .all
    case (let count?, nil): return .first(count)
    case (nil, let count?): return .last(count)
    default: throw SDMXRefusal.notImplemented("firstNObservations with lastNObservations")
    }
  }

  static func unknown(_ name: String, _ known: [String]) -> Refusal {
    .unknownValue("", of: name, known: known)
  }
}
