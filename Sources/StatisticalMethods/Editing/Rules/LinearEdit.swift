/// A linear rule that stands in another program's form: `coefficients · variables + constant
/// relation 0`, with what it may miss by.
package struct LinearEdit: Sendable {
  package var name: String
  package var coefficients: [String: Rational]
  package var constant: Rational
  package var relation: LinearRelation
  /// How far from holding it may be, such as rounding explains; not negative.
  package var slack: Rational
  /// Whether it must miss by less than ``slack``; otherwise by no more.
  package var isStrict: Bool

  package init(
    name: String, coefficients: [String: Rational], constant: Rational, relation: LinearRelation,
    slack: Rational = 0, isStrict: Bool = false
  ) {
    self.name = name
    self.coefficients = coefficients.filter { !$0.value.isZero }
    self.constant = constant
    self.relation = relation
    self.slack = slack
    self.isStrict = isStrict
  }
}

/// An equality that holds as long as its residual is small.
struct EqualityBand: Hashable, Sendable {
  var equality: Comparison
  /// Above zero.
  var slack: Rational
  var isStrict: Bool

  func admits(_ residual: Rational) -> Bool {
    isStrict ? residual.magnitude < slack : residual.magnitude <= slack
  }
}

extension RuleSet {
  /// Rules of distinct names.
  package init(_ edits: [LinearEdit]) {
    self.init(zip(1..., edits).map { line, edit in EditRule(edit, line: line) })
  }
}

extension EditRule {
  fileprivate init(_ edit: LinearEdit, line: Int) {
    let comparison = Comparison(
      coefficients: edit.coefficients, constant: edit.constant, relation: edit.relation)
    let (below, above): (LinearRelation, LinearRelation) =
      edit.isStrict ? (.less, .greater) : (.atMost, .atLeast)
    func shifted(by amount: Rational, _ relation: LinearRelation) -> Comparison {
      Comparison(
        coefficients: edit.coefficients, constant: edit.constant + amount, relation: relation)
    }
    var band: EqualityBand?
    let parts: [Comparison]
    switch edit.relation {
    case _ where edit.slack.isZero: parts = [comparison]
    case .equal:
      parts = [shifted(by: -edit.slack, below), shifted(by: edit.slack, above)]
      band = EqualityBand(equality: comparison, slack: edit.slack, isStrict: edit.isStrict)
    case .atMost, .less: parts = [shifted(by: -edit.slack, below)]
    case .atLeast, .greater: parts = [shifted(by: edit.slack, above)]
    }
    self.init(
      name: edit.name, text: edit.name, line: line,
      condition: parts.count == 1 ? .comparison(parts[0]) : .all(parts.map(Condition.comparison)),
      cases: [parts], band: band)
  }
}
