package import StatisticalModel

/// The words of the interface in one language.
package struct Words: Sendable {
  package let language: Language
  private let table: [String: String]
  private let english: [String: String]

  package init(_ language: Language) {
    self.language = language
    table = Catalogue.of(language)
    english = Catalogue.of(.english)
  }

  package static let english = Words(.english)

  package subscript(_ phrase: Phrase) -> String { entry(phrase.rawValue) }

  /// A phrase with its `{names}` filled.
  package func callAsFunction(_ phrase: Phrase, _ values: [String: String]) -> String {
    fill(entry(phrase.rawValue), values)
  }

  /// A phrase in the form that a count asks for; `{n}` is the count.
  package func callAsFunction(
    _ phrase: CountedPhrase, _ count: Int, _ values: [String: String] = [:]
  ) -> String {
    let form = entry("\(phrase.rawValue).\(language.form(for: count).rawValue)")
    return fill(form, values.merging(["n": number(ExactDecimal(count))]) { given, _ in given })
  }

  /// A name in this language, else in English, else the code itself.
  package func name(_ names: LocalizedText?, code: String) -> String {
    names?[language.rawValue] ?? names?["en"] ?? code
  }

  /// As ``name(_:code:)``, marked as English where it is.
  package func markup(_ names: LocalizedText?, code: String) -> Markup {
    if let name = names?[language.rawValue] { return Markup(name) }
    guard let name = names?["en"] else { return Markup(code) }
    return .element("span", ["lang": "en"], Markup(name))
  }

  /// The entry of the catalogue; English where a language lacks it, the key where all do.
  func entry(_ key: String) -> String { table[key] ?? english[key] ?? key }

  func fill(_ text: String, _ values: [String: String]) -> String {
    var filled = ""
    var rest = text[...]
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      filled += rest[..<open]
      filled += values[String(rest[rest.index(after: open)..<close])] ?? "?"
      rest = rest[rest.index(after: close)...]
    }
    return filled + rest
  }
}
