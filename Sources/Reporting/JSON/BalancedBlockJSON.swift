import StatisticalModel
package import Warehousing

extension BalancedBlockRow {
  /// As `explain --json` prints it: exact numbers as text, rounded ones as numbers.
  package var json: JSONValue {
    .object([
      "id": .string(id), "cell": .string(cell), "status": .string(status.rawValue),
      "q": JSONValue(gate?.q),
      "degreesOfFreedom": gate.map { .integer($0.degreesOfFreedom) } ?? .null,
      "p": JSONValue(gate?.p), "level": JSONValue(level),
      "overrideReason": JSONValue(overrideReason), "values": .array(values.map(\.json)),
      "constraints": .array(constraints.map(\.json)), "since": .integer(vintage),
    ])
  }
}

extension BalancedBlockRow.Value {
  fileprivate var json: JSONValue {
    .object([
      "given": quoted.json, "variance": JSONValue(variance),
      "value": JSONValue(adjusted?.exact), "decimal": JSONValue(adjusted?.value),
      "adjustment": JSONValue(adjusted?.adjustment),
      "standardError": JSONValue(adjusted?.standardError),
    ])
  }
}

extension BalancedBlockRow.Constraint {
  fileprivate var json: JSONValue {
    .object([
      "rule": .string(rule), "cell": .string(cell), "source": .string(source),
      "state": .string(state.rawValue), "discrepancy": JSONValue(discrepancy),
      "shadowPrice": JSONValue(price), "contribution": JSONValue(contribution),
    ])
  }
}
