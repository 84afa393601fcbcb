import Files
import Reporting
package import StatisticalModel
package import Warehousing

/// The run that made a vintage as OpenLineage events (specification 2-0-2): one START, one COMPLETE.
///
/// A source is one input dataset, however many files it delivered. OpenLineage ends at columns; from a
/// figure to its bytes leads PROV.
package struct OpenLineageRun: Sendable {
  private let definition: PipelineDefinition
  private let run: RunRow
  private let inputs: [InputRow]
  private let tables: [ExportedTable]
  private let event: OpenLineageEvent

  /// - Parameter tables: what the run wrote; each is an output dataset.
  package init(
    _ definition: PipelineDefinition, run: RunRow, inputs: [InputRow], tables: [ExportedTable]
  ) {
    self.definition = definition
    self.run = run
    self.inputs = inputs
    self.tables = tables
    event = OpenLineageEvent(
      definition, started: run.started, previousHash: run.previousHash,
      programVersion: run.programVersion)
  }

  /// One event a line, in the order of time.
  ///
  /// - Throws: ``ExportError/eventTooLarge(bytes:)``.
  package func lines() throws(ExportError) -> [String] { [try event.start(), try complete()] }

  /// How the run ended: what it read and what it wrote.
  ///
  /// An event that hubs would refuse for its size, of very many sources, goes without the lineage of
  /// columns, then without the columns of sources; a facet of the run says what is missing.
  /// - Throws: ``ExportError/eventTooLarge(bytes:)`` when that is not enough.
  package func complete() throws(ExportError) -> String {
    let shorter = [[], ["columnLineage"], ["columnLineage", "schema"]]
    for omitted in shorter.dropLast() {
      do { return try complete(without: omitted) } catch { continue }
    }
    return try complete(without: shorter[shorter.count - 1])
  }

  private func complete(without omitted: [String]) throws(ExportError) -> String {
    let told = JSONValue.Member(
      name: "sanaq_omitted",
      value: .object([
        "_producer": .string(event.producer),
        "_schemaURL": "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunFacet",
        "facets": .array(omitted.map(JSONValue.string)),
      ]))
    return try event.line(
      (
        "COMPLETE", run.finished, omitted.isEmpty ? [] : [told],
        sources.map { input($0, hasSchema: !omitted.contains("schema")) },
        tables.map { output($0, hasLineage: !omitted.contains("columnLineage")) }
      ))
  }

  private var sources: [String] {
    var seen: Set<String> = []
    return inputs.map(\.source).filter { seen.insert($0).inserted }.sorted()
  }

  private func name(ofSource source: String) -> String { "\(definition.id)/\(source)" }

  private func input(_ source: String, hasSchema: Bool) -> JSONValue {
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
      "namespace": .string(OpenLineageEvent.namespace), "name": .string(name(ofSource: source)),
      "facets": .object(
        [
          JSONValue.Member(
            name: "datasetVersion",
            value: event.facet(
              "1-0-1/DatasetVersionDatasetFacet", ["datasetVersion": .string(version)]))
        ] + (hasSchema ? [schema(sourceFields)] : [])),
      "inputFacets": .object([
        "dataQualityMetrics": event.facet(
          "1-0-3/DataQualityMetricsInputDatasetFacet",
          [
            "rowCount": .integer(sums.read), "bytes": .integer(sums.bytes),
            "fileCount": .integer(files.count), "columnMetrics": .object([:]),
          ]),
        "dataQualityAssertions": event.facet(
          "1-1-0/DataQualityAssertionsDatasetFacet", ["assertions": .array(assertions)]),
      ]),
    ])
  }

  private func schema(_ fields: [JSONValue]) -> JSONValue.Member {
    JSONValue.Member(
      name: "schema", value: event.facet("1-2-0/SchemaDatasetFacet", ["fields": .array(fields)]))
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

  private func output(_ table: ExportedTable, hasLineage: Bool) -> JSONValue {
    let version = event.facet(
      "1-0-1/DatasetVersionDatasetFacet",
      ["datasetVersion": .string("\(run.vintage) \(run.manifestHash)")])
    let lineage = event.facet("1-2-0/ColumnLineageDatasetFacet", ["fields": lineage(of: table)])
    return .object([
      "namespace": .string(OpenLineageEvent.namespace),
      "name": .string("\(definition.id)/\(table.name)"),
      "facets": .object(
        [
          schema(table.columns.map { field($0.name, $0.kind.rawValue) }),
          JSONValue.Member(name: "datasetVersion", value: version),
        ] + (hasLineage ? [JSONValue.Member(name: "columnLineage", value: lineage)] : [])),
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
            "namespace": .string(OpenLineageEvent.namespace),
            "name": .string(name(ofSource: source)),
            "field": .string(isDimension ? column.name : "value"),
          ])
        }
        return JSONValue.Member(
          name: column.name, value: .object(["inputFields": .array(inputs)]))
      })
  }
}
