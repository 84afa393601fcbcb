/// The parameters of a URL as a form sends them (WHATWG URL, application/x-www-form-urlencoded).
///
/// An empty one is as if it were not there, since a form sends every field it has. One that is
/// given twice or is not UTF-8 is refused.
struct Parameters: Hashable, Sendable {
  static let none = Parameters()

  private(set) var values: [String: String] = [:]

  private init() {}

  init(_ query: Substring) throws(Refusal) {
    for part in query.split(separator: "&") {
      let sides = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = try Self.decoded(sides[0])
      let value = sides.count == 2 ? try Self.decoded(sides[1]) : ""
      guard !value.isEmpty else { continue }
      guard values.updateValue(value, forKey: name) == nil else {
        throw .parameterTwice(name)
      }
    }
  }

  subscript(name: String) -> String? { values[name] }

  /// - Throws: ``Refusal/unknownParameter(_:known:)`` for a name that is not among these.
  func require(only known: [String]) throws(Refusal) {
    for name in values.keys.sorted() where !known.contains(name) {
      throw .unknownParameter(name, known: known)
    }
  }

  /// A whole number from 1 on; nil when it is not given.
  func number(_ name: String) throws(Refusal) -> Int? {
    guard let text = values[name] else { return nil }
    guard let number = Int(text), number > 0, text.utf8.first != UInt8(ascii: "+") else {
      throw .unknownValue(text, of: name, known: [])
    }
    return number
  }

  /// One of the names that a choice has; nil when it is not given.
  func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ name: String, _ type: Choice.Type
  ) throws(Refusal) -> Choice? {
    guard let text = values[name] else { return nil }
    guard let choice = Choice(rawValue: text) else {
      throw .unknownValue(text, of: name, known: type.allCases.map(\.rawValue))
    }
    return choice
  }

  /// As a query, sorted by name, with some put in the place of what was there; nil takes one away.
  func query(with changes: [String: String?] = [:]) -> String {
    var values = self.values
    for (name, value) in changes { values[name] = value }
    return Self.query(values)
  }

  static func query(_ values: [String: String]) -> String {
    let parts = values.filter { !$0.value.isEmpty }.sorted { $0.key < $1.key }
    guard !parts.isEmpty else { return "" }
    return "?" + parts.map { "\(encoded($0.key))=\(encoded($0.value))" }.joined(separator: "&")
  }

  private static func encoded(_ text: String) -> String {
    var encoded = ""
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "_"), UInt8(ascii: "~"),
        // Allowed in a query, and cells are full of them: a URL stays readable.
        UInt8(ascii: "="), UInt8(ascii: ","), UInt8(ascii: "/"), UInt8(ascii: ":"),
        UInt8(ascii: "*"):
        encoded.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        encoded += digits.count == 1 ? "%0\(digits)" : "%\(digits)"
      }
    }
    return encoded
  }

  private static func decoded(_ text: Substring) throws(Refusal) -> String {
    try decodedPath(text.replacing("+", with: " "))
  }

  /// A segment of a path, in which a plus sign is one.
  ///
  /// - Throws: ``Refusal/malformed`` for what is no UTF-8 or has control characters.
  static func decodedPath(_ text: some StringProtocol) throws(Refusal) -> String {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "%"):
        guard let high = rest.popFirst().flatMap(digit), let low = rest.popFirst().flatMap(digit)
        else { throw .malformed }
        bytes.append(high << 4 | low)
      default: bytes.append(byte)
      }
    }
    guard let text = String(validating: bytes, as: UTF8.self),
      text.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F })
    else { throw .malformed }
    return text
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    Character(Unicode.Scalar(byte)).hexDigitValue.map(UInt8.init)
  }
}
