import StatisticalModel

extension Reading where Value == EditingDefinition {
  /// The `editing:` of `rules.yaml`.
  static func editing(_ vocabulary: Vocabulary) -> Self {
    .mapping { fields in
      let methods = fields.optional("methods", as: .methods) ?? EditingDefinition.defaultMethods
      if !methods.contains(.localisation) {
        for key in ["localise", "weights"] {
          fields.refuse(key, because: "is for the method 'localisation', which is not chosen")
        }
      }
      var editing = EditingDefinition(methods: methods)
      fields.optional("localise", as: .mapping { Limits.read($0) })?.put(into: &editing)
      editing.weights = fields.optional("weights", as: .list(of: .weight(vocabulary))) ?? []
      return editing
    }
  }
}

extension Reading where Value == [ProposedValue.Method] {
  /// Distinct methods; localisation works on what the others leave.
  fileprivate static var methods: Self {
    Reading { node, problems in
      let methods = distinct(
        Reading<ProposedValue.Method>.choice, id: \.rawValue, what: "method"
      ).value(of: node, problems)
      guard let methods else { return nil }
      if methods.dropLast().contains(.localisation) {
        problems.add(
          "'localisation' is for what the other methods leave", at: node.place,
          suggestion: "Put it last.")
      }
      return methods
    }
  }
}

/// Up to where localisation goes.
private struct Limits {
  var variables: Int?
  var solutions: Int?

  static func read(_ fields: MappingReader) -> Limits? {
    Limits(
      variables: fields.optional("maxVariables", as: .wholeNumber(in: 1...200)),
      solutions: fields.optional("maxSolutions", as: .wholeNumber(in: 1...1000)))
  }

  func put(into editing: inout EditingDefinition) {
    if let variables { editing.maximumVariables = variables }
    if let solutions { editing.maximumSolutions = solutions }
  }
}

extension Reading where Value == EditingDefinition.Weight {
  fileprivate static func weight(_ vocabulary: Vocabulary) -> Self {
    // Coarse enough that the sum over a record is a machine integer in a common unit.
    let coarse = Reading<ExactDecimal>.positive.then(
      "a number above zero and up to 1000, with at most 3 decimals"
    ) { $0 <= 1000 && $0.scale <= 3 ? $0 : nil }
    return .mapping { fields in
      let scope = fields.optional("where", as: vocabulary.pattern)
      let sources = fields.optional("sources", as: .filledList(of: vocabulary.source))
      let weight = fields.required("weight", as: coarse)
      guard let weight else { return nil }
      return EditingDefinition.Weight(
        scope: scope ?? CellPattern(), sources: Set(sources ?? []), weight: weight)
    }
  }
}
