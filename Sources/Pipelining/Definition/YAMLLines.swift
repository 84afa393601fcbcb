import Yams

/// The lines of a YAML text, to see what stands at a mark of the parser.
struct YAMLLines {
  /// Aliases before the text is refused unread: enough to name the first of them in a message, too
  /// few for them to multiply ("billion laughs").
  private static let maximumAliases = 32

  private let lines: [[Unicode.Scalar]]

  init(_ text: String) {
    lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.last == "\r" ? Array($0.dropLast()) : Array($0) }
  }

  func scalar(at place: Place) -> Unicode.Scalar? {
    guard lines.indices.contains(place.line - 1) else { return nil }
    let line = lines[place.line - 1]
    return line.indices.contains(place.column - 1) ? line[place.column - 1] : nil
  }

  /// Notes characters that do not belong in a definition, and aliases past all use.
  func areClean(_ problems: ProblemList) -> Bool {
    var clean = true
    for (number, line) in lines.enumerated() {
      guard let column = line.firstIndex(where: Self.isForbidden) else { continue }
      clean = false
      let place = Place(line: number + 1, column: column + 1)
      if line[column] == "\t" {
        problems.add("a tab", at: place, suggestion: "Indent with spaces; write \"\\t\" for a tab.")
      } else {
        let code = String(line[column].value, radix: 16, uppercase: true)
        problems.add("the control character U+\(code)", at: place, suggestion: "Remove it.")
      }
    }
    if clean, occurrences(of: "&") > 0, occurrences(of: "*") > Self.maximumAliases {
      problems.add("anchors and aliases are not used")
      return false
    }
    return clean
  }

  /// Control characters, and the line ends that only YAML 1.1 knows.
  private static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.generalCategory == .control || scalar == "\u{2028}" || scalar == "\u{2029}"
  }

  /// How often a node might begin with `indicator`.
  private func occurrences(of indicator: Unicode.Scalar) -> Int {
    lines.reduce(0) { count, line in
      count
        + line.indices.count { at in
          line[at] == indicator && (at == 0 || " [{,:?-".unicodeScalars.contains(line[at - 1]))
            && at + 1 < line.count && line[at + 1] != " "
        }
    }
  }

  /// Notes what the parser refused, at the place it means.
  func note(_ error: YamlError, _ problems: ProblemList) {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      let place = Place(line: mark.line, column: mark.column)
      if problem == "but found another document" {
        problems.add("a second document", at: place, suggestion: "Keep one document per file.")
      } else if problem == "found undefined alias" {
        problems.add(
          "anchors and aliases are not used", at: place, suggestion: "Quote the text.")
      } else {
        problems.add("the text cannot be read as YAML: \(problem)", at: place)
      }
    case .duplicatedKeysInMapping(let keys, let context):
      let key = keys.first ?? ""
      let first = Place(line: context.mark.line, column: context.mark.column)
      problems.add(
        "the key '\(key)' stands twice in one mapping", at: repetition(of: key, after: first),
        suggestion: "The first is on line \(first.line).")
    default: problems.add("the text cannot be read as YAML")
    }
  }

  /// Where a key of a mapping in block style stands again; `first` when it is not found.
  private func repetition(of key: String, after first: Place) -> Place {
    let indent = first.column - 1
    for number in lines.indices.dropFirst(first.line) {
      let line = lines[number]
      guard let start = line.firstIndex(where: { $0 != " " }), line[start] != "#" else { continue }
      if start < indent { break }
      var rest = line[start...]
      if let quote = rest.first, quote == "\"" || quote == "'" { rest = rest.dropFirst() }
      if start == indent, rest.starts(with: key.unicodeScalars),
        rest.dropFirst(key.unicodeScalars.count).contains(":")
      {
        return Place(line: number + 1, column: start + 1)
      }
    }
    return first
  }
}
