/// A word or sign of the rule language, and the column where it begins.
struct RuleToken: Hashable {
  enum Kind: Hashable {
    case number(Rational)
    case name(String)
    /// `if`, `then`, `and`, `or`, operators, parentheses, the colon.
    case sign(String)
    case end
  }

  var kind: Kind
  /// In characters, from 1.
  var column: Int

  /// What a message calls it.
  var words: String {
    switch kind {
    case .number(let number): "the number \(number.text)"
    case .name(let name): "the name '\(name)'"
    case .sign(let sign): "'\(sign)'"
    case .end: "the end of the line"
    }
  }
}

/// Cuts a line of rules into tokens.
struct RuleLexer {
  private static let keywords: Set = ["if", "then", "and", "or"]
  private static let signs = [
    "==", "<=", ">=", "!=", "=", "<", ">", "+", "-", "*", "/", "(", ")", ":",
  ]

  private let line: Int
  private let text: [Character]
  private var position = 0

  private init(_ text: some StringProtocol, line: Int) {
    self.text = Array(text)
    self.line = line
  }

  /// The tokens of a line, ended by `end`; a comment runs from `#` to the end of the line.
  static func tokens(
    of text: some StringProtocol, line: Int
  ) throws(RuleError) -> [RuleToken] {
    var lexer = RuleLexer(text, line: line)
    var tokens: [RuleToken] = []
    repeat { tokens.append(try lexer.next()) } while tokens.last?.kind != .end
    return tokens
  }

  private mutating func next() throws(RuleError) -> RuleToken {
    while position < text.count, text[position].isWhitespace { position += 1 }
    let column = position + 1
    guard position < text.count, text[position] != "#" else {
      return RuleToken(kind: .end, column: column)
    }
    let kind: RuleToken.Kind =
      switch text[position] {
      case "0"..."9": try number()
      case "\"": try quoted()
      case let first where Self.isNameStart(first): word()
      default: try sign()
      }
    return RuleToken(kind: kind, column: column)
  }

  private mutating func take(while isPart: (Character) -> Bool) -> String {
    let start = position
    while position < text.count, isPart(text[position]) { position += 1 }
    return String(text[start..<position])
  }

  private mutating func number() throws(RuleError) -> RuleToken.Kind {
    let column = position + 1
    let digits = take { ("0"..."9").contains($0) || $0 == "." }
    guard let number = Rational(digits) else {
      throw RuleError(
        line: line, column: column, reason: .unreadable, expected: "a number such as 12 or 0.25")
    }
    return .number(number)
  }

  /// A name in quotes; a quote in it is doubled.
  private mutating func quoted() throws(RuleError) -> RuleToken.Kind {
    let column = position + 1
    var name = ""
    repeat {
      position += 1
      name += take { $0 != "\"" }
      guard position < text.count else {
        throw RuleError(
          line: line, column: column, reason: .unclosedQuote, expected: "a closing '\"'")
      }
      position += 1
      guard position < text.count, text[position] == "\"" else { break }
      name += "\""
    } while true
    guard !name.isEmpty else {
      throw RuleError(
        line: line, column: column, reason: .emptyName, expected: "a name between the quotes")
    }
    return .name(name)
  }

  private mutating func word() -> RuleToken.Kind {
    let word = take { Self.isNameStart($0) || $0.isNumber || $0 == "." }
    return Self.keywords.contains(word) ? .sign(word) : .name(word)
  }

  private mutating func sign() throws(RuleError) -> RuleToken.Kind {
    let rest = text[position...].prefix(2)
    guard let sign = Self.signs.first(where: { rest.starts(with: $0) }) else {
      throw RuleError(
        line: line, column: position + 1, reason: .unreadable,
        expected: "a name, a number or an operator; names with other signs go in \"quotes\"")
    }
    position += sign.count
    return .sign(sign)
  }

  private static func isNameStart(_ character: Character) -> Bool {
    character.isLetter || character == "_"
  }
}
