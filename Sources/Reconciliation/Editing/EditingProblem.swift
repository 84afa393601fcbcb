import StatisticalMethods
import StatisticalModel

/// An edited record in the words of the statistical methods: named numbers and linear rules.
///
/// Names sort as the cells' keys do, so that ties and lists follow the structure's order.
struct EditingProblem {
  struct Variable {
    var key: CellKey
    /// What the source says of the cell, if anything.
    var observed: ObservedValue?
    /// Whether a person could be asked to change it.
    var isOpen: Bool
    var weight: ExactDecimal
  }

  let variables: [String: Variable]
  /// The variables that have an exact number.
  let record: [String: Rational]
  let rules: RuleSet

  init(
    _ record: EditedRecord, of findings: [RuleFinding], by source: Int, in table: EvidenceTable,
    _ editing: EditingDefinition
  ) {
    let definition = table.sources[source]
    let free = Set(record.cells)
    func observed(_ key: CellKey) -> ObservedValue? { table.current(source, at: key)?.value }
    // A value that is only bounded is an unknown wherever it stands.
    let outside = record.rules.reduce(into: Set<CellKey>()) { keys, position in
      for key in findings[position].equation?.keys ?? [] where !free.contains(key) {
        if observed(key)?.exactNumber == nil { keys.insert(key) }
      }
    }
    var names: [CellKey: String] = [:]
    var variables: [String: Variable] = [:]
    for (number, key) in free.union(outside).sorted().enumerated() {
      let value = observed(key)
      let name = "x\(number)"
      names[key] = name
      variables[name] = Variable(
        key: key, observed: value, isOpen: free.contains(key) && Self.isOpen(value),
        weight: editing.weight(of: key, from: definition.id, in: table.structure))
    }
    var edits: [LinearEdit] = []
    for position in record.rules {
      let name = Self.ruleName(of: position)
      if let edit = Self.edit(findings[position], named: name, names, values: observed) {
        edits.append(edit)
      }
    }
    for (name, variable) in variables.sorted(by: { $0.value.key < $1.value.key }) {
      edits += Self.bounds(
        of: variable.observed, named: name, allowsNegative: definition.numbers.allowsNegative)
    }
    self.variables = variables
    self.record = variables.compactMapValues { $0.observed?.exactNumber.map { Rational($0) } }
    rules = RuleSet(edits)
  }

  /// The rule that a finding became.
  func rule(of finding: Int) -> EditRule? {
    let name = Self.ruleName(of: finding)
    return rules.rules.first { $0.name == name }
  }

  private static func ruleName(of finding: Int) -> String { "r\(finding)" }

  /// A number that stands for itself, and an absence that hides one from nobody: what a sender
  /// withholds, or counts elsewhere, is not proposed.
  private static func isOpen(_ value: ObservedValue?) -> Bool {
    guard let value else { return true }
    return value.exactNumber != nil || value.state == .missing || value.state == .ambiguous
  }

  private static func edit(
    _ finding: RuleFinding, named name: String, _ names: [CellKey: String],
    values: (CellKey) -> ObservedValue?
  ) -> LinearEdit? {
    guard let equation = finding.equation else { return nil }
    var coefficients: [String: Rational] = [:]
    var constant = Rational(equation.constant)
    for term in equation.terms {
      if let name = names[term.key] {
        coefficients[name, default: 0] += Rational(term.coefficient)
      } else if let number = values(term.key)?.exactNumber {
        constant += Rational(term.coefficient) * Rational(number)
      }
    }
    guard coefficients.contains(where: { !$0.value.isZero }) else { return nil }
    return LinearEdit(
      name: name, coefficients: coefficients, constant: constant,
      relation: LinearRelation(equation.comparison), slack: Rational(finding.tolerance),
      isStrict: finding.rule.tolerance == .rounding)
  }

  /// What is known of a value before any rule; an absent value of a count is zero or more.
  private static func bounds(
    of value: ObservedValue?, named name: String, allowsNegative: Bool
  ) -> [LinearEdit] {
    let isExact = value?.exactNumber != nil
    var lower = isExact ? nil : value?.lowerBound
    if lower == nil, !allowsNegative { lower = .zero }
    if value?.state == .notApplicable || allowsNegative && value?.number == nil { lower = nil }
    let upper = isExact ? nil : value?.upperBound
    func edit(_ kind: String, _ bound: ExactDecimal, _ relation: LinearRelation) -> LinearEdit {
      LinearEdit(
        name: "\(kind) \(name)", coefficients: [name: 1], constant: -Rational(bound),
        relation: relation)
    }
    return [lower.map { edit("least", $0, .atLeast) }, upper.map { edit("most", $0, .atMost) }]
      .compactMap(\.self)
  }
}

extension LinearRelation {
  fileprivate init(_ comparison: CellRelation.Comparison) {
    self =
      switch comparison {
      case .equal: .equal
      case .atMost: .atMost
      case .atLeast: .atLeast
      }
  }
}
