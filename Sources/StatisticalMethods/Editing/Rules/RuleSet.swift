/// A rule that records should fulfil: a linear comparison or an `if … then …`.
public struct EditRule: Hashable, Sendable {
  /// As written before the colon; the rule's own text where no name is written.
  public let name: String
  /// As written, without name and comment.
  public let text: String
  /// Where it was read, from 1.
  public let line: Int

  let condition: Condition
  /// Cases of which one must hold whole.
  let cases: [[Comparison]]
  /// What the rule is in truth, where it admits a small residual.
  var band: EqualityBand?

  /// The equality that the methods of correction work on.
  var equality: Comparison? {
    if let band { return band.equality }
    return comparison.flatMap { $0.relation == .equal ? $0 : nil }
  }

  /// The comparison, where the rule is one without conditions.
  var comparison: Comparison? {
    if case .comparison(let comparison) = condition { comparison } else { nil }
  }

  /// The variables the rule is about.
  public var variables: Set<String> {
    Set(condition.comparisons.flatMap(\.coefficients.keys))
  }

  /// Whether a record fulfils the rule; nil when a value that matters is missing.
  public func holds(in record: [String: Rational]) -> Bool? { condition.holds(in: record) }
}

/// The rules records are edited by (the *edits* of Fellegi and Holt), read from text.
///
/// One rule a line, `#` begins a comment:
///
///     total:  boys + girls = pupils
///     share:  staff >= pupils / 12     # constants are decimals or fractions
///     if "pupils at home" > 0 then visits > 0 and (cars > 0 or "on foot" = 1)
public struct RuleSet: Sendable {
  static let maximumCases = 256

  /// In the canonical order of their names.
  public let rules: [EditRule]
  /// The variables of all rules, in canonical order: alphabetical, digits as numbers.
  public let variables: [String]

  /// Reads rules.
  ///
  /// - Throws: ``RuleError`` at the first place that is not as the language wants it.
  public init(parsing text: String) throws(RuleError) {
    var rules: [EditRule] = []
    var lines: [String: Int] = [:]
    let texts = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (number, text) in zip(1..., texts) {
      guard let rule = try Self.rule(text, line: number) else { continue }
      if let earlier = lines.updateValue(number, forKey: rule.name) {
        throw RuleError(
          line: number, column: 1, reason: .repeatedName(rule.name, line: earlier),
          expected: "a name of its own before the rule, or the rule once")
      }
      rules.append(rule)
    }
    self.init(rules)
  }

  init(_ rules: [EditRule]) {
    self.rules = rules.sorted { NameOrder.precedes($0.name, $1.name) }
    variables = rules.reduce(into: Set()) { $0.formUnion($1.variables) }
      .sorted(by: NameOrder.precedes)
  }

  private static func rule(_ line: Substring, line number: Int) throws(RuleError) -> EditRule? {
    guard let (name, condition, column) = try RuleParser.rule(line, line: number) else {
      return nil
    }
    // The opposite is needed to tell whether others imply the rule.
    guard let cases = condition.cases(limit: maximumCases),
      condition.negated.cases(limit: maximumCases) != nil
    else {
      throw RuleError(
        line: number, column: column, reason: .tooManyCases,
        expected: "at most \(maximumCases) cases when its conditions are multiplied out")
    }
    let text = trimmed(withoutComment(line.dropFirst(column - 1)))
    return EditRule(
      name: name ?? text, text: text, line: number, condition: condition, cases: cases)
  }

  private static func withoutComment(_ text: Substring) -> Substring {
    var isQuoted = false
    return text.prefix { character in
      if character == "\"" { isQuoted.toggle() }
      return isQuoted || character != "#"
    }
  }

  private static func trimmed(_ text: Substring) -> String {
    var text = text
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }

  /// The names of the rules a record breaks; rules about missing values are not judged.
  public func broken(by record: [String: Rational]) -> [String] {
    rules.filter { $0.holds(in: record) == false }.map(\.name)
  }

  /// The rules that share variables, directly or through others, as sets of their own.
  ///
  /// What one says never bears on another, so that records can be edited part by part. Rules
  /// without a variable that `links` are left out.
  func parts(linking links: (String) -> Bool = { _ in true }) -> [RuleSet] {
    var groups: [(rules: [EditRule], variables: Set<String>)] = []
    for rule in rules {
      var merged: (rules: [EditRule], variables: Set<String>) = (
        [rule], rule.variables.filter(links)
      )
      guard !merged.variables.isEmpty else { continue }
      groups.removeAll { group in
        guard !group.variables.isDisjoint(with: merged.variables) else { return false }
        merged.rules = group.rules + merged.rules
        merged.variables.formUnion(group.variables)
        return true
      }
      groups.append(merged)
    }
    return groups.map { RuleSet($0.rules) }
  }

  /// Whether no rule that holds in `old` is broken in `new`.
  func breaksNothing(from old: [String: Rational], to new: [String: Rational]) -> Bool {
    rules.allSatisfy { $0.holds(in: new) != false || $0.holds(in: old) == false }
  }

  /// The equalities of which a record has all values, in canonical order.
  func equalities(in record: [String: Rational]) -> [Equality] {
    rules.compactMap { rule in
      guard let comparison = rule.equality, let residual = comparison.value(in: record),
        !comparison.coefficients.isEmpty
      else { return nil }
      return Equality(
        coefficients: comparison.coefficients, residual: residual, band: rule.band)
    }
  }
}

/// A linear equality and how far a record is from it.
struct Equality {
  var coefficients: [String: Rational]
  /// Left side minus right side.
  var residual: Rational
  var band: EqualityBand?

  /// Whether a residual is more than `tolerance`, or than the equality's own band admits.
  func isBroken(by residual: Rational, beyond tolerance: Rational) -> Bool {
    band.map { !$0.admits(residual) } ?? (residual.magnitude > tolerance)
  }

  func isBroken(beyond tolerance: Rational) -> Bool {
    isBroken(by: residual, beyond: tolerance)
  }

  /// What a variable would have to be for the equality to hold.
  func implied(_ variable: String, in record: [String: Rational]) -> Rational? {
    guard let coefficient = coefficients[variable], let value = record[variable] else { return nil }
    return value - residual / coefficient
  }

  func residual(changing values: [String: Rational], in record: [String: Rational]) -> Rational {
    coefficients.reduce(residual) { sum, term in
      guard let new = values[term.key], let old = record[term.key] else { return sum }
      return sum + term.value * (new - old)
    }
  }
}

extension Condition {
  fileprivate func holds(in record: [String: Rational]) -> Bool? {
    switch self {
    case .comparison(let comparison):
      return comparison.value(in: record).map(comparison.relation.holds)
    case .all(let parts):
      let judged = parts.map { $0.holds(in: record) }
      return judged.contains(false) ? false : judged.contains(nil) ? nil : true
    case .any(let parts):
      let judged = parts.map { $0.holds(in: record) }
      return judged.contains(true) ? true : judged.contains(nil) ? nil : false
    }
  }
}

extension Comparison {
  /// Left side minus right side; nil when a value is missing.
  func value(in record: [String: Rational]) -> Rational? {
    var sum = constant
    for (name, coefficient) in coefficients {
      guard let value = record[name] else { return nil }
      sum += coefficient * value
    }
    return sum
  }
}
