import StatisticalModel

/// `rules.yaml`: the rules inside a source, and how values that break them are looked for.
struct RulesFile {
  var rules: [Rule] = []
  var editing = EditingDefinition()

  static func reading(_ vocabulary: Vocabulary) -> Reading<RulesFile> {
    .mapping { fields in
      let rules = fields.required(
        "rules", as: .distinct(.rule(vocabulary), id: \.id, what: "rule"))
      let editing = fields.optional("editing", as: .editing(vocabulary))
      return RulesFile(rules: rules ?? [], editing: editing ?? EditingDefinition())
    }
  }
}

extension Reading where Value == Rule {
  fileprivate static func rule(_ vocabulary: Vocabulary) -> Self {
    Reading { node, problems in
      Reading<Rule>.mapping { fields in
        let id = fields.required("id", as: .id)
        let test = fields.one(of: [
          ("relation", vocabulary.relation.then("a relation") { Rule.Test.relation($0) }),
          ("change", Reading<ExactDecimal>.positive.then("a limit") { .change(limit: $0) }),
        ])
        let scope = fields.optional("where", as: vocabulary.pattern)
        let sources = fields.optional("sources", as: .filledList(of: vocabulary.source))
        if case .change = test { fields.refuse("tolerance", because: "is not for 'change'") }
        let tolerance = fields.optional("tolerance", as: .tolerance)
        let nulls = fields.optional("nulls", as: Reading<Rule.NullPolicy>.choice)
        let severity = fields.required("severity", as: Reading<Severity>.choice)
        let owner = fields.required("owner", as: .text)
        let basis = fields.required("basis", as: .text)
        let reason = fields.optional("reason", as: .localizedText)
        let passes = fields.required("passes", as: Reading<RuleExample>.example(of: test))
        let fails = fields.required("fails", as: Reading<RuleExample>.example(of: test))
        guard let id, let test, let severity, let owner, let basis else { return nil }
        let rule = Rule(
          id: id, text: fields.node(of: "relation")?.text ?? test.changeText, test: test,
          scope: scope ?? CellPattern(), sources: Set(sources ?? []),
          tolerance: tolerance ?? .rounding, nulls: nulls ?? .unjudged, severity: severity,
          owner: owner, basis: basis, reason: reason ?? [:], hash: node.canonicalText.sha256)
        passes?.check(rule, comesOut: true, at: fields.valuePlace(of: "passes"), problems)
        fails?.check(rule, comesOut: false, at: fields.valuePlace(of: "fails"), problems)
        return rule
      }.value(of: node, problems)
    }
  }
}

extension Reading where Value == Rule.Tolerance {
  /// `rounding`, or the largest residual that passes.
  fileprivate static var tolerance: Self {
    Reading<String>.text.then("'rounding' or a decimal number that is not negative") { text in
      if text == "rounding" { return .rounding }
      return ExactDecimal(parsing: text).flatMap { $0.isNegative ? nil : .fixed($0) }
    }
  }
}

extension Rule.Test {
  /// How a rule about change reads; empty for a relation, which has its own text.
  fileprivate var changeText: String {
    if case .change(let limit) = self { "|after - before| < \(limit)" } else { "" }
  }
}
