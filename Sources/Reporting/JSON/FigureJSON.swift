import StatisticalModel
package import Warehousing

extension FigureRow {
  /// As `figures --json` prints it.
  package var json: JSONValue {
    .object([
      "id": .string(id), "cell": codes.json, "status": .string(status.rawValue),
      "value": JSONValue(value), "lower": JSONValue(lower), "upper": JSONValue(upper),
      "standardError": JSONValue(standardError),
      "outcome": .string(outcome.rawValue), "explainedShare": JSONValue(explainedShare),
      "method": .string(method), "rule": .string(rule), "since": .integer(vintage),
    ])
  }

  /// Names the figure on the command line; it stays the same in every vintage.
  package var id: String { cell }
}

extension [DimensionCode] {
  /// An object with a member per dimension, in structure order.
  package var json: JSONValue {
    .object(map { JSONValue.Member(name: $0.dimension, value: .string($0.code)) })
  }
}

extension ObservedValue {
  /// The members every reported value has, wherever it is printed.
  var members: [JSONValue.Member] {
    [
      JSONValue.Member(name: "value", value: JSONValue(number)),
      JSONValue.Member(name: "state", value: .string(state.rawValue)),
      JSONValue.Member(name: "qualifier", value: .string(qualifier.rawValue)),
      JSONValue.Member(name: "roundingUnit", value: JSONValue(roundingUnit)),
    ]
  }
}

extension QuotedRow {
  package var json: JSONValue {
    .object(
      [JSONValue.Member(name: "source", value: .string(source))] + value.members + [
        JSONValue.Member(name: "asOf", value: JSONValue(asOf)),
        JSONValue.Member(name: "cell", value: .string(cell)),
        JSONValue.Member(name: "file", value: .string(path)),
      ])
  }
}
