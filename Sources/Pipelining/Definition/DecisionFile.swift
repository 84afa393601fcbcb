import StatisticalModel

/// `decisions/<id>.yaml`: what a person decided, and on which evidence.
struct DecisionFile {
  /// How the file is read; the decision lacks the hash of its file.
  static func reading(id: String, _ vocabulary: Vocabulary) -> Reading<Decision> {
    .mapping { fields in
      let id = fields.required("decision", as: .decisionID(of: id))
      let author = fields.required("author", as: .name)
      let role = fields.required("role", as: .name)
      let date = fields.required("date", as: .day)
      let expires = fields.optional("expires", as: .day)
      let second = fields.optional("secondSigner", as: .name)
      let action = fields.one(of: actions(vocabulary))
      let scope = scope(fields, action, vocabulary)
      let vintages = fields.optional("vintages", as: .vintages)
      let flag = fields.optional("flag", as: .sha256)
      let rule = fields.optional("rule", as: .name)
      let reason = fields.required("reason", as: .reasonInTwoLanguages)
      let evidence = fields.required("evidence", as: .evidence)
      checkAddress(fields, action)
      checkSigners(fields, action, author: author, second: second)
      if let date, let expires, expires < date {
        fields.problems.add(
          "the decision expires before its date", at: fields.valuePlace(of: "expires"))
      }
      guard let id, let author, let role, let date, let action, let reason, let evidence else {
        return nil
      }
      return Decision(
        id: id, author: author, role: role, date: date, expires: expires, secondSigner: second,
        action: action, scope: scope ?? CellPattern(), firstVintage: vintages?.first,
        lastVintage: vintages?.last, flag: flag, rule: rule, reason: reason, seen: evidence.seen,
        evidence: evidence.sha256, sha256: "")
    }
  }

  private static func actions(
    _ vocabulary: Vocabulary
  ) -> [(key: String, reading: Reading<Decision.Action>)] {
    // What is unexplained is no explanation.
    let causes = Cause.allCases.filter { $0 != .unexplained }
    return [
      ("accept", vocabulary.source.then("a source") { .accept(source: $0) }),
      ("set", .decidedValue),
      ("explained", .word(causes.map { ($0.rawValue, .explain($0)) })),
      ("exclude", Reading<String>.name.then("a path") { .exclude(delivery: $0) }),
    ]
  }

  private static func scope(
    _ fields: MappingReader, _ action: Decision.Action?, _ vocabulary: Vocabulary
  ) -> CellPattern? {
    if case .exclude = action { return fields.optional("where", as: vocabulary.pattern) }
    let scope = fields.required("where", as: vocabulary.pattern)
    if case .mapping(let pairs) = fields.node(of: "where")?.content, pairs.isEmpty {
      fields.problems.add(
        "'where' names no dimension, which would mean every cell",
        at: fields.valuePlace(of: "where"), suggestion: "Name the cells the decision is about.")
    }
    return scope
  }

  /// A flag's id holds its values, so that only cell and rule find it again when they change.
  private static func checkAddress(_ fields: MappingReader, _ action: Decision.Action?) {
    switch action {
    case .explain:
      if !fields.has("rule") {
        fields.problems.add(
          "the key 'rule' is missing", at: fields.keyPlace(of: "explained"),
          suggestion: "Name the rule of the flags that are explained, as `flags --json` prints it.")
      }
    case .exclude:
      for key in ["flag", "rule"] { fields.refuse(key, because: "is not for 'exclude'") }
    case .accept, .set, nil:
      if fields.has("flag"), !fields.has("rule") {
        fields.problems.add(
          "'flag' stands without 'rule'", at: fields.keyPlace(of: "flag"),
          suggestion: "Name the rule of the flag too.")
      }
    }
  }

  private static func checkSigners(
    _ fields: MappingReader, _ action: Decision.Action?, author: String?, second: String?
  ) {
    if action?.needsSecondSigner == true, !fields.has("secondSigner") {
      fields.problems.add(
        "the key 'secondSigner' is missing", at: fields.place,
        suggestion: "A value that is set and a delivery that is excluded need two persons.")
    }
    if let author, author == second {
      fields.problems.add(
        "the second signer is the author", at: fields.valuePlace(of: "secondSigner"),
        suggestion: "Let another person sign.")
    }
  }
}

/// Whether a text is an id of a decision: as other ids, but a digit may stand first, so that
/// decisions can be named by their day.
func isDecisionIdentifier(_ text: String) -> Bool {
  isIdentifier("a\(text)") && !text.isEmpty && !text.hasPrefix("-")
}

extension Reading where Value == String {
  fileprivate static func decisionID(of file: String) -> Self {
    Reading { node, problems in
      guard let id = Reading.text.value(of: node, problems) else { return nil }
      if id != file {
        problems.add(
          "the id '\(id)' is not the name of its file", at: node.place,
          suggestion: "Write '\(file)' or rename the file.")
      }
      return id
    }
  }

  /// A text on one line that a list can show whole.
  fileprivate static var name: Self {
    text.then("one line of at most 200 characters") { name in
      name.count <= 200 && name.contains { !$0.isWhitespace }
        && !name.unicodeScalars.contains { $0.properties.generalCategory == .control }
        ? name : nil
    }
  }

  fileprivate static var sha256: Self {
    text.then("a SHA-256 of 64 hexadecimal digits") { text in
      text.utf8.count == 64 && text.utf8.allSatisfy { Array("0123456789abcdef".utf8).contains($0) }
        ? text : nil
    }
  }
}

extension Reading where Value == Decision.Action {
  /// `{value: …, lower: …, upper: …}`, at least one of them, in order.
  fileprivate static var decidedValue: Self {
    .mapping { fields in
      let value = fields.optional("value", as: .decimal)
      let lower = fields.optional("lower", as: .decimal)
      let upper = fields.optional("upper", as: .decimal)
      let given = [lower, value, upper].compactMap(\.self)
      if given.isEmpty {
        fields.problems.add("one of 'value', 'lower', 'upper' is missing", at: fields.place)
      }
      if given != given.sorted() {
        fields.problems.add("'lower', 'value', 'upper' are not in order", at: fields.place)
      }
      return .set(value: value, lower: lower, upper: upper)
    }
  }
}

extension Reading where Value == (first: Int?, last: Int?) {
  /// `{from: 3, to: 9}`, both included, at least one of them.
  fileprivate static var vintages: Self {
    .mapping { fields in
      let first = fields.optional("from", as: .wholeNumber(in: 1...1_000_000_000))
      let last = fields.optional("to", as: .wholeNumber(in: 1...1_000_000_000))
      if first == nil, last == nil {
        fields.problems.add("one of 'from', 'to' is missing", at: fields.place)
      }
      if let first, let last, last < first {
        fields.problems.add("'to' is before 'from'", at: fields.valuePlace(of: "to"))
      }
      return (first, last)
    }
  }
}

extension Reading where Value == LocalizedText {
  /// A text in English and in at least one other language.
  fileprivate static var reasonInTwoLanguages: Self {
    Reading { node, problems in
      guard let texts = localizedText.value(of: node, problems) else { return nil }
      if texts.count < 2 {
        problems.add(
          "the reason stands in one language", at: node.place,
          suggestion: "Write {en: …, ru: …} or {en: …, kk: …}.")
      }
      return texts
    }
  }
}

extension Reading where Value == (sha256: String, seen: [SeenLine]) {
  /// `{sha256: …, seen: [line, …]}`; the hash is that of the lines.
  fileprivate static var evidence: Self {
    .mapping { fields in
      let sha256 = fields.required("sha256", as: .sha256)
      let line = Reading<String>.text.then("a line as `sanaq decide` writes it") {
        SeenLine(parsing: $0)
      }
      let seen = fields.required("seen", as: .list(of: line))
      guard let sha256, let seen else { return nil }
      if seen != seen.canonical {
        fields.problems.add(
          "the lines under 'seen' are not sorted, or one stands twice",
          at: fields.valuePlace(of: "seen"), suggestion: "Let `sanaq decide` write them.")
      } else if seen.canonicalText.sha256 != sha256 {
        fields.problems.add(
          "the hash is not that of the lines under 'seen'", at: fields.valuePlace(of: "sha256"),
          suggestion: "Decide anew on what the sources say now.")
      }
      return (sha256, seen)
    }
  }
}
