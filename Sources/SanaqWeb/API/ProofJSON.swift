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
    var members: [JSONValue.Member] = [
      .init(name: "record", value: .integer(locator.ordinal)),
      .init(name: "line", value: .integer(locator.line)),
      .init(name: "offset", value: .integer(locator.offset)),
      .init(name: "length", value: .integer(locator.length)),
      .init(name: "sha256", value: JSONValue(sha256)), .init(name: "text", value: JSONValue(text)),
    ]
    if !attributes.isEmpty {
      let stated = attributes.map { attribute in
        JSONValue.object([
          "id": .string(attribute.id), "values": .array(attribute.values.map { .string($0) }),
          "level": .string(attribute.level.rawValue),
        ])
      }
      members.append(.init(name: "attributes", value: .array(stated)))
    }
    return .object(members)
  }
}
