package import StatisticalModel

/// What several sources say about cells, as reconciliation receives it.
package struct SourceReplies {
  package let structure: Structure
  package private(set) var sources: [SourceDefinition]
  package private(set) var deliveries: [DeliveredFile] = []
  package var observations: [SourceObservation] = []

  package init(_ sources: [SourceDefinition], structure: Structure = .kazakhstan) {
    self.structure = structure
    self.sources = sources
  }

  /// Adds what a source says about a cell in an edition of its figures.
  package mutating func add(
    _ source: String, _ cell: String, _ value: ObservedValue, edition: Int = 1,
    asOf: String? = nil, extentFrom: Int? = nil, duplicates: [Int] = []
  ) {
    observations.append(
      SourceObservation(
        key: structure.key(cell), value: value, delivery: delivery(of: source, edition: edition),
        asOf: asOf.map(period), extentFrom: extentFrom, records: [observations.count + 1],
        duplicates: duplicates))
  }

  /// The same cells with a number each.
  package mutating func add(_ source: String, _ numbers: [String: String], unit: String? = nil) {
    for (cell, text) in numbers.sorted(by: { $0.key < $1.key }) {
      add(source, cell, number(text, unit: unit))
    }
  }

  private mutating func delivery(of source: String, edition: Int) -> Int {
    let file = DeliveredFile.sample(source, edition: edition)
    if let position = deliveries.firstIndex(of: file) { return position }
    deliveries.append(file)
    return deliveries.count - 1
  }

  /// The pipeline these sources belong to.
  package func definition(
    rules: [Rule], editing: EditingDefinition = EditingDefinition(),
    reconciliation: ReconciliationDefinition
  ) -> PipelineDefinition {
    PipelineDefinition(
      id: "test", title: ["en": "test"], structure: structure, sources: sources, crosswalks: [],
      rules: rules, editing: editing, reconciliation: reconciliation, files: [])
  }
}

extension RunOccasion {
  /// The first run of a test's pipeline.
  package static var sample: RunOccasion {
    RunOccasion(day: period("2026-11-22"), vintage: 1)
  }
}
