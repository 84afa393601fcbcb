import StatisticalModel

/// `reconcile.yaml`: how the sources are set against each other.
struct ReconcileFile {
  static func reading(
    _ vocabulary: Vocabulary, _ terms: BalancingTerms
  ) -> Reading<ReconciliationDefinition> {
    .mapping { fields in
      let materiality = fields.optional("materiality", as: .mapping { Materiality.read($0) })
      let exceptions = fields.optional("materialityByCell", as: .list(of: .exception(vocabulary)))
      let events = fields.optional(
        "events", as: .distinct(.event(vocabulary), id: \.id, what: "event"))
      let bridges = fields.optional(
        "bridges", as: .distinct(.bridge(vocabulary), id: \.id, what: "bridge"))
      let balancing = fields.optional(
        "balancing", as: .distinct(.balancing(vocabulary, terms), id: \.id, what: "balancing"))
      let figures = fields.optional(
        "figures",
        as: .distinct(
          .precedence(vocabulary, balancing: (balancing ?? []).map(\.id)), id: \.id,
          what: "figure rule"))
      return ReconciliationDefinition(
        materiality: materiality ?? Materiality(), materialityByCell: exceptions ?? [],
        events: events ?? [], bridges: bridges ?? [], balancing: balancing ?? [],
        precedence: figures ?? [])
    }
  }
}

extension Materiality {
  fileprivate static func read(_ fields: MappingReader) -> Materiality? {
    let floor = fields.optional("floor", as: .notNegative)
    let percent = fields.optional("percent", as: .notNegative)
    return Materiality(floor: floor ?? .zero, percent: percent ?? .zero)
  }
}

extension Reading where Value == (CellPattern, Materiality) {
  fileprivate static func exception(_ vocabulary: Vocabulary) -> Self {
    .mapping { fields in
      let scope = fields.required("where", as: vocabulary.pattern)
      let materiality = Materiality.read(fields)
      guard let scope, let materiality else { return nil }
      return (scope, materiality)
    }
  }
}

extension Reading where Value == Cause {
  /// The code of a cause.
  fileprivate static func cause(among causes: [Cause]) -> Self {
    .word(causes.map { ($0.rawValue, $0) })
  }
}

extension Reading where Value == KnownEvent {
  fileprivate static func event(_ vocabulary: Vocabulary) -> Self {
    .mapping { fields in
      let id = fields.required("id", as: .id)
      let cause = fields.required(
        "cause", as: .cause(among: [.definition, .geography, .scope, .time, .method]))
      let date = fields.required("date", as: .day)
      let scope = fields.optional("where", as: vocabulary.pattern)
      let reason = fields.required("reason", as: .localizedText)
      let basis = fields.required("basis", as: .text)
      guard let id, let cause, let date, let reason, let basis else { return nil }
      return KnownEvent(
        id: id, cause: cause, date: date, scope: scope ?? CellPattern(), reason: reason,
        basis: basis)
    }
  }
}

extension Reading where Value == BridgeDefinition {
  fileprivate static func bridge(_ vocabulary: Vocabulary) -> Self {
    let step = Reading<BridgeDefinition.Step>.mapping { fields in
      // What no step explains is computed, never declared.
      let cause = fields.required(
        "cause", as: .cause(among: Cause.allCases.filter { $0 != .unexplained }))
      let label = fields.required("label", as: .localizedText)
      let amount = fields.required("amount", as: vocabulary.amount)
      guard let cause, let label, let amount else { return nil }
      return BridgeDefinition.Step(cause: cause, label: label, expression: amount)
    }
    return .mapping { fields in
      let id = fields.required("id", as: .id)
      let left = fields.required("left", as: vocabulary.source)
      let right = fields.required("right", as: vocabulary.source)
      let scope = fields.optional("where", as: vocabulary.pattern)
      let basis = fields.required("basis", as: .text)
      let steps = fields.required("steps", as: .filledList(of: step))
      guard let id, let left, let right, let basis, let steps else { return nil }
      if left == right {
        fields.problems.add(
          "a bridge from '\(left)' to itself", at: fields.valuePlace(of: "right"))
      }
      return BridgeDefinition(
        id: id, left: left, right: right, scope: scope ?? CellPattern(), steps: steps,
        basis: basis)
    }
  }
}

extension Reading where Value == PrecedenceRule {
  fileprivate static func precedence(_ vocabulary: Vocabulary, balancing: [String]) -> Self {
    let balanced = Reading<String> { node, problems in
      guard let id = Reading<String>.text.value(of: node, problems) else { return nil }
      if balancing.contains(id) { return id }
      problems.addUnknown("balancing", id, among: balancing, at: node.place)
      return nil
    }
    let choice = Reading<PrecedenceRule.Choice> { node, problems in
      if case .mapping = node.content {
        return Reading<PrecedenceRule.Choice>.mapping { fields in
          fields.required("balanced", as: balanced).map { .balanced($0) }
        }.value(of: node, problems)
      }
      return node.text == "interval"
        ? .interval : vocabulary.source.value(of: node, problems).map { .source($0) }
    }
    return .mapping { fields in
      let id = fields.required("id", as: .id)
      let scope = fields.optional("where", as: vocabulary.pattern)
      let use = fields.required("use", as: choice)
      let rank = fields.optional("rank", as: .wholeNumber(in: 0...1000))
      let basis = fields.required("basis", as: .text)
      guard let id, let use, let basis else { return nil }
      return PrecedenceRule(
        id: id, scope: scope ?? CellPattern(), choice: use, rank: rank ?? 1, basis: basis)
    }
  }
}
