import Foundation
import Reporting
import StatisticalMethods

/// What `analyse balance` prints.
struct BalanceReport {
  private static let method = "x* = x + V A' (A V A')^+ (b - A x)"
  private static let source = "Stone, Champernowne and Meade 1942; Byron 1978"

  private let outcome: BalancingOutcome

  init(_ outcome: BalancingOutcome) { self.outcome = outcome }

  var lines: [String] {
    let answer =
      switch outcome {
      case .balanced(let balance): Self.lines(of: balance)
      case .refused(let refusal): Self.lines(of: refusal)
      case .infeasible(let conflict): Self.lines(of: conflict)
      }
    return answer + ["", "Formula: \(Self.method)", "Source: \(Self.source)"]
  }

  var json: JSONValue {
    switch outcome {
    case .balanced(let balance): Self.json(of: balance)
    case .refused(let refusal): Self.json(of: refusal)
    case .infeasible(let conflict): Self.json(of: conflict)
    }
  }
}

// For people.
extension BalanceReport {
  private static func lines(of balance: Balance) -> [String] {
    var table = TextTable([
      ("variable", .left), ("given", .right), ("balanced", .right), ("adjustment", .right),
      ("standard error", .right),
    ])
    for value in balance.values {
      table.add([
        value.name, value.given.decimal(digits: 4), value.value.decimal(digits: 4),
        MethodText.signed(value.adjustment),
        String(format: "%.4f", value.standardError),
      ])
    }
    let reason = balance.overrideReason.map { ["Adjusted in spite of the gate: \($0)"] } ?? []
    return table.lines + [""] + costs(balance.constraints)
      + ["", gate(balance.gate), accuracy(balance.method)] + reason + rounding(balance.rounding)
  }

  private static func lines(of refusal: BalancingRefusal) -> [String] {
    [
      "Refused: the values differ by more than their variances lead to expect.", gate(refusal.gate),
      "Find why, most of all in the rules that contribute most; or --force \"reason\".", "",
    ] + costs(refusal.constraints)
  }

  private static func lines(of conflict: BalancingConflict) -> [String] {
    var table = TextTable([("times", .right), ("rule", .left)])
    for member in conflict.members { table.add([member.weight.text, member.id]) }
    let fixed =
      conflict.fixed.isEmpty
      ? [] : ["with the fixed values of \(conflict.fixed.joined(separator: ", "))"]
    return ["Infeasible: these cannot hold together; without any one of them the others can."]
      + table.lines + fixed + ["Added up they say 0 >= \(conflict.excess.text)."]
  }

  private static func costs(_ constraints: [ConstraintCost]) -> [String] {
    var table = TextTable([
      ("rule", .left), ("state", .left), ("discrepancy", .right), ("shadow price", .right),
      ("part of Q", .right),
    ])
    for cost in constraints {
      table.add([
        cost.id, cost.state.rawValue, MethodText.signed(cost.discrepancy),
        MethodText.signed(cost.shadowPrice), cost.contribution.decimal(digits: 4),
      ])
    }
    return table.lines
  }

  private static func gate(_ gate: BalancingGate) -> String {
    "Q = \(gate.q.decimal(digits: 4)) on \(gate.degreesOfFreedom) degrees of freedom, "
      + "p = \(MethodText.probability(gate.p)), "
      + (gate.passes ? "not below" : "below") + " the level \(gate.level)."
  }

  private static func accuracy(_ method: Balance.Method) -> String {
    switch method {
    case .exact: "The result is exact."
    case .proven(let gap):
      "Rules hold exactly; Q is at most \(String(Double(gap))) above its minimum (proved exactly)."
    }
  }

  private static func rounding(_ rounding: Balance.Rounding) -> [String] {
    switch rounding {
    case .notAsked: []
    case .neighbours: ["Whole numbers next to the balanced ones; every rule still holds."]
    case .constructed(let change):
      ["Whole numbers that keep every rule, up to \(change.decimal(digits: 4)) away."]
    case .impossible: ["No neighbouring whole numbers keep every rule: left unrounded."]
    case .undecided: ["Too large to find whole numbers that keep every rule: left unrounded."]
    }
  }
}

// For programs.
extension BalanceReport {
  private typealias Member = JSONValue.Member

  private static func document(_ status: String, _ members: [Member]) -> JSONValue {
    .object(
      [
        Member(name: "schema", value: "sanaq.analyse.balance/1"),
        Member(name: "status", value: .string(status)),
      ] + members + [
        Member(name: "formula", value: .string(method)),
        Member(name: "source", value: .string(source)),
      ])
  }

  private static func json(of balance: Balance) -> JSONValue {
    let values = balance.values.map { value in
      Member(
        name: value.name,
        value: .object([
          "given": .string(value.given.text), "value": .string(value.value.description),
          "decimal": .rounded(value.value), "standardError": .approximate(value.standardError),
          "adjustment": .string(value.adjustment.description),
        ]))
    }
    return document(
      "balanced",
      members(of: balance.gate) + members(of: balance.method) + [
        Member(name: "forced", value: .bool(balance.overrideReason != nil)),
        Member(name: "forceReason", value: JSONValue(balance.overrideReason)),
        Member(name: "rounding", value: .string(name(of: balance.rounding))),
        Member(name: "values", value: .object(values)),
        Member(name: "constraints", value: json(of: balance.constraints)),
        Member(name: "conflict", value: .array([])),
      ])
  }

  private static func json(of refusal: BalancingRefusal) -> JSONValue {
    document(
      "refused",
      members(of: refusal.gate) + members(of: refusal.method) + [
        Member(name: "constraints", value: json(of: refusal.constraints)),
        Member(name: "conflict", value: .array([])),
      ])
  }

  private static func json(of conflict: BalancingConflict) -> JSONValue {
    document(
      "infeasible",
      [
        Member(name: "conflict", value: .array(conflict.members.map { .string($0.id) })),
        Member(
          name: "weights",
          value: .object(
            conflict.members.map { Member(name: $0.id, value: .string($0.weight.description)) })),
        Member(name: "fixed", value: .array(conflict.fixed.map { .string($0) })),
        Member(name: "excess", value: .string(conflict.excess.description)),
      ])
  }

  private static func json(of constraints: [ConstraintCost]) -> JSONValue {
    .object(
      constraints.map { cost in
        Member(
          name: cost.id,
          value: .object([
            "state": .string(cost.state.rawValue),
            "discrepancy": .string(cost.discrepancy.description),
            "shadowPrice": .string(cost.shadowPrice.description),
            "contribution": .string(cost.contribution.description),
          ]))
      })
  }

  private static func members(of gate: BalancingGate) -> [Member] {
    [
      Member(name: "q", value: .string(gate.q.description)),
      Member(name: "degreesOfFreedom", value: .integer(gate.degreesOfFreedom)),
      Member(name: "p", value: .approximate(gate.p)),
      Member(name: "level", value: .approximate(gate.level)),
    ]
  }

  private static func members(of method: Balance.Method) -> [Member] {
    switch method {
    case .exact:
      [Member(name: "exact", value: true), Member(name: "gap", value: "0")]
    case .proven(let gap):
      [
        Member(name: "exact", value: false), Member(name: "gap", value: .string(gap.description)),
      ]
    }
  }

  private static func name(of rounding: Balance.Rounding) -> String {
    switch rounding {
    case .notAsked: "not-asked"
    case .neighbours: "neighbours"
    case .constructed: "constructed"
    case .impossible: "impossible"
    case .undecided: "undecided"
    }
  }
}
