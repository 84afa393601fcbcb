/// One thing that the author of a decision saw, as a line of text.
///
/// `SOURCE CELL VALUE edition=N as-of=DAY` is what a source says about a cell, without the
/// dimensions that are at their total; `delivery PATH SHA256 edition=N as-of=DAY` is a delivered
/// file. A value is `39.6`, `>=235000`, `<=5`, `~32000`, or the state of one that is absent. No word
/// of ours is in it, so that it stays as it is under another program version.
package struct SeenLine: Hashable, Sendable {
  /// What is spoken of: a source and a cell, or a delivery.
  package let subject: String
  /// What is said of it.
  package let said: String

  package var text: String { "\(subject) \(said)" }

  private init(subject: String, value: String, edition: Int, asOf: String?) {
    self.subject = subject
    said = "\(value) edition=\(edition) as-of=\(asOf ?? "unknown")"
  }

  /// What a source says about the cell of a ``Structure/briefText(of:)``.
  package init(source: String, cell: String, value: ObservedValue, edition: Int, asOf: String?) {
    self.init(subject: "\(source) \(cell)", value: value.seenText, edition: edition, asOf: asOf)
  }

  /// A delivered file, by its path below the folder of deliveries.
  package init(delivery path: String, sha256: String, edition: Int, asOf: String?) {
    self.init(subject: "delivery \(path)", value: sha256, edition: edition, asOf: asOf)
  }

  /// - Returns: nil for a text that is no such line.
  package init?(parsing text: String) {
    let parts = text.split(separator: " ", omittingEmptySubsequences: false)
    guard parts.count >= 5, !parts.contains(""), parts[parts.count - 2].hasPrefix("edition="),
      parts[parts.count - 1].hasPrefix("as-of=")
    else { return nil }
    subject = parts.dropLast(3).joined(separator: " ")
    said = parts.suffix(3).joined(separator: " ")
  }

  /// The source and the cell spoken of; nil for a delivery.
  package var sourceAndCell: (source: String, cell: String)? {
    let parts = subject.split(separator: " ")
    guard parts.count == 2, parts[1].contains("=") else { return nil }
    return (String(parts[0]), String(parts[1]))
  }
}

extension SeenLine: Comparable {
  /// By bytes of the text in UTF-8.
  package static func < (left: Self, right: Self) -> Bool {
    left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
  }
}

extension [SeenLine] {
  /// Sorted, each line once: the order in which evidence is written and hashed.
  package var canonical: [SeenLine] { Set(self).sorted() }

  /// The text over which the evidence's hash is taken.
  package var canonicalText: String { map { "\($0.text)\n" }.joined() }
}

extension ObservedValue {
  fileprivate var seenText: String {
    guard let number else { return state.rawValue }
    return switch qualifier {
    case .exact: number.description
    case .atLeast: ">=\(number)"
    case .atMost: "<=\(number)"
    case .approximate: "~\(number)"
    }
  }
}

extension Structure {
  /// A cell's text without the dimensions that are at their total; ``cell(parsing:)`` reads it.
  ///
  /// A dimension that is added later, with a total, leaves it as it is.
  package func briefText(of key: CellKey) -> String {
    dimensions.indices.compactMap { position in
      let code = text(at: position, number: number(at: position, in: key))
      return code == dimensions[position].total ? nil : "\(dimensions[position].id)=\(code)"
    }.joined(separator: ",")
  }
}
