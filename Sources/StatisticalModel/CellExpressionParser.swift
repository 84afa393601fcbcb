extension CellRelation {
  /// Reads `expression = expression`, with `<=` and `>=` likewise.
  package init(parsing text: String) throws(ExpressionError) {
    var parser = CellExpressionParser(text)
    let left = try parser.expression()
    let comparison = try parser.comparison()
    let right = try parser.expression()
    try parser.end()
    self.init(
      residual: CellExpression(
        terms: left.terms + right.terms.map(\.negated), constant: left.constant - right.constant),
      comparison: comparison)
  }
}

extension CellExpression {
  package init(parsing text: String) throws(ExpressionError) {
    var parser = CellExpressionParser(text)
    self = try parser.expression()
    try parser.end()
  }
}

extension CellTerm {
  fileprivate var negated: CellTerm {
    var term = self
    term.coefficient = -coefficient
    return term
  }
}

/// Recursive descent over the characters of one line.
///
///     expression = ["-"] term { ("+" | "-") term }
///     term       = [number "*"] reference | number
///     reference  = [source] "[" codes "]" | "sum" "(" [source] "[" codes "]" ")"
///     codes      = [ dimension "=" code { "," dimension "=" code } ]
private struct CellExpressionParser {
  private let characters: [Character]
  private var position = 0

  init(_ text: String) { characters = Array(text) }

  mutating func expression() throws(ExpressionError) -> CellExpression {
    var result = CellExpression(terms: [])
    var sign: ExactDecimal = accept("-") ? -1 : 1
    while true {
      try term(times: sign, into: &result)
      if accept("+") {
        sign = 1
      } else if accept("-") {
        sign = -1
      } else {
        return result
      }
    }
  }

  mutating func comparison() throws(ExpressionError) -> CellRelation.Comparison {
    skipSpace()
    if accept("<") {
      try expect("=")
      return .atMost
    }
    if accept(">") {
      try expect("=")
      return .atLeast
    }
    try expect("=")
    return .equal
  }

  mutating func end() throws(ExpressionError) {
    skipSpace()
    if position < characters.count { throw error("nothing more") }
  }

  private mutating func term(times sign: ExactDecimal, into result: inout CellExpression)
    throws(ExpressionError)
  {
    skipSpace()
    guard let first = peek() else { throw error("a number or a cell in brackets") }
    guard first.isASCII, first.isNumber else {
      result.terms.append(try reference(times: sign))
      return
    }
    let digits = take { $0.isASCII && ($0.isNumber || $0 == ".") }
    guard digits.count <= 9, let number = ExactDecimal(parsing: digits) else {
      throw error("a decimal number of at most nine characters")
    }
    if accept("*") {
      result.terms.append(try reference(times: sign * number))
    } else {
      result.constant += sign * number
    }
  }

  private mutating func reference(times coefficient: ExactDecimal) throws(ExpressionError)
    -> CellTerm
  {
    skipSpace()
    let start = position
    let name = sourceName()
    guard name == "sum", accept("(") else {
      let term = try cell(of: name, times: coefficient, from: start)
      if term.codes.values.contains("*") { throw error("'=*' inside sum(…) only") }
      return term
    }
    return try sum(times: coefficient, from: start)
  }

  /// What follows `sum(`: one cell in brackets, not a sum again.
  private mutating func sum(times coefficient: ExactDecimal, from start: Int)
    throws(ExpressionError) -> CellTerm
  {
    skipSpace()
    let name = sourceName()
    var term = try cell(of: name, times: coefficient, from: start)
    try expect(")")
    let summed = term.codes.filter { $0.value == "*" }.map(\.key)
    guard summed.count == 1, let dimension = summed.first else {
      throw error("exactly one '=*' inside sum(…)")
    }
    term.codes[dimension] = nil
    term.summedDimension = dimension
    term.text = text(from: start)
    return term
  }

  private mutating func sourceName() -> String {
    take { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }
  }

  private mutating func cell(of source: String, times coefficient: ExactDecimal, from start: Int)
    throws(ExpressionError) -> CellTerm
  {
    try expect("[")
    let codes = try codes()
    return CellTerm(
      coefficient: coefficient, source: source.isEmpty ? nil : source, codes: codes,
      text: text(from: start))
  }

  private mutating func codes() throws(ExpressionError) -> [String: String] {
    var codes: [String: String] = [:]
    if accept("]") { return codes }
    repeat {
      skipSpace()
      let dimension = take { $0 != "=" && $0 != "]" && $0 != "," }.trimmed
      try expect("=")
      let code = take { $0 != "," && $0 != "]" }.trimmed
      guard !dimension.isEmpty, !code.isEmpty else { throw error("dimension=code") }
      guard codes.updateValue(code, forKey: dimension) == nil else {
        throw error("each dimension once")
      }
    } while accept(",")
    try expect("]")
    return codes
  }

  private func peek() -> Character? {
    position < characters.count ? characters[position] : nil
  }

  private mutating func skipSpace() {
    while peek() == " " { position += 1 }
  }

  private mutating func accept(_ character: Character) -> Bool {
    skipSpace()
    guard peek() == character else { return false }
    position += 1
    return true
  }

  private mutating func expect(_ character: Character) throws(ExpressionError) {
    guard accept(character) else { throw error("'\(character)'") }
  }

  private mutating func take(while condition: (Character) -> Bool) -> String {
    let start = position
    while let character = peek(), condition(character) { position += 1 }
    return String(characters[start..<position])
  }

  private func text(from start: Int) -> String { String(characters[start..<position]).trimmed }

  private func error(_ expected: String) -> ExpressionError {
    let found = peek().map { "'\($0)'" } ?? "the end"
    return ExpressionError(column: position + 1, reason: "expected \(expected), found \(found)")
  }
}

extension String {
  fileprivate var trimmed: String {
    var text = Substring(self)
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
