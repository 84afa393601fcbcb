/// A part of a YAML file: a text, a list or a mapping, and where it stands.
///
/// Scalars are their text and nothing else: `no`, `2017` and `1e3` are what was written, whatever
/// YAML would make of them.
struct DefinitionNode {
  enum Content {
    case text(String, TextStyle)
    case list([DefinitionNode])
    case mapping([Pair])
  }

  enum TextStyle {
    case plain
    /// On one line, between quotes.
    case quoted
    /// Under `|` or `>`.
    case block
  }

  struct Pair {
    /// Always a text.
    var key: DefinitionNode
    var value: DefinitionNode
  }

  var place: Place
  var content: Content

  var text: String? {
    if case .text(let text, _) = content { text } else { nil }
  }

  /// What a message calls it.
  var kindName: String {
    switch content {
    case .text(_, .plain) where isNull: "nothing"
    case .text: "a text"
    case .list: "a list"
    case .mapping: "a mapping"
    }
  }

  /// Whether YAML would read no value: `key:`, `key: ~`, `key: null`.
  var isNull: Bool {
    guard case .text(let text, .plain) = content else { return false }
    return ["", "~", "null", "Null", "NULL"].contains(text)
  }

  /// The place of a character of the text, counted from 1; the node's own under `|` and `>`.
  func place(ofCharacter position: Int) -> Place {
    switch content {
    case .text(_, .plain): Place(line: place.line, column: place.column + position - 1)
    case .text(_, .quoted): Place(line: place.line, column: place.column + position)
    default: place
    }
  }

  /// One text for one content: keys sorted, lengths first, so that no two contents share a text
  /// and layout, comments and the order of keys do not count.
  var canonicalText: String {
    switch content {
    case .text(let text, _): "\(text.utf8.count):\(text)"
    case .list(let items): "[\(items.map(\.canonicalText).joined())]"
    case .mapping(let pairs):
      "{\(pairs.map { $0.key.canonicalText + $0.value.canonicalText }.sorted().joined())}"
    }
  }
}
