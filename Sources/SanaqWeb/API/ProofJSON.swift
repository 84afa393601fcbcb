package import Pipelining
package import Reporting
internal import StatisticalModel
internal import Warehousing

extension FigureProof {
  /// As `trace --json` prints it.
  package func json(pipeline: String) -> JSONValue {
    .object([
      "schema": "sanaq.trace/1", "pipeline": .string(pipeline), "figure": figure.json,
      "resultHash": .string(figure.hash),
      "inputs": .array(
        inputs.map { input in
          .object([
            "used": .bool(input.traced.isUsed), "value": input.traced.quoted.json,
            "delivery": input.traced.delivery.json, "fileIsIntact": .bool(input.fileIsIntact),
            "observations": .array(
              input.observations.map { observation in
                .object([
                  "field": .integer(observation.row.field + 1),
                  "records": .array(observation.records.map(\.json)),
                ])
              }),
          ])
        }),
      "decisions": .array(decisions.map(\.json)),
    ])
  }
}

extension ProvenRecord {
  fileprivate var json: JSONValue {
    .object([
      "record": .integer(locator.ordinal), "line": .integer(locator.line),
      "offset": .integer(locator.offset), "length": .integer(locator.length),
      "sha256": JSONValue(sha256), "text": JSONValue(text),
    ])
  }
}
