import StatisticalModel
package import Warehousing

extension DecisionRow {
  /// As every verb prints a decision.
  package var json: JSONValue {
    .object(
      [
        member("id", .string(id)), member("author", .string(author)),
        member("role", .string(role)), member("secondSigner", JSONValue(secondSigner)),
        member("date", .string(date)), member("expires", JSONValue(expires)),
        member("action", .string(action.name)),
      ] + action.members + [
        member("text", .string(action.sentence)), member("flag", JSONValue(flag)),
        member("rule", JSONValue(rule)), member("scope", scopeJSON),
        member("firstVintage", firstVintage.map(JSONValue.integer) ?? .null),
        member("lastVintage", lastVintage.map(JSONValue.integer) ?? .null),
        member("reason", JSONValue(reason)), member("evidence", .string(evidence)),
        member("seen", .array(seen.map(JSONValue.string))), member("file", .string(sha256)),
        member("status", .string(status.rawValue)), member("why", .array(why.map(\.json))),
      ])
  }

  private func member(_ name: String, _ value: JSONValue) -> JSONValue.Member {
    JSONValue.Member(name: name, value: value)
  }

  private var scopeJSON: JSONValue {
    .object(
      scope.sorted { $0.key < $1.key }.map {
        JSONValue.Member(name: $0.key, value: .array($0.value.map(JSONValue.string)))
      })
  }
}

extension DecisionAtCell {
  /// The decision with its status at the cell.
  package var json: JSONValue {
    guard case .object(let members) = decision.json else { return decision.json }
    return .object(
      members + [JSONValue.Member(name: "statusHere", value: .string(status.rawValue))])
  }
}

extension Decision.Action {
  /// What the action names: null where it is another's.
  fileprivate var members: [JSONValue.Member] {
    var source: String?
    var numbers: [ExactDecimal?] = [nil, nil, nil]
    var cause: Cause?
    var delivery: String?
    switch self {
    case .accept(let id): source = id
    case .set(let value, let lower, let upper): numbers = [value, lower, upper]
    case .explain(let decided): cause = decided
    case .exclude(let path): delivery = path
    }
    return [
      JSONValue.Member(name: "source", value: JSONValue(source)),
      JSONValue.Member(name: "value", value: JSONValue(numbers[0])),
      JSONValue.Member(name: "lower", value: JSONValue(numbers[1])),
      JSONValue.Member(name: "upper", value: JSONValue(numbers[2])),
      JSONValue.Member(name: "cause", value: JSONValue(cause?.rawValue)),
      JSONValue.Member(name: "delivery", value: JSONValue(delivery)),
    ]
  }
}
