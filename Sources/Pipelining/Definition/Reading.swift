import StatisticalModel

/// How a node of a definition file becomes a value: nil, with a problem noted, when it cannot.
struct Reading<Value> {
  private let read: (DefinitionNode, ProblemList) -> Value?

  init(_ read: @escaping (DefinitionNode, ProblemList) -> Value?) { self.read = read }

  func value(of node: DefinitionNode, _ problems: ProblemList) -> Value? { read(node, problems) }

  /// Makes something else of the value; a nil result is a problem with this reason.
  func then<Other>(_ expected: String, _ make: @escaping (Value) -> Other?) -> Reading<Other> {
    Reading<Other> { node, problems in
      guard let value = self.value(of: node, problems) else { return nil }
      guard let other = make(value) else {
        problems.add("expected \(expected)", at: node.place)
        return nil
      }
      return other
    }
  }
}

extension Reading where Value == String {
  /// A text that is not empty, exactly as written.
  static var text: Self {
    Reading { node, problems in
      guard !node.isNull, let text = node.text else {
        problems.add("expected a text, found \(node.kindName)", at: node.place)
        return nil
      }
      guard !text.isEmpty else {
        problems.add("the text is empty", at: node.place)
        return nil
      }
      return text
    }
  }

  /// Lower-case letters, digits and hyphens, a letter first.
  static var id: Self {
    Reading.text.then("an id: lower-case letters, digits and hyphens, a letter first") {
      isIdentifier($0) ? $0 : nil
    }
  }
}

/// Whether a text is an id of a definition.
func isIdentifier(_ text: String) -> Bool {
  guard let first = text.utf8.first, (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(first) else {
    return false
  }
  return text.utf8.allSatisfy { byte in
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
      || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "-")
  }
}

extension Reading where Value == Bool {
  static var boolean: Self {
    Reading<String>.text.then("true or false") { ["true": true, "false": false][$0] }
  }
}

extension Reading where Value == Void {
  /// `true`, for a key that says something by being there.
  static var yes: Self {
    Reading<String>.text.then("true, or no such key") { $0 == "true" ? () : nil }
  }
}

extension Reading where Value == Int {
  static func wholeNumber(in range: ClosedRange<Int>) -> Self {
    Reading<String>.text.then("a whole number from \(range.lowerBound) to \(range.upperBound)") {
      text in
      guard text.utf8.allSatisfy({ (48...57).contains($0) }), let number = Int(text) else {
        return nil
      }
      return range.contains(number) ? number : nil
    }
  }
}

extension Reading where Value == ExactDecimal {
  static var decimal: Self {
    Reading<String>.text.then(
      "a decimal number with a point: at most 15 digits before it and 6 behind, no exponent"
    ) { ExactDecimal(parsing: $0) }
  }

  static var notNegative: Self {
    decimal.then("a number that is not negative") { $0.isNegative ? nil : $0 }
  }

  /// Small enough that no number of a file times it leaves the exact range.
  static var multiplier: Self {
    positive.then("a number above zero and up to a thousand million, with at most 3 decimals") {
      $0 <= 1_000_000_000 && $0.scale <= 3 ? $0 : nil
    }
  }

  static var positive: Self {
    decimal.then("a number above zero") { $0.isNegative || $0.isZero ? nil : $0 }
  }
}

extension Reading where Value == Period {
  static var day: Self {
    Reading<String>.text.then("a day that exists, written like 2022-06-08") { text in
      Period(parsing: text).flatMap { $0.kind == .date ? $0 : nil }
    }
  }
}

extension Reading where Value == LocalizedText {
  /// A text, which is then English, or a mapping of texts by language with `en` in it.
  static var localizedText: Self {
    let byLanguage = Reading.mapping { fields -> LocalizedText? in
      var texts: LocalizedText = [:]
      texts["en"] = fields.required("en", as: .text)
      texts["ru"] = fields.optional("ru", as: .text)
      texts["kk"] = fields.optional("kk", as: .text)
      return texts
    }
    return Reading { node, problems in
      guard case .mapping = node.content else {
        return Reading<String>.text.value(of: node, problems).map { ["en": $0] }
      }
      return byLanguage.value(of: node, problems)
    }
  }
}

extension Reading {
  /// One of a few words.
  static func word(_ words: [(word: String, value: Value)]) -> Self {
    Reading { node, problems in
      guard let text = Reading<String>.text.value(of: node, problems) else { return nil }
      if let match = words.first(where: { $0.word == text }) { return match.value }
      problems.addUnknown("word", text, among: words.map(\.word), at: node.place)
      return nil
    }
  }

  /// A mapping with keys of its own; what `read` does not ask for is refused.
  static func mapping(_ read: @escaping (MappingReader) -> Value?) -> Self {
    Reading { node, problems in
      guard case .mapping(let pairs) = node.content else {
        problems.add("expected a mapping, found \(node.kindName)", at: node.place)
        return nil
      }
      let fields = MappingReader(pairs, at: node.place, problems)
      defer { fields.finish() }
      return read(fields)
    }
  }

  /// A list; items that cannot be read are left out, each with a problem noted.
  static func list<Item>(of item: Reading<Item>) -> Self where Value == [Item] {
    Reading { node, problems in
      guard case .list(let items) = node.content else {
        problems.add("expected a list, found \(node.kindName)", at: node.place)
        return nil
      }
      return items.compactMap { item.value(of: $0, problems) }
    }
  }

  /// A list with at least one item.
  static func filledList<Item>(of item: Reading<Item>) -> Self where Value == [Item] {
    Reading { node, problems in
      if case .list(let items) = node.content, items.isEmpty {
        problems.add("the list is empty", at: node.place)
        return nil
      }
      return list(of: item).value(of: node, problems)
    }
  }

  /// A mapping whose keys are data; `item` reads one pair.
  static func entries<Item>(
    _ item: @escaping (_ key: DefinitionNode, _ value: DefinitionNode, ProblemList) -> Item?
  ) -> Self where Value == [Item] {
    Reading { node, problems in
      guard case .mapping(let pairs) = node.content else {
        problems.add("expected a mapping, found \(node.kindName)", at: node.place)
        return nil
      }
      return pairs.compactMap { item($0.key, $0.value, problems) }
    }
  }
}

extension Reading where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
  /// One of the words of an enumeration.
  static var choice: Self { .word(Value.allCases.map { ($0.rawValue, $0) }) }
}

extension Reading {
  /// A list of items with distinct ids.
  static func distinct<Item>(
    _ item: Reading<Item>, id: @escaping (Item) -> String, what: String
  ) -> Self where Value == [Item] {
    Reading { node, problems in
      var seen: [String: Int] = [:]
      let checked = Reading<Item> { node, problems in
        guard let value = item.value(of: node, problems) else { return nil }
        if let line = seen[id(value)] {
          problems.add(
            "the \(what) '\(id(value))' stands already on line \(line)", at: node.place,
            suggestion: "Name each once.")
        }
        seen[id(value)] = seen[id(value)] ?? node.place.line
        return value
      }
      return list(of: checked).value(of: node, problems)
    }
  }
}
