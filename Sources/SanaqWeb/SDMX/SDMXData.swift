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

  /// `data/{flow}/{key}/{provider}`, `data/{context}/{agency}/{id}/{version}/{key}`.
  func data() throws -> Answer {
    try requireData(
      and: [
        "dimensionAtObservation", "firstNObservations", "lastNObservations", "includeHistory",
      ] + (generation == .first ? ["detail"] : ["attributes", "measures"]))
    if let history = parameters["includeHistory"], history.lowercased() != "false" {
      throw SDMXRefusal.notImplemented("includeHistory")
    }
    let (type, form) = try SDMXForms.chosen(
      of: SDMXForms.data(generation), format: parameters["format"], accepted: accepted)
    let (packaging, part) = (try packaging(), try seriesPart())
    let flow = try flow()
    let snapshot = flow.snapshot
    let contents = try contents(of: flow.cube)
    let selection = try selection(in: flow)
    let isText = form == .csv1 || form == .csv2
    let isInSeries = !isText && packaging != .flat
    var extract = CubeExtract(
      of: flow.source, selection, contents, as: form, header: flow.header, isInSeries: isInSeries)
    if part != .all || !contents.hasObservations || isInSeries {
      let series = try snapshot.reader.limited(to: limits.time) {
        try extract.series(
          part, from: snapshot.reader, vintage: snapshot.vintage, limit: Self.seriesLimit)
      }
      if let series {
        guard !series.isEmpty else { throw SDMXRefusal.noResults }
        return lasting(Answer(type, extract.head + series + extract.tail), of: [snapshot])
      }
      // Who has not asked for series gets a long answer without them; its header says so.
      guard part == .all, contents.hasObservations, packaging == .usual else {
        throw SDMXRefusal.tooLarge(limit: Self.seriesLimit)
      }
      extract = CubeExtract(
        of: flow.source, selection, contents, as: form, header: flow.header, isInSeries: false)
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

  /// `availableconstraint/{flow}/{key}/{provider}/{component}`,
  /// `availability/{context}/{agency}/{id}/{version}/{key}/{component}`.
  func availability() throws -> Answer {
    try requireData(and: ["mode", "references"])
    if let mode = parameters["mode"], mode != "exact" {
      guard mode == "available" else { throw Self.unknown("mode", ["exact"]) }
      throw SDMXRefusal.notImplemented("mode=available")
    }
    if let references = parameters["references"], references != "none" {
      throw SDMXRefusal.notImplemented("A constraint with references")
    }
    let (type, version) = try SDMXForms.chosen(
      of: SDMXForms.structure(generation), format: parameters["format"], accepted: accepted)
    let flow = try flow()
    let snapshot = flow.snapshot
    let listed = try componentsAsked(of: flow.cube)
    let selection = try selection(in: flow)
    guard !selection.needsObservations else {
      throw SDMXRefusal.notImplemented("Availability by attributes or measures")
    }
    let available = try snapshot.reader.limited(to: limits.time) {
      try CubeAvailability(
        of: flow.source, selection, components: listed, of: snapshot.structure,
        from: snapshot.reader, vintage: snapshot.vintage)
    }
    guard available.observations > 0 else { throw SDMXRefusal.noResults }
    return lasting(
      Answer(type, available.message(version, flow.header)), of: [snapshot])
  }

  /// What queries for data and for what there is have in common.
  private func requireData(and own: [String]) throws {
    let unserved =
      generation == .first
      ? ["updatedAfter"]
      : ["updatedAfter", "asOf", "limit", "sort", "offset", "reportingYearStartDay"]
    let periods = generation == .first ? ["startPeriod", "endPeriod"] : Array(filters.keys)
    try parameters.require(only: periods + unserved + ["vintage", "format"] + own)
    // Beginning with the first is beginning where all do.
    for name in unserved where parameters[name] != nil {
      guard name == "offset", parameters[name] == "0" else {
        throw SDMXRefusal.notImplemented(name)
      }
    }
  }

  /// `c[COMPONENT]=…`, by the names of the parameters.
  private var filters: [String: (component: String, text: String)] {
    guard generation == .second else { return [:] }
    var filters: [String: (component: String, text: String)] = [:]
    for (name, text) in parameters.values where name.hasPrefix("c[") && name.hasSuffix("]") {
      filters[name] = (String(name.dropFirst(2).dropLast()), text)
    }
    return filters
  }

  private func selection(in flow: ServedFlow) throws -> CubeSelection {
    try requireProvider(of: flow)
    let range = try SDMXTimeRange(
      from: parameters["startPeriod"], to: parameters["endPeriod"])
    let key =
      generation == .first
      ? try SDMXKeyQuery(parsing: captured["key"] ?? "all")
      : try SDMXKeyQuery(parsingSlices: captured["key"] ?? "*")
    var filters: [String: ComponentFilter] = [:]
    for (component, text) in self.filters.values {
      filters[component] = try ComponentFilter(parsing: text)
    }
    let snapshot = flow.snapshot
    return try snapshot.reader.limited(to: limits.time) {
      try CubeSelection(key, range, where: filters, in: flow.cube, of: snapshot.structure) {
        try overviews.periods(of: snapshot)
      }
    }
  }

  /// What is said of each observation: `detail`, or `attributes` and `measures`.
  private func contents(of cube: Cube) throws -> CubeContents {
    guard generation == .second else {
      return (try parameters.choice("detail", CubeDetail.self) ?? .full).contents
    }
    // All attributes are those of observations.
    return CubeContents(
      attributes: try part(
        "attributes", of: cube, .attribute, all: ["dsd", "obs", "all"],
        none: ["none", "msd", "dataset", "series"]),
      measures: try part("measures", of: cube, .measure, all: ["all"], none: ["none"]))
  }

  private func part(
    _ name: String, of cube: Cube, _ role: Cube.Role, all: Set<String>, none: Set<String>
  ) throws -> CubeContents.Part {
    let asked = parameters[name]?.split(separator: ",").map(String.init) ?? []
    guard !asked.isEmpty, !asked.contains(where: all.contains) else { return .all }
    let ids = Set(asked.filter { !none.contains($0) })
    let known = cube.components.filter { $0.role == role }.map(\.id)
    guard ids.isSubset(of: known) else { throw Self.unknown(name, known) }
    return ids.isEmpty ? .none : .only(ids)
  }

  /// Nil for all dimensions.
  private func componentsAsked(of cube: Cube) throws(SDMXRefusal) -> Set<String>? {
    guard let text = captured["component"], text != "all", text != "*" else { return nil }
    let asked = generation == .first ? [text] : text.split(separator: ",").map(String.init)
    let known = Set(cube.components.filter(\.isInKey).map(\.id))
    guard known.isSuperset(of: asked) else { throw .noResults }
    return Set(asked)
  }

  /// One provider has given what a flow holds: the agency that publishes it.
  private func requireProvider(of flow: ServedFlow) throws(SDMXRefusal) {
    guard let provider = captured["provider"] else { return }
    guard let asked = ArtefactQuery(provider: provider) else {
      throw .syntax("A provider is written ID or AGENCY,ID, or all.")
    }
    guard asked.means(agency: flow.cube.reference.agency) else { throw .noResults }
  }

  /// How SDMX-ML is to hold its observations.
  private enum Packaging {
    /// As series, since every cube has the dimension of time (SDMX REST, `dimensionAtObservation`).
    case usual
    case series
    case flat
  }

  private func packaging() throws(SDMXRefusal) -> Packaging {
    switch parameters["dimensionAtObservation"] {
    case nil: .usual
    case SDMXConcept.allDimensions: .flat
    case SDMXConcept.timePeriod: .series
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
