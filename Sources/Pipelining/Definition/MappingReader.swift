/// Reads a mapping key by key; a key nobody asked for is a problem.
///
///     Reading.mapping { fields in
///       let id = fields.required("id", as: .id)
///       let basis = fields.optional("basis", as: .text)
///       …
///     }
final class MappingReader {
  let place: Place
  let problems: ProblemList
  private let pairs: [String: DefinitionNode.Pair]
  private var asked: Set<String> = []

  init(_ pairs: [DefinitionNode.Pair], at place: Place, _ problems: ProblemList) {
    self.place = place
    self.problems = problems
    self.pairs = Dictionary(
      pairs.map { ($0.key.text ?? "", $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The value of a key that must be there; nil, and a problem noted, when it is not or is wrong.
  func required<Value>(_ key: String, as reading: Reading<Value>) -> Value? {
    if pairs[key] == nil {
      problems.add("the key '\(key)' is missing", at: place)
    }
    return optional(key, as: reading)
  }

  /// The value of a key; nil when it is not there, or, with a problem noted, when it is wrong.
  func optional<Value>(_ key: String, as reading: Reading<Value>) -> Value? {
    node(of: key).flatMap { reading.value(of: $0, problems) }
  }

  /// The value of exactly one of several keys that exclude each other.
  func one<Value>(of choices: [(key: String, reading: Reading<Value>)]) -> Value? {
    let given = choices.filter { has($0.key) }
    let names = choices.map { "'\($0.key)'" }.joined(separator: ", ")
    if given.isEmpty { problems.add("one of \(names) is missing", at: place) }
    for (key, _) in given.dropFirst() {
      problems.add(
        "'\(given[0].key)' and '\(key)' exclude each other", at: keyPlace(of: key),
        suggestion: "Keep one of \(names).")
    }
    return choices.compactMap { optional($0.key, as: $0.reading) }.first
  }

  /// The node of a key, for readings that need its place.
  func node(of key: String) -> DefinitionNode? {
    asked.insert(key)
    return pairs[key]?.value
  }

  func has(_ key: String) -> Bool { pairs[key] != nil }

  func keyPlace(of key: String) -> Place { pairs[key]?.key.place ?? place }

  func valuePlace(of key: String) -> Place { pairs[key]?.value.place ?? place }

  /// Refuses a key that another key makes meaningless.
  func refuse(_ key: String, because reason: String) {
    guard node(of: key) != nil else { return }
    problems.add("'\(key)' \(reason)", at: keyPlace(of: key), suggestion: "Remove it.")
  }

  /// Notes every key that was not asked for.
  func finish() {
    for (key, pair) in pairs where !asked.contains(key) {
      problems.addUnknown("key", key, among: asked, at: pair.key.place)
    }
  }
}
