import StatisticalModel

/// The numbers of an example of a rule: what each term of its text stands for.
struct RuleExample {
  var values: [String: [ExactDecimal]]
  var roundingUnit: ExactDecimal?

  /// Notes when the rule does not come out on the example as its definition says.
  func check(_ rule: Rule, comesOut expected: Bool, at place: Place, _ problems: ProblemList) {
    guard let (holds, measure) = judge(rule), holds != expected else { return }
    problems.add(
      expected
        ? "the example under 'passes' does not pass: \(measure)"
        : "the example under 'fails' does not fail: \(measure)",
      at: place, suggestion: "Correct the example or the rule.")
  }

  /// Whether the rule holds, and the number that decides; nil when a term has no value.
  private func judge(_ rule: Rule) -> (holds: Bool, measure: String)? {
    switch rule.test {
    case .change(let limit):
      guard let before = values["before"]?.first, let after = values["after"]?.first else {
        return nil
      }
      let change = (after - before).magnitude
      return (change < limit, "the change is \(change)")
    case .relation(let relation):
      var residual = relation.residual.constant
      var weight = ExactDecimal.zero
      for term in relation.residual.terms {
        guard let values = values[term.text] else { return nil }
        residual += values.reduce(ExactDecimal.zero) { $0 + term.coefficient * $1 }
        weight += ExactDecimal(values.count) * term.coefficient.magnitude
      }
      let excess = relation.comparison.excess(of: residual)
      return (
        isTolerated(excess, weight: weight, by: rule.tolerance),
        "left side minus right side is \(residual)"
      )
    }
  }

  /// A number counts as often as the relation takes it: `2 * […]` carries two roundings.
  private func isTolerated(
    _ excess: ExactDecimal, weight: ExactDecimal, by tolerance: Rule.Tolerance
  ) -> Bool {
    switch tolerance {
    case .fixed(let limit): excess <= limit
    case .rounding:
      excess.isZero || roundingUnit.map { 2 * excess < weight * $0 } ?? false
    }
  }
}

extension CellRelation.Comparison {
  /// By how much a residual is on the wrong side of zero.
  fileprivate func excess(of residual: ExactDecimal) -> ExactDecimal {
    switch self {
    case .equal: residual.magnitude
    case .atMost: max(residual, .zero)
    case .atLeast: max(-residual, .zero)
    }
  }
}

// MARK: Reading

extension RuleExample {
  fileprivate static func read(_ fields: MappingReader, terms: [CellTerm]?) -> RuleExample? {
    let single = Set((terms ?? []).filter { $0.summedDimension == nil }.map(\.text))
    let names = Set((terms ?? []).map(\.text))
    let values = fields.required(
      "values",
      as: .entries { key, value, problems -> (String, [ExactDecimal])? in
        guard let name = key.text, let numbers = Reading.numbers.value(of: value, problems) else {
          return nil
        }
        if terms != nil, !names.contains(name) {
          problems.addUnknown("term", name, among: names, at: key.place)
        }
        if single.contains(name), numbers.count != 1 {
          problems.add("'\(name)' is one cell and has one number", at: value.place)
        }
        return (name, numbers)
      })
    let unit = fields.optional("roundingUnit", as: Reading<ExactDecimal>.positive)
    guard let values else { return nil }
    let byName = Dictionary(values, uniquingKeysWith: { first, _ in first })
    for name in names.sorted() where byName[name] == nil {
      fields.problems.add(
        "the example gives no number for '\(name)'", at: fields.valuePlace(of: "values"))
    }
    return RuleExample(values: byName, roundingUnit: unit)
  }
}

extension Reading where Value == RuleExample {
  /// An example of a test.
  ///
  /// Where the test could not be read, and is nil, the names of the values go unchecked.
  static func example(of test: Rule.Test?) -> Self {
    .mapping { fields in
      switch test {
      case nil: RuleExample.read(fields, terms: nil)
      case .relation(let relation): RuleExample.read(fields, terms: relation.residual.terms)
      case .change:
        RuleExample.read(
          fields, terms: [CellTerm(text: "before"), CellTerm(text: "after")])
      }
    }
  }
}

extension Reading where Value == [ExactDecimal] {
  /// A number, or a list of them.
  fileprivate static var numbers: Self {
    Reading { node, problems in
      if case .list = node.content {
        return filledList(of: Reading<ExactDecimal>.decimal).value(of: node, problems)
      }
      return Reading<ExactDecimal>.decimal.value(of: node, problems).map { [$0] }
    }
  }
}
