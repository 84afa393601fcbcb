package import StatisticalModel

extension SourceDefinition {
  /// A source that says nothing but what a test is about.
  package static func sample(
    _ id: String = "a", concept: ConceptDefinition = ConceptDefinition(attributes: [:]),
    rows: [RowRule] = [], dimensions: [DimensionMapping] = [], values: [ValueColumn] = [],
    numbers: NumberFormat = NumberFormat(), markers: [String: Marker] = [:],
    asOfColumn: String? = nil, aggregation: Aggregation = .none
  ) -> SourceDefinition {
    SourceDefinition(
      id: id, title: ["en": id], provider: "provider-of-\(id)", concept: concept,
      layout: .csv(CSVLayout()), rows: rows, dimensions: dimensions, values: values,
      numbers: numbers, markers: markers, asOfColumn: asOfColumn, aggregation: aggregation)
  }
}

extension DeliveredFile {
  /// A file of a source; editions of one source are told apart by number, day and path.
  package static func sample(
    _ source: String, edition: Int = 1, received: String = "2025-08-20", path: String? = nil
  ) -> DeliveredFile {
    DeliveredFile(
      delivery: Delivery(
        source: source, path: path ?? "\(source)/\(edition).csv", sender: "sender",
        received: period(received), asOf: nil, edition: edition, status: .final,
        licence: "CC BY 4.0", citation: "", sha256: nil, announcedRecords: nil),
      sha256: "", size: 0)
  }
}
