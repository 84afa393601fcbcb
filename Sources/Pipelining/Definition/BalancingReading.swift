import StatisticalModel

/// What the `balancing` of `reconcile.yaml` refers to in the other files.
struct BalancingTerms {
  /// Nil when `rules.yaml` is at fault; names of rules then go unchecked.
  var rules: [Rule]?
  var sources: [SourceDefinition]
}

extension Reading where Value == BalancingDefinition {
  static func balancing(_ vocabulary: Vocabulary, _ terms: BalancingTerms) -> Self {
    .mapping { fields in
      let id = fields.required("id", as: .id)
      let scope = fields.required("where", as: vocabulary.pattern)
      let sources = fields.required("sources", as: .filledList(of: vocabulary.source))
      let reliability = fields.required("reliability", as: .grades(of: sources))
      let rules = fields.optional("rules", as: .filledList(of: .balancingRule(terms, sources)))
      let constant = fields.optional("constantInTime", as: .boolean)
      let level = fields.optional("level", as: .level)
      let lower = fields.optional("lower", as: .decimal)
      let upper = fields.optional("upper", as: .decimal)
      let whole = fields.optional("whole", as: .boolean)
      let suspectZeros = fields.optional("suspectZeros", as: .boolean)
      let override = fields.optional("override", as: .text)
      let basis = fields.required("basis", as: .text)
      guard let id, let scope, let sources, let reliability, let basis else { return nil }
      var definition = BalancingDefinition(
        id: id, scope: scope, sources: sources, reliability: reliability, rules: rules ?? [],
        isConstantInTime: constant ?? false, upper: upper, isWhole: whole ?? false,
        suspectsZeros: suspectZeros ?? false, overrideReason: override, basis: basis)
      if let level { definition.level = level }
      if let lower { definition.lower = lower }
      definition.check(fields, terms)
      return definition
    }
  }
}

extension BalancingDefinition {
  fileprivate func check(_ fields: MappingReader, _ terms: BalancingTerms) {
    if let lower, let upper, upper < lower {
      fields.problems.add(
        "'upper' is below 'lower', which is \(lower)", at: fields.valuePlace(of: "upper"))
    }
    for (position, source) in sources.enumerated()
    where sources[..<position].contains(source) {
      fields.problems.add("'\(source)' stands twice", at: fields.valuePlace(of: "sources"))
    }
    if sources.count == 1, !fields.has("rules") {
      fields.problems.add(
        "one source and no rule leave nothing to balance", at: fields.place,
        suggestion: "Name rules, or another source of the same cells.")
    }
    checkIndependence(fields, terms.sources)
  }

  /// Two values that come from one are one measurement: their agreement would count twice.
  private func checkIndependence(_ fields: MappingReader, _ all: [SourceDefinition]) {
    let entering = all.filter { sources.contains($0.id) }
    for (position, left) in entering.enumerated() {
      for right in entering.dropFirst(position + 1) {
        let reason: String? =
          if left.concept.copiedFrom.contains(right.id)
            || right.concept.copiedFrom.contains(left.id)
          {
            "one is copied from the other"
          } else if let origin = left.concept.origin, origin == right.concept.origin {
            "both quote '\(origin)'"
          } else {
            nil
          }
        guard let reason else { continue }
        fields.problems.add(
          "'\(left.id)' and '\(right.id)' are one measurement: \(reason)",
          at: fields.valuePlace(of: "sources"), suggestion: "Keep one of them.")
      }
    }
  }
}

extension Reading where Value == [String: BalancingDefinition.Reliability] {
  /// A grade for each source that enters, and for no other; unchecked where the sources are at fault.
  fileprivate static func grades(of sources: [String]?) -> Self {
    Reading { node, problems in
      let grades = Reading<[(String, BalancingDefinition.Reliability)]>.entries {
        key, value, problems -> (String, BalancingDefinition.Reliability)? in
        if let sources, let name = key.text, !sources.contains(name) {
          problems.addUnknown("source of this balancing", name, among: sources, at: key.place)
        }
        guard let name = key.text,
          let grade = Reading<BalancingDefinition.Reliability>.grade.value(of: value, problems)
        else { return nil }
        return (name, grade)
      }.value(of: node, problems)
      guard let grades else { return nil }
      if case .mapping(let pairs) = node.content {
        let named = Set(pairs.compactMap(\.key.text))
        for source in Set(sources ?? []).subtracting(named).sorted() {
          problems.add(
            "'\(source)' has no reliability", at: node.place,
            suggestion: "Write fixed, rounding, a standard error or {percent: …}.")
        }
      }
      return Dictionary(grades, uniquingKeysWith: { first, _ in first })
    }
  }
}

extension Reading where Value == BalancingDefinition.Reliability {
  /// `fixed`, `rounding`, a standard error, or `{percent: 5}`.
  fileprivate static var grade: Self {
    let relative = Reading.mapping { fields in
      fields.required("percent", as: Reading<ExactDecimal>.positive).map { .percent($0) }
    }
    let absolute = Reading<String>.text.then(
      "'fixed', 'rounding', a standard error above zero, or {percent: …}"
    ) { text -> BalancingDefinition.Reliability? in
      switch text {
      case "fixed": .fixed
      case "rounding": .rounding
      default:
        ExactDecimal(parsing: text).flatMap {
          $0.isNegative || $0.isZero ? nil : .standardError($0)
        }
      }
    }
    return Reading { node, problems in
      if case .mapping = node.content { return relative.value(of: node, problems) }
      return absolute.value(of: node, problems)
    }
  }
}

extension Reading where Value == ExactDecimal {
  fileprivate static var level: Self {
    decimal.then("a probability above 0 and below 1") {
      $0 > .zero && $0 < 1 ? $0 : nil
    }
  }
}

extension Reading where Value == String {
  /// The id of a relation that holds for one of the sources, or `part-whole`.
  fileprivate static func balancingRule(_ terms: BalancingTerms, _ sources: [String]?) -> Self {
    Reading { node, problems in
      guard let id = Reading<String>.text.value(of: node, problems) else { return nil }
      guard id != BalancingDefinition.partWhole, let rules = terms.rules else { return id }
      guard let rule = rules.first(where: { $0.id == id }) else {
        problems.addUnknown(
          "rule", id, among: rules.map(\.id) + [BalancingDefinition.partWhole], at: node.place)
        return nil
      }
      if case .change = rule.test {
        problems.add(
          "the rule '\(id)' is about change and says nothing that values could be balanced to",
          at: node.place, suggestion: "Name rules that have a 'relation'.")
      } else if let sources, !rule.sources.isEmpty, rule.sources.isDisjoint(with: sources) {
        problems.add(
          "the rule '\(id)' holds for \(rule.sources.sorted().joined(separator: ", ")) and for no "
            + "source of this balancing", at: node.place)
      }
      return id
    }
  }
}
