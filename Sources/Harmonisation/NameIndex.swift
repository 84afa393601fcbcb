import StatisticalModel

/// Finds the codes of a dimension by the names ministries write.
///
/// Names are compared in steps, the strictest first: letter by letter, then folded, then folded
/// without the dimension's generic words. The first step that finds anything decides; when it finds
/// several codes, or a name the crosswalk calls ambiguous, the name is ambiguous and stays so.
struct NameIndex {
  enum Match {
    case nothing
    /// A name of the code list itself.
    case code(String)
    /// A name of the crosswalk, whose dates and certainty go with it.
    case entries([Crosswalk.Entry])
    /// The codes that the name fits, sorted.
    case several([String])
  }

  /// What one spelling stands for.
  private struct Meaning {
    var codes: Set<String> = []
    var entries: [Crosswalk.Entry] = []

    var match: Match {
      let targets = codes.union(entries.map(\.target))
      if targets.count > 1 || entries.contains(where: { $0.certainty == .ambiguous }) {
        return .several(targets.sorted())
      }
      return codes.first.map { .code($0) } ?? .entries(entries)
    }
  }

  private var exact: [String: Meaning] = [:]
  private var folded: [String: Meaning] = [:]
  private var bare: [String: Meaning] = [:]
  private let folding: NameFolding

  init(dimension: Dimension, crosswalk: [Crosswalk.Entry]) {
    folding = NameFolding(genericWords: dimension.genericWords)
    for code in dimension.codelist?.codes ?? [] {
      for name in [code.id] + code.names.values { add(name) { $0.codes.insert(code.id) } }
    }
    for entry in crosswalk { add(entry.source) { $0.entries.append(entry) } }
  }

  func match(_ name: String) -> Match {
    let meaning = exact[name] ?? folded[folding.folded(name)] ?? bare[folding.bare(name)]
    return meaning?.match ?? .nothing
  }

  private mutating func add(_ name: String, _ meaning: (inout Meaning) -> Void) {
    meaning(&exact[name, default: Meaning()])
    meaning(&folded[folding.folded(name), default: Meaning()])
    let bareName = folding.bare(name)
    if !bareName.isEmpty { meaning(&bare[bareName, default: Meaning()]) }
  }
}

/// Brings the spellings of one name together.
struct NameFolding {
  private let genericWords: Set<String>

  init(genericWords: Set<String>) {
    self.genericWords = Set(genericWords.flatMap { Self.words($0) })
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
