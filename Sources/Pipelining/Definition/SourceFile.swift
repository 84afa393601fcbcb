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
      let layout = fields.required("file", as: .layout)
      let columns = Columns(layout)
      let rows = fields.optional("rows", as: .rowRules(columns, vocabulary)) ?? []
      let mappings = fields.optional("dimensions", as: .mappings(columns, vocabulary)) ?? []
      let values = fields.required("values", as: .valueColumns(columns, vocabulary))?.flatMap(
        \.self)
      let numbers = fields.optional("numbers", as: .numberFormat) ?? NumberFormat()
      let markers = fields.optional("missing", as: .markers) ?? [:]
      let asOf = fields.optional("asOf", as: .mapping { $0.required("column", as: columns.column) })
      let aggregation = fields.optional("aggregate", as: Reading<Aggregation>.choice) ?? .none
      guard let values else { return nil }
      let supply = DimensionSupply(
        mappings: mappings, values: values, rows: rows, markers: markers, vocabulary)
      supply.check(asOf: asOf, at: fields.valuePlace(of: "asOf"), fields.problems)
      guard let title, let provider, let concept, let layout else { return nil }
      return SourceFile(
        definition: SourceDefinition(
          id: id, title: title, provider: provider, concept: concept, layout: layout,
          rows: rows.map(\.rule), dimensions: supply.completeMappings,
          values: values.map(\.column), numbers: numbers, markers: markers, asOfColumn: asOf,
          aggregation: aggregation),
        crosswalks: mappings.compactMap { mapping in
          mapping.mapping.crosswalk.map {
            CrosswalkUse(
              crosswalk: $0, dimension: mapping.mapping.dimension, place: mapping.place)
          }
        })
    }
  }
}

/// The columns of a source's files, as far as its definition names them.
struct Columns {
  private let names: [String]?

  init(_ layout: FileLayout?) {
    names =
      switch layout {
      case .csv(let csv): csv.columns.isEmpty ? nil : csv.columns
      case .xml(let xml): xml.fields.map(\.name)
      case nil: nil
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
