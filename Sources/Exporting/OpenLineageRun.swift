import Files
import Reporting
package import StatisticalModel
package import Warehousing

/// The run that made a vintage as OpenLineage events (specification 2-0-2): one START, one COMPLETE.
///
/// A run that failed left no vintage and has no events. A source is one input dataset, however many
/// files it delivered. OpenLineage ends at columns; from a figure to its bytes leads PROV.
package struct OpenLineageRun: Sendable {
  private let definition: PipelineDefinition
  private let run: RunRow
  private let inputs: [InputRow]
  private let tables: [ExportedTable]
  private let producer: String

  /// What a hub may refuse to take.
  private static let largestEvent = 256 * 1024

  /// - Parameter tables: what the run wrote; each is an output dataset.
  package init(
    _ definition: PipelineDefinition, run: RunRow, inputs: [InputRow], tables: [ExportedTable]
  ) {
    self.definition = definition
    self.run = run
    self.inputs = inputs
    self.tables = tables
    producer = "urn:sanaq:program:\(run.programVersion)"
  }

  /// One event a line, in the order of time.
  ///
  /// - Throws: ``ExportError/eventTooLarge(bytes:)``.
  package func lines() throws(ExportError) -> [String] {
    let events = [
      event("START", at: run.started, inputs: [], outputs: []),
      event("COMPLETE", at: run.finished, inputs: sources.map(input), outputs: tables.map(output)),
    ]
    let lines = events.map(\.text)
    for line in lines where line.utf8.count >= Self.largestEvent {
      throw .eventTooLarge(bytes: line.utf8.count)
    }
    return lines
  }

  private func event(
    _ type: String, at time: String, inputs: [JSONValue], outputs: [JSONValue]
  ) -> JSONValue {
    .object([
      "eventType": .string(type), "eventTime": .string(time), "producer": .string(producer),
      "schemaURL": "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent",
      "run": .object([
        "runId": .string(runID),
        "facets": .object([
          "processing_engine": facet(
            "1-1-1/ProcessingEngineRunFacet",
            ["version": .string(run.programVersion), "name": "sanaq"])
        ]),
      ]),
      "job": .object([
        "namespace": .string(namespace), "name": .string(definition.id),
        "facets": .object([
          "jobType": facet(
            "2-0-4/JobTypeJobFacet",
            ["processingType": "BATCH", "integration": "SANAQ", "jobType": "PIPELINE"]),
          "documentation": facet(
            "1-1-0/DocumentationJobFacet", ["description": JSONValue(definition.title["en"])]),
        ]),
      ]),
      "inputs": .array(inputs), "outputs": .array(outputs),
    ])
  }

  /// Sixteen bytes of the manifest's hash as a UUID of version 8 (RFC 9562): the same for the same
  /// run, whoever exports it.
  private var runID: String {
    var digits = Array(run.manifestHash.prefix(32))
    guard digits.count == 32 else { return run.manifestHash }
    digits[12] = "8"
    let variant = digits[16].hexDigitValue ?? 0
    digits[16] = Character(String(variant & 3 | 8, radix: 16))
    let parts = [0..<8, 8..<12, 12..<16, 16..<20, 20..<32].map { String(digits[$0]) }
    return parts.joined(separator: "-")
  }

  private var namespace: String { "sanaq" }

  private var sources: [String] {
    var seen: Set<String> = []
    return inputs.map(\.source).filter { seen.insert($0).inserted }.sorted()
  }

  private func name(ofSource source: String) -> String { "\(definition.id)/\(source)" }

  private func input(_ source: String) -> JSONValue {
    let files = inputs.filter { $0.source == source }
    let sums = files.reduce((read: 0, loaded: 0, bytes: 0, quarantined: 0)) { sums, file in
      (
        sums.read + file.ledger.read, sums.loaded + file.ledger.loaded, sums.bytes + file.size,
        sums.quarantined + file.ledger.quarantined
      )
    }
    // The file's hash where there is one file, else that of what sha256sum prints of all of them.
    let version =
      files.count == 1
      ? files[0].sha256 : sha256(of: files.map { "\($0.sha256)  \($0.path)\n" }.joined())
    let assertions: [JSONValue] = [
      assertion(
        "records_read_are_loaded_quarantined_or_ignored",
        files.allSatisfy(\.ledger.balances), "error"),
      assertion("no_record_is_quarantined", sums.quarantined == 0, "warn"),
    ]
    return .object([
      "namespace": .string(namespace), "name": .string(name(ofSource: source)),
      "facets": .object([
        "datasetVersion": facet(
          "1-0-1/DatasetVersionDatasetFacet", ["datasetVersion": .string(version)]),
        "schema": facet(
          "1-2-0/SchemaDatasetFacet", ["fields": .array(sourceFields)]),
      ]),
      "inputFacets": .object([
        "dataQualityMetrics": facet(
          "1-0-3/DataQualityMetricsInputDatasetFacet",
          [
            "rowCount": .integer(sums.read), "bytes": .integer(sums.bytes),
            "fileCount": .integer(files.count), "columnMetrics": .object([:]),
          ]),
        "dataQualityAssertions": facet(
          "1-1-0/DataQualityAssertionsDatasetFacet", ["assertions": .array(assertions)]),
      ]),
    ])
  }

  private func assertion(_ name: String, _ holds: Bool, _ severity: String) -> JSONValue {
    .object([
      "assertion": .string(name), "success": .bool(holds), "severity": .string(severity),
    ])
  }

  /// A source's file as it is understood: the dimensions of a cell and a value.
  private var sourceFields: [JSONValue] {
    (definition.structure.dimensions.map(\.id) + ["value"]).map { field($0, "string") }
  }

  private func field(_ name: String, _ type: String) -> JSONValue {
    .object(["name": .string(name), "type": .string(type)])
  }

  private func output(_ table: ExportedTable) -> JSONValue {
    .object([
      "namespace": .string(namespace), "name": .string("\(definition.id)/\(table.name)"),
      "facets": .object([
        "schema": facet(
          "1-2-0/SchemaDatasetFacet",
          ["fields": .array(table.columns.map { field($0.name, $0.kind.rawValue) })]),
        "datasetVersion": facet(
          "1-0-1/DatasetVersionDatasetFacet",
          ["datasetVersion": .string("\(run.vintage) \(run.manifestHash)")]),
        "columnLineage": facet(
          "1-2-0/ColumnLineageDatasetFacet", ["fields": lineage(of: table)]),
      ]),
    ])
  }

  /// Every dimension comes from those of all sources, every other column from their values.
  private func lineage(of table: ExportedTable) -> JSONValue {
    let dimensions = Set(definition.structure.dimensions.map(\.id))
    return .object(
      table.columns.map { column in
        let isDimension = dimensions.contains(column.name)
        let inputs = sources.map { source in
          JSONValue.object([
            "namespace": .string(namespace), "name": .string(name(ofSource: source)),
            "field": .string(isDimension ? column.name : "value"),
          ])
        }
        return JSONValue.Member(
          name: column.name, value: .object(["inputFields": .array(inputs)]))
      })
  }

  private func facet(_ kind: String, _ members: KeyValuePairs<String, JSONValue>) -> JSONValue {
    let name = kind.split(separator: "/").last.map(String.init) ?? kind
    return .object(
      [
        JSONValue.Member(name: "_producer", value: .string(producer)),
        JSONValue.Member(
          name: "_schemaURL",
          value: .string("https://openlineage.io/spec/facets/\(kind).json#/$defs/\(name)")),
      ] + members.map { JSONValue.Member(name: $0.key, value: $0.value) })
  }
}
