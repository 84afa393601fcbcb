import Yams

extension DefinitionNode {
  static let maximumSize = 1_000_000
  static let maximumDepth = 32

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
    let lines = YAMLLines(text)
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
    _ node: Node, depth: Int, _ lines: YAMLLines, _ problems: ProblemList
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
      // An escape can bring it in, and a database would end the text there.
      guard !scalar.string.unicodeScalars.contains("\0") else {
        problems.add("the control character U+0", at: place, suggestion: "Remove it.")
        return nil
      }
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
    _ key: Node, depth: Int, _ lines: YAMLLines, _ problems: ProblemList
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
}
