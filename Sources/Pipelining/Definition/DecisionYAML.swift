import StatisticalModel

/// The text of `decisions/<id>.yaml`, as ``DecisionFile`` reads it.
struct DecisionYAML {
  private let decision: Decision
  private let structure: Structure

  init(_ decision: Decision, in structure: Structure) {
    self.decision = decision
    self.structure = structure
  }

  var text: String { lines.joined(separator: "\n") + "\n" }

  private var lines: [String] {
    var lines = ["decision: \(decision.id)"]
    func add(_ key: String, _ value: String?) {
      if let value { lines.append("\(key): \(value)") }
    }
    add("author", Self.scalar(decision.author))
    add("role", Self.scalar(decision.role))
    add("secondSigner", decision.secondSigner.map(Self.scalar))
    add("date", decision.date.description)
    add("expires", decision.expires?.description)
    if !decision.scope.admitted.isEmpty { add("where", Self.mapping(scope)) }
    let vintages = [("from", decision.firstVintage), ("to", decision.lastVintage)]
      .compactMap { key, number in number.map { (key, String($0)) } }
    if !vintages.isEmpty { add("vintages", Self.mapping(vintages)) }
    add("rule", decision.rule.map(Self.scalar))
    add("flag", decision.flag)
    add(action.key, action.value)
    lines.append("reason:")
    let reasons = decision.reason.sorted { $0.key < $1.key }
    lines += reasons.map { "  \($0.key): \(Self.scalar($0.value))" }
    lines += ["evidence:", "  sha256: \(decision.evidence)"]
    lines.append(decision.seen.isEmpty ? "  seen: []" : "  seen:")
    return lines + decision.seen.map { "    - \(Self.line($0.text))" }
  }

  private var scope: [(String, String)] {
    decision.scope.admitted.sorted { $0.key < $1.key }.map { position, numbers in
      let codes = numbers.sorted().map { Self.scalar(structure.text(at: position, number: $0)) }
      let dimension = structure.dimensions[position].id
      return (dimension, codes.count == 1 ? codes[0] : "[\(codes.joined(separator: ", "))]")
    }
  }

  private var action: (key: String, value: String) {
    switch decision.action {
    case .accept(let source): ("accept", source)
    case .set(let value, let lower, let upper):
      (
        "set",
        Self.mapping(
          [("value", value), ("lower", lower), ("upper", upper)].compactMap { key, number in
            number.map { (key, $0.description) }
          })
      )
    case .explain(let cause): ("explained", cause.rawValue)
    case .exclude(let delivery): ("exclude", Self.scalar(delivery))
    }
  }

  private static func mapping(_ entries: [(String, String)]) -> String {
    "{\(entries.map { "\($0): \($1)" }.joined(separator: ", "))}"
  }

  /// A text in quotes, unless it is a word that means nothing else to YAML.
  private static func scalar(_ text: String) -> String {
    let isWord =
      text.utf8.allSatisfy { isLetterOrDigit($0) || "_-./".utf8.contains($0) }
      && text.utf8.first.map { isLetterOrDigit($0) || $0 == UInt8(ascii: "_") } == true
    return isWord && text.lowercased() != "null" ? text : quoted(text)
  }

  /// A line of evidence as it is, so that a person can read it, wherever YAML takes it as it is.
  private static func line(_ text: String) -> String {
    let isPlain =
      text.utf8.first.map(isLetterOrDigit) == true && !text.hasSuffix(":")
      && !text.contains(": ") && !text.contains(" #")
    return isPlain ? text : quoted(text)
  }

  private static func quoted(_ text: String) -> String {
    let escaped = text.unicodeScalars.map { scalar in
      switch scalar {
      case "\"": "\\\""
      case "\\": "\\\\"
      case "\n": "\\n"
      default: String(scalar)
      }
    }
    return "\"\(escaped.joined())\""
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
      || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }
}
