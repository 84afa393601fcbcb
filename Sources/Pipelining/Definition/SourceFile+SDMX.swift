import Extraction
import SDMXVocabulary
import StatisticalModel

/// The `file` of a source that delivers SDMX, before it is known which components its definition
/// uses.
struct SDMXFileLayout {
  var form: SDMXLayout.Form
  var encoding: TextEncoding
  /// The source's own structure, by the name of its file under `structures/`.
  var structure: (id: String, structures: SDMXStructures)?
  /// The code that every observation has in a dimension no cell knows.
  var fixed: [String: String]
  /// Attributes of the source that no cell needs, where no structure names them.
  var attributes: [String]
  var place: Place

  /// Reads the keys of a `file` with one of the two formats.
  static func read(
    _ form: SDMXLayout.Form, _ fields: MappingReader, _ vocabulary: Vocabulary
  ) -> SDMXFileLayout {
    let encoding =
      form == .csv ? fields.optional("encoding", as: Reading<TextEncoding>.choice) : nil
    let structure = fields.optional("structure", as: vocabulary.sourceStructure)
    let fixed = fields.optional("fixed", as: .fixedCodes) ?? [:]
    let attributes = fields.optional("attributes", as: .list(of: Reading<String>.text)) ?? []
    return SDMXFileLayout(
      form: form, encoding: encoding ?? .utf8, structure: structure, fixed: fixed,
      attributes: attributes, place: fields.place)
  }

  /// The structure of the data; nil where the definition names none, or several are possible.
  var dataStructure: SDMXDataStructure? {
    guard let structures = structure?.structures, structures.dataStructures.count == 1 else {
      return nil
    }
    return structures.dataStructures[0]
  }

  /// The component that a dimension of cells is taken from unless the definition says otherwise.
  static func component(for dimension: Dimension) -> String {
    SDMXConcept.component(ofDimension: dimension.id, isTime: dimension.codelist == nil)
  }

  /// The mappings as written, and one for each other dimension whose component the source's own
  /// structure has; time is always there.
  func completing(
    _ mappings: [PlacedMapping], values: [PlacedValueColumn], _ structure: Structure?
  ) -> [PlacedMapping] {
    let known = Set(dataStructure?.components.map(\.id) ?? [SDMXConcept.timePeriod])
    let mapped = Set(mappings.map(\.mapping.dimension))
    let missing = (structure?.dimensions ?? []).filter { dimension in
      !mapped.contains(dimension.id) && known.contains(Self.component(for: dimension))
        && fixed[Self.component(for: dimension)] == nil
        && !values.contains {
          $0.column.codes[dimension.id] != nil || $0.column.headerDimension == dimension.id
        }
    }
    return mappings
      + missing.map { dimension in
        PlacedMapping(
          mapping: DimensionMapping(
            dimension: dimension.id, origin: .column(Self.component(for: dimension)),
            periodForm: dimension.codelist == nil ? .sdmx : .canonical), place: place)
      }
  }

  /// The layout for the components that mappings, values and dates use.
  func layout(
    _ mappings: [PlacedMapping], values: [PlacedValueColumn], asOf: String?,
    statuses: [String: ValueState], _ problems: ProblemList
  ) -> SDMXLayout {
    var dimensions: [String] = []
    for mapping in mappings {
      if case .column(let column) = mapping.mapping.origin, !dimensions.contains(column) {
        dimensions.append(column)
      }
    }
    dimensions += fixed.keys.sorted().filter { !dimensions.contains($0) }
    let meaning = SDMXLayout.Attributes(
      status: SDMXConcept.observationStatus,
      confidentiality: SDMXConcept.confidentialityStatus,
      multiplier: SDMXConcept.unitMultiplier, yearStart: SDMXConcept.reportingYearStart)
    var measures = values.map(\.column.column)
    var others = meaning.all + attributes + (asOf.map { [$0] } ?? [])
    var codes = fixed.mapValues { Set([$0]) }
    if let own = dataStructure, let structures = structure?.structures {
      check(own, mapped: dimensions, problems)
      measures += own.parts.filter { $0.role == .measure }.map(\.id)
      others += own.parts.filter { $0.role == .attribute }.map(\.id)
      for part in own.parts {
        guard let admitted = structures.codes(of: part, in: own) else { continue }
        codes[part.id] = codes[part.id]?.intersection(admitted) ?? admitted
      }
    }
    let taken = Set(dimensions)
    let used = Self.distinct(measures).filter { !taken.contains($0) }
    return SDMXLayout(
      form: form, encoding: encoding, dimensions: dimensions, measures: used,
      attributes: Self.distinct(others).filter { !taken.contains($0) && !used.contains($0) },
      codes: codes, meaning: meaning, statuses: statuses)
  }

  private static func distinct(_ ids: [String]) -> [String] {
    var seen: Set<String> = []
    return ids.filter { seen.insert($0).inserted }
  }

  /// Every dimension of the source's structure tells one value from another: none may be lost.
  private func check(_ own: SDMXDataStructure, mapped: [String], _ problems: ProblemList) {
    let dimensions = own.parts.filter { $0.role == .dimension }.map(\.id)
    for id in dimensions where !mapped.contains(id) {
      problems.add(
        "the structure's dimension '\(id)' is neither mapped nor fixed", at: place,
        suggestion: "Name it under 'dimensions', or give its one code under 'fixed'.")
    }
    for id in mapped where !own.parts.contains(where: { $0.id == id }) {
      problems.addUnknown("component", id, among: own.parts.map(\.id), at: place)
    }
  }
}

extension Vocabulary {
  /// A structure message of the pipeline.
  fileprivate var sourceStructure: Reading<(id: String, structures: SDMXStructures)> {
    Reading { node, problems in
      guard let id = Reading<String>.text.value(of: node, problems) else { return nil }
      if let structures = sourceStructures[id] {
        if structures.dataStructures.count != 1 {
          problems.add(
            "the structure message has \(structures.dataStructures.count) data structures, not one",
            at: node.place, suggestion: "Keep the one the source's data are made by.")
        }
        return (id, structures)
      }
      problems.addUnknown("structure", id, among: sourceStructures.keys, at: node.place)
      return nil
    }
  }
}

extension Reading where Value == [String: String] {
  fileprivate static var fixedCodes: Self {
    Reading<[(String, String)]>.entries { key, value, problems in
      guard let id = Reading<String>.text.value(of: key, problems),
        let code = Reading<String>.text.value(of: value, problems)
      else { return nil }
      return (id, code)
    }
    .then("each component once") { Dictionary($0, uniquingKeysWith: { first, _ in first }) }
  }
}

extension Reading where Value == [String: ValueState] {
  /// The `statuses` of a source: what codes of OBS_STATUS make of a value.
  static var statuses: Self {
    let state = Reading<ValueState>.word(
      ValueState.allCases.filter { $0 != .ambiguous && $0 != .deleted }.map { ($0.rawValue, $0) })
    return Reading<[(String, ValueState)]>.entries { key, value, problems in
      guard let code = Reading<String>.text.value(of: key, problems),
        let state = state.value(of: value, problems)
      else { return nil }
      return (code, state)
    }
    .then("each status once") { Dictionary($0, uniquingKeysWith: { first, _ in first }) }
  }
}

extension SDMXObservationStatus {
  /// What the code makes of a value (CL_OBS_STATUS 2.2), unless a source says otherwise.
  var state: ValueState {
    switch self {
    case .missingHoliday, .cannotExist: .notApplicable
    case .includedElsewhere: .includedElsewhere
    case .existsNotCollected, .missing: .missing
    case .notSignificant: .roundedZero
    case .suppressed: .suppressed
    }
  }

  /// The standard's codes with what they mean, and a source's own instead of them or beside them.
  static func states(with own: [String: ValueState]) -> [String: ValueState] {
    var states: [String: ValueState] = [:]
    for status in allCases { states[status.rawValue] = status.state }
    return states.merging(own) { _, own in own }.filter { $0.value != .reported }
  }
}
