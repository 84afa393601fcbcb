import Extraction
import SDMXVocabulary
import StatisticalModel

/// `sources/<id>.yaml`: what one provider's numbers mean and how its files are laid out.
struct SourceFile {
  var definition: SourceDefinition
  /// The crosswalks its dimensions go through.
  var crosswalks: [CrosswalkUse]

  struct CrosswalkUse {
    var crosswalk: String
    var dimension: String
    var place: Place
  }

  static func reading(id: String, _ vocabulary: Vocabulary) -> Reading<SourceFile> {
    .mapping { fields in
      _ = fields.required("source", as: .id(equalTo: id, of: "file"))
      let title = fields.required("title", as: .localizedText)
      let provider = fields.required("provider", as: .text)
      let concept = fields.required("definition", as: .concept(of: id, vocabulary))
      let layout = fields.required("file", as: .layout(vocabulary))
      let columns = Columns(layout, vocabulary.structure)
      let rows = fields.optional("rows", as: .rowRules(columns, vocabulary)) ?? []
      var mappings = fields.optional("dimensions", as: .mappings(columns, vocabulary)) ?? []
      let values = Self.values(fields, columns, layout, vocabulary)
      let statuses = Self.statuses(fields, layout)
      let numbers = fields.optional("numbers", as: .numberFormat) ?? NumberFormat()
      let markers = fields.optional("missing", as: .markers) ?? [:]
      let asOf = fields.optional("asOf", as: .mapping { $0.required("column", as: columns.column) })
      let aggregation = fields.optional("aggregate", as: Reading<Aggregation>.choice) ?? .none
      let units = Self.units(fields, columns, layout, aggregation)
      guard let values else { return nil }
      if case .sdmx(let sdmx) = layout {
        mappings = sdmx.completing(mappings, values: values, vocabulary.structure)
      }
      let supply = DimensionSupply(
        mappings: mappings, values: values, rows: rows, markers: markers, vocabulary)
      supply.check(asOf: asOf, at: fields.valuePlace(of: "asOf"), fields.problems)
      let file: FileLayout? =
        switch layout {
        case .file(let file): file
        case .sdmx(let sdmx):
          .sdmx(
            sdmx.layout(
              mappings, values: values, asOf: asOf, statuses: statuses, fields.problems))
        case nil: nil
        }
      guard let title, let provider, let concept, let file else { return nil }
      return SourceFile(
        definition: SourceDefinition(
          id: id, title: title, provider: provider, concept: concept, layout: file,
          rows: rows.map(\.rule), dimensions: supply.completeMappings,
          values: values.map(\.column), numbers: numbers, markers: markers, asOfColumn: asOf,
          aggregation: aggregation, unitColumns: units),
        crosswalks: mappings.compactMap { mapping in
          mapping.mapping.crosswalk.map {
            CrosswalkUse(
              crosswalk: $0, dimension: mapping.mapping.dimension, place: mapping.place)
          }
        })
    }
  }
}

extension SourceFile {
  /// The value columns; those of SDMX hold the one measure of 2.1 unless they say otherwise.
  private static func values(
    _ fields: MappingReader, _ columns: Columns, _ layout: SourceLayout?, _ vocabulary: Vocabulary
  ) -> [PlacedValueColumn]? {
    let reading = Reading<[[PlacedValueColumn]]>.valueColumns(columns, vocabulary)
    guard case .sdmx = layout, !fields.has("values") else {
      return fields.required("values", as: reading)?.flatMap(\.self)
    }
    let column = ValueColumn(column: SDMXConcept.observationValue)
    return [PlacedValueColumn(column: column, place: fields.place)]
  }

  /// The columns that name the unit of a record; only where records of a cell add up can one be
  /// counted twice.
  private static func units(
    _ fields: MappingReader, _ columns: Columns, _ layout: SourceLayout?, _ aggregation: Aggregation
  ) -> [String] {
    if case .sdmx = layout {
      fields.refuse("unit", because: "is for CSV and XML: keys of SDMX are unique")
      return []
    }
    if aggregation == .none {
      fields.refuse("unit", because: "needs aggregate: sum")
      return []
    }
    let names = Reading<[String]>.filledList(of: columns.column)
    return fields.optional("unit", as: .mapping { $0.required("columns", as: names) }) ?? []
  }

  private static func statuses(
    _ fields: MappingReader, _ layout: SourceLayout?
  ) -> [String: ValueState] {
    guard case .sdmx = layout else {
      fields.refuse("statuses", because: "is for SDMX")
      return [:]
    }
    return SDMXObservationStatus.states(with: fields.optional("statuses", as: .statuses) ?? [:])
  }
}

/// The columns of a source's files, as far as its definition names them.
struct Columns {
  private let names: [String]?
  /// The component of an SDMX message a dimension is taken from when nothing is said.
  private(set) var components: [String: String] = [:]
  /// What a period's text means when nothing is said.
  private(set) var periodForm = PeriodForm.canonical

  init(_ layout: SourceLayout?, _ structure: Structure?) {
    switch layout {
    case .file(.csv(let csv)): names = csv.columns.isEmpty ? nil : csv.columns
    case .file(.xml(let xml)): names = xml.fields.map(\.name)
    case .sdmx(let sdmx):
      names = sdmx.dataStructure?.components.map(\.id)
      periodForm = .sdmx
      for dimension in structure?.dimensions ?? [] {
        components[dimension.id] = SDMXFileLayout.component(for: dimension)
      }
    case .file(.sdmx), nil: names = nil
    }
  }

  /// A column that the files have.
  var column: Reading<String> {
    Reading { node, problems in
      guard let name = Reading<String>.text.value(of: node, problems) else { return nil }
      if let names, !names.contains(name) {
        problems.addUnknown("column", name, among: names, at: node.place)
      }
      return name
    }
  }
}

extension Reading where Value == ConceptDefinition {
  fileprivate static func concept(of id: String, _ vocabulary: Vocabulary) -> Self {
    let otherSource = vocabulary.source.then("another source") { $0 == id ? nil : $0 }
    return .mapping { fields in
      var attributes: [ConceptDefinition.Attribute: String] = [:]
      for attribute in ConceptDefinition.Attribute.allCases {
        attributes[attribute] = fields.optional(
          attribute.rawValue, as: attribute == .measure ? .measure : .text)
      }
      let boundary = fields.optional("boundaryDate", as: .day)
      let copied = fields.optional("copiedFrom", as: .list(of: otherSource))
      let origin = fields.optional("origin", as: .text)
      return ConceptDefinition(
        attributes: attributes, boundaryDay: boundary?.firstDay, copiedFrom: copied ?? [],
        origin: origin)
    }
  }
}

extension Reading where Value == String {
  fileprivate static var measure: Self {
    .word(
      (Measure.allCases.map(\.rawValue) + [ConceptDefinition.unknown]).map { ($0, $0) })
  }
}
