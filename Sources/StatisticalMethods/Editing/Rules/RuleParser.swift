/// Reads one line of the rule language.
///
///     rule       = [ name ":" ] ( comparison | "if" condition "then" condition )
///     condition  = conjunction { "or" conjunction }
///     conjunction= primary { "and" primary }
///     primary    = comparison | "(" condition ")"
///     comparison = sum ( "=" | "==" | "<=" | ">=" | "<" | ">" ) sum
///     sum        = product { ( "+" | "-" ) product }
///     product    = factor { ( "*" | "/" ) factor }
///     factor     = "-" factor | number | name | "(" sum ")"
struct RuleParser {
  /// Deeper nesting is refused, so that no text can exhaust the stack.
  private static let maximumDepth = 60
  private static let relations: [String: LinearRelation] = [
    "=": .equal, "==": .equal, "<=": .atMost, ">=": .atLeast, "<": .less, ">": .greater,
  ]

  private let line: Int
  private let tokens: [RuleToken]
  private var position = 0
  private var depth = 0

  /// - Returns: nil for a line without a rule; the name is nil when none is written.
  static func rule(
    _ text: some StringProtocol, line: Int
  ) throws(RuleError) -> (name: String?, condition: Condition, column: Int)? {
    let tokens = try RuleLexer.tokens(of: text, line: line)
    guard tokens[0].kind != .end else { return nil }
    var parser = RuleParser(line: line, tokens: tokens)
    let name = parser.takeRuleName()
    let column = parser.token.column
    let condition = try parser.body()
    guard parser.token.kind == .end else { throw parser.unexpected("the end of the rule") }
    return (name, condition, column)
  }

  private init(line: Int, tokens: [RuleToken]) {
    self.line = line
    self.tokens = tokens
  }

  private var token: RuleToken { tokens[position] }

  private func unexpected(_ expected: String) -> RuleError {
    if token.kind == .sign("!=") {
      return error(.notEqual, "'=', '<=', '>=', '<' or '>', or two rules joined by 'if' and 'then'")
    }
    return error(.found(token.words), expected)
  }

  private func error(
    _ reason: RuleError.Reason, _ expected: String, at column: Int? = nil
  ) -> RuleError {
    RuleError(line: line, column: column ?? token.column, reason: reason, expected: expected)
  }

  private mutating func take(_ sign: String) -> Bool {
    guard token.kind == .sign(sign) else { return false }
    position += 1
    return true
  }

  private mutating func takeRuleName() -> String? {
    guard case .name(let name) = token.kind, tokens[position + 1].kind == .sign(":") else {
      return nil
    }
    position += 2
    return name
  }

  private mutating func nested<Value>(
    _ read: (inout RuleParser) throws(RuleError) -> Value
  ) throws(RuleError) -> Value {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.maximumDepth else {
      throw error(.tooDeep, "at most \(Self.maximumDepth) levels of parentheses and minus signs")
    }
    return try read(&self)
  }
}

// Conditions.
extension RuleParser {
  private mutating func body() throws(RuleError) -> Condition {
    guard take("if") else { return .comparison(try comparison()) }
    let premise = try condition()
    guard take("then") else { throw unexpected("'then', 'and' or 'or'") }
    return .any([premise.negated, try condition()])
  }

  private mutating func condition() throws(RuleError) -> Condition {
    var parts = [try conjunction()]
    while take("or") { parts.append(try conjunction()) }
    return parts.count == 1 ? parts[0] : .any(parts)
  }

  private mutating func conjunction() throws(RuleError) -> Condition {
    var parts = [try primary()]
    while take("and") { parts.append(try primary()) }
    return parts.count == 1 ? parts[0] : .all(parts)
  }

  /// A parenthesis may open a sum or a condition: what reads further was meant.
  private mutating func primary() throws(RuleError) -> Condition {
    guard token.kind == .sign("("), opensCondition else { return .comparison(try comparison()) }
    return try nested { (parser) throws(RuleError) in
      parser.position += 1
      let inner = try parser.condition()
      guard parser.take(")") else { throw parser.unexpected("')', 'and' or 'or'") }
      return inner
    }
  }

  /// Whether a relation stands inside the parenthesis that opens here.
  private var opensCondition: Bool {
    var open = 0
    for token in tokens[position...] {
      guard case .sign(let sign) = token.kind else { continue }
      if sign == "(" { open += 1 }
      if sign == ")" { open -= 1 }
      if Self.relations[sign] != nil || sign == "!=" { return true }
      if open == 0 { return false }
    }
    return false
  }

  private mutating func comparison() throws(RuleError) -> Comparison {
    let left = try sum()
    guard case .sign(let sign) = token.kind, let relation = Self.relations[sign] else {
      throw unexpected("'=', '<=', '>=', '<', '>' or an arithmetic operator")
    }
    position += 1
    let difference = left - (try sum())
    return Comparison(
      coefficients: difference.coefficients, constant: difference.constant, relation: relation)
  }
}

// Sums.
extension RuleParser {
  private mutating func sum() throws(RuleError) -> NamedSum {
    var sum = try product()
    while true {
      if take("+") {
        sum = sum - (try product()).scaled(by: -1)
      } else if take("-") {
        sum = sum - (try product())
      } else {
        return sum
      }
    }
  }

  private mutating func product() throws(RuleError) -> NamedSum {
    var product = try factor()
    while true {
      let column = token.column
      if take("*") {
        let right = try factor()
        guard product.isConstant || right.isConstant else {
          throw error(.notLinear, "a constant on one side of '*'", at: column)
        }
        product =
          right.isConstant
          ? product.scaled(by: right.constant) : right.scaled(by: product.constant)
      } else if take("/") {
        let right = try factor()
        guard right.isConstant else {
          throw error(.notLinear, "a constant after '/'", at: column)
        }
        guard let inverse = right.constant.reciprocal else {
          throw error(.divisionByZero, "another divisor", at: column)
        }
        product = product.scaled(by: inverse)
      } else {
        return product
      }
    }
  }

  private mutating func factor() throws(RuleError) -> NamedSum {
    switch token.kind {
    case .number(let number):
      position += 1
      return NamedSum(constant: number)
    case .name(let name):
      position += 1
      return NamedSum(coefficients: [name: 1])
    case .sign("-"):
      return try nested { (parser) throws(RuleError) in
        parser.position += 1
        return try parser.factor().scaled(by: -1)
      }
    case .sign("("):
      return try nested { (parser) throws(RuleError) in
        parser.position += 1
        let inner = try parser.sum()
        guard parser.take(")") else { throw parser.unexpected("')' or an arithmetic operator") }
        return inner
      }
    default: throw unexpected("a number, a variable, '-' or '('")
    }
  }
}

/// A linear sum of named variables.
private struct NamedSum {
  var coefficients: [String: Rational] = [:]
  var constant: Rational = 0

  var isConstant: Bool { coefficients.isEmpty }

  func scaled(by factor: Rational) -> NamedSum {
    NamedSum(
      coefficients: coefficients.mapValues { $0 * factor }.filter { !$0.value.isZero },
      constant: constant * factor)
  }

  static func - (left: NamedSum, right: NamedSum) -> NamedSum {
    NamedSum(
      coefficients: left.coefficients.merging(
        right.coefficients.mapValues { -$0 }, uniquingKeysWith: +
      )
      .filter { !$0.value.isZero },
      constant: left.constant - right.constant)
  }
}
