import StatisticalModel

/// Finds the codes of a dimension by the names ministries write.
///
/// Names are compared in steps, the strictest first: letter by letter, then folded, then folded
/// without the dimension's generic words. The first step that finds anything decides; when it finds
/// several codes the name is ambiguous and stays so.
struct NameIndex {
  private var exact: [String: Set<String>] = [:]
  private var folded: [String: Set<String>] = [:]
  private var bare: [String: Set<String>] = [:]
  private let folding: NameFolding

  init(dimension: Dimension, crosswalk: [Crosswalk.Entry]) {
    folding = NameFolding(genericWords: dimension.genericWords)
    for code in dimension.codelist?.codes ?? [] {
      for name in [code.id] + code.names.values { add(name, code.id) }
    }
    for entry in crosswalk where entry.certainty != .ambiguous { add(entry.source, entry.target) }
    // A name the crosswalk calls ambiguous fits its target and whatever else it already fits.
    for entry in crosswalk where entry.certainty == .ambiguous {
      bare[folding.bare(entry.source), default: []].insert(entry.target)
    }
  }

  /// The codes a name fits, sorted; none when it is unknown, several when it is ambiguous.
  func codes(for name: String) -> [String] {
    (exact[name] ?? folded[folding.folded(name)] ?? bare[folding.bare(name)] ?? []).sorted()
  }

  private mutating func add(_ name: String, _ code: String) {
    exact[name, default: []].insert(code)
    folded[folding.folded(name), default: []].insert(code)
    let bareName = folding.bare(name)
    if !bareName.isEmpty { bare[bareName, default: []].insert(code) }
  }
}

/// Brings the spellings of one name together.
struct NameFolding {
  private let genericWords: Set<String>

  init(genericWords: Set<String>) {
    self.genericWords = Set(genericWords.map { Self.letters($0) })
  }

  /// Lower case, letters that look alike as one, runs of spaces and punctuation as one space.
  func folded(_ name: String) -> String { Self.words(name).joined(separator: " ") }

  /// ``folded(_:)`` without the generic words.
  func bare(_ name: String) -> String {
    Self.words(name).filter { !genericWords.contains($0) }.joined(separator: " ")
  }

  private static func words(_ name: String) -> [String] {
    name.split { !($0.isLetter || $0.isNumber) }.map { letters(String($0)) }
  }

  private static func letters(_ word: String) -> String {
    String(word.lowercased().map { lookAlikes[$0] ?? $0 })
  }

  /// Cyrillic letters and the Latin ones drawn alike (Unicode confusables, lower-cased forms of
  /// capitals included: В and B).
  private static let lookAlikes: [Character: Character] = [
    "а": "a", "в": "b", "е": "e", "һ": "h", "н": "h", "і": "i", "ј": "j", "к": "k", "м": "m",
    "о": "o", "р": "p", "ѕ": "s", "с": "c", "т": "t", "у": "y", "х": "x",
  ]
}
