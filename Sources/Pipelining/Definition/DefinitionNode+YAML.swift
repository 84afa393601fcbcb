import Yams

extension DefinitionNode {
  static let maximumSize = 1_000_000
  static let maximumDepth = 32
  /// Aliases before the text is refused unread: enough to name the first of them in a message, too
  /// few for them to multiply ("billion laughs").
  private static let maximumAliases = 32

  /// Reads one YAML document without aliases, anchors, tags, merge keys and tabs.
  ///
  /// - Returns: nil when the text is not such a document; `problems` then says why.
  static func read(yaml bytes: [UInt8], _ problems: ProblemList) -> DefinitionNode? {
    guard bytes.count <= maximumSize else {
      problems.add("the file is larger than \(maximumSize) bytes")
      return nil
    }
    guard var text = String(validating: bytes, as: UTF8.self) else {
      problems.add(
        "the text is not UTF-8", at: Place(line: lineOfInvalidUTF8(bytes), column: 1),
        suggestion: "Save the file as UTF-8.")
      return nil
    }
    if text.unicodeScalars.first == "\u{FEFF}" { text.unicodeScalars.removeFirst() }
    let lines = SourceLines(text)
    guard lines.areClean(problems) else { return nil }
    do {
      let parser = try Parser(yaml: text, resolver: .basic, encoding: .utf8)
      guard let root = try parser.singleRoot() else {
        problems.add("the file is empty")
        return nil
      }
      let count = problems.problems.count
      let node = converted(root, depth: 1, lines, problems)
      return problems.problems.count == count ? node : nil
    } catch let error as YamlError {
      lines.note(error, problems)
    } catch {
      problems.add("the text cannot be read as YAML")
    }
    return nil
  }

  private static func lineOfInvalidUTF8(_ bytes: [UInt8]) -> Int {
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    return 1 + (lines.firstIndex { String(validating: $0, as: UTF8.self) == nil } ?? 0)
  }

  /// - Returns: nil when the node or something in it is of a kind that is not used here.
  private static func converted(
    _ node: Node, depth: Int, _ lines: SourceLines, _ problems: ProblemList
  ) -> DefinitionNode? {
    let place = node.mark.map { Place(line: $0.line, column: $0.column) } ?? .start
    guard depth <= maximumDepth else {
      problems.add("the nesting is deeper than \(maximumDepth) levels", at: place)
      return nil
    }
    // An alias is handed on as the node it stands for, which begins with its anchor.
    switch lines.scalar(at: place) {
    case "&", "*":
      problems.add(
        "anchors and aliases are not used", at: place, suggestion: "Write the value out each time.")
      return nil
    case "!":
      problems.add(
        "tags are not used", at: place, suggestion: "Leave the tag out; quote the text if needed.")
      return nil
    default: break
    }
    switch node {
    case .scalar(let scalar):
      return DefinitionNode(place: place, content: .text(scalar.string, style(of: scalar)))
    case .sequence(let items):
      let items = items.compactMap { converted($0, depth: depth + 1, lines, problems) }
      return DefinitionNode(place: place, content: .list(items))
    case .mapping(let pairs):
      let pairs = pairs.compactMap { key, value -> Pair? in
        guard let key = convertedKey(key, depth: depth + 1, lines, problems),
          let value = converted(value, depth: depth + 1, lines, problems)
        else { return nil }
        return Pair(key: key, value: value)
      }
      return DefinitionNode(place: place, content: .mapping(pairs))
    case .alias:
      problems.add("anchors and aliases are not used", at: place)
      return nil
    }
  }

  private static func convertedKey(
    _ key: Node, depth: Int, _ lines: SourceLines, _ problems: ProblemList
  ) -> DefinitionNode? {
    guard let node = converted(key, depth: depth, lines, problems) else { return nil }
    guard case .text(let text, let style) = node.content else {
      problems.add("a key is \(node.kindName); keys are texts", at: node.place)
      return nil
    }
    if text == "<<", style == .plain {
      problems.add(
        "merge keys are not used", at: node.place, suggestion: "Write the keys out each time.")
      return nil
    }
    return node
  }

  private static func style(of scalar: Node.Scalar) -> TextStyle {
    switch scalar.style {
    case .singleQuoted, .doubleQuoted: .quoted
    case .literal, .folded: .block
    default: .plain
    }
  }

  /// The lines of a YAML text, to see what stands at a mark of the parser.
  private struct SourceLines {
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
      if clean, occurrences(of: "&") > 0, occurrences(of: "*") > maximumAliases {
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
}
