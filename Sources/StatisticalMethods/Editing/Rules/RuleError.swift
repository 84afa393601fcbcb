/// Why a text is not a set of rules, and where.
public struct RuleError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong.
  public enum Reason: Hashable, Sendable {
    /// Another token stands where one of the grammar should.
    case found(String)
    case unreadable
    case unclosedQuote
    case emptyName
    /// `!=` leaves almost every number: it is no linear rule.
    case notEqual
    /// A product of two variables, or a division by one.
    case notLinear
    case divisionByZero
    case tooDeep
    /// The `and` and `or` of one rule multiply out to too many cases.
    case tooManyCases
    /// A rule of that name stands on an earlier line.
    case repeatedName(String, line: Int)
  }

  /// From 1.
  public let line: Int
  /// In characters, from 1.
  public let column: Int
  /// What is wrong.
  public let reason: Reason
  /// What should stand there instead.
  public let expected: String

  init(line: Int, column: Int, reason: Reason, expected: String) {
    self.line = line
    self.column = column
    self.reason = reason
    self.expected = expected
  }

  /// The place and the sentence, as in `2:7: the name is empty; expected a name`.
  public var description: String { "\(line):\(column): \(sentence)" }

  /// What is wrong and what was expected, without the place.
  public var sentence: String { "\(words); expected \(expected)." }

  private var words: String {
    switch reason {
    case .found(let token): "\(token) cannot stand here"
    case .unreadable: "this is no word of the rule language"
    case .unclosedQuote: "the quote opened here is not closed"
    case .emptyName: "the name is empty"
    case .notEqual: "'!=' is not a linear rule"
    case .notLinear: "the rule is not linear here"
    case .divisionByZero: "division by zero"
    case .tooDeep: "the rule is nested too deeply"
    case .tooManyCases: "the rule has too many cases"
    case .repeatedName(let name, let line): "a rule named '\(name)' stands on line \(line)"
    }
  }
}
