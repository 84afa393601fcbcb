import Foundation
import Reporting
import StatisticalModel
import TestSupport
import Testing

@Suite struct LanguageTests {
  @Test(
    "every text is there in every language and asks for the same values",
    arguments: Language.allCases)
  func complete(language: Language) throws {
    let entries = try Self.catalogue(language.rawValue)
    let english = try Self.catalogue(Language.english.rawValue)
    let counted = CountedPhrase.allCases.flatMap { phrase in
      language.forms.map { "\(phrase.rawValue).\($0.rawValue)" }
    }
    let expected = Set(Phrase.allCases.map(\.rawValue) + counted + Self.codes)
    #expect(Set(entries.keys).symmetricDifference(expected).sorted() == [])
    for (key, text) in entries {
      #expect(!text.isEmpty)
      // The form for one may leave the count out, so only the last form's places are compared.
      let reference =
        english[key] ?? english[key.split(separator: ".").first.map { "\($0).other" } ?? ""]
      #expect(Self.places(text) == Self.places(reference ?? ""), "\(key)")
    }
  }

  @Test(
    "every text of the served pages is there in every language and asks for the same values",
    arguments: Language.allCases)
  func pages(language: Language) throws {
    let entries = try Self.catalogue("pages_\(language.rawValue)")
    let english = try Self.catalogue("pages_en")
    let counted = CountedPagePhrase.allCases.flatMap { phrase in
      language.forms.map { "page.\(phrase.rawValue).\($0.rawValue)" }
    }
    let expected = Set(PagePhrase.allCases.map { "page.\($0.rawValue)" } + counted)
    #expect(Set(entries.keys).symmetricDifference(expected).sorted() == [])
    for (key, text) in entries {
      #expect(!text.isEmpty)
      let form = "page.\(key.split(separator: ".")[1]).other"
      #expect(Self.places(text) == Self.places(english[key] ?? english[form] ?? ""), "\(key)")
    }
  }

  /// The codes of the model that pages put into words.
  private static let codes: [String] =
    Cause.allCases.flatMap { ["cause.\($0.rawValue)", "next.\($0.rawValue)"] }
    + Severity.allCases.map { "severity.\($0.rawValue)" }
    + Outcome.allCases.map { "outcome.\($0.rawValue)" }
    + Confidence.allCases.map { "confidence.\($0.rawValue)" }
    + Figure.Status.allCases.map { "status.\($0.rawValue)" }
    + ValueState.allCases.map { "state.\($0.rawValue)" }
    + Delivery.Status.allCases.map { "delivery.\($0.rawValue)" }
    + ConceptDefinition.Attribute.allCases.map { "attribute.\($0.rawValue)" }
    + EvidenceKey.allCases.map { "evidence.\($0.rawValue)" }
    + ["ambiguousMarkerBeside", "gate", "gateOfOne", "gateCostliest", "nothing"].map {
      "evidence.\($0)"
    }
    + [
      "accept", "value", "valueBetween", "between", "explain", "exclude", "by", "byTwo", "line",
      "flag",
    ].map { "decided.\($0)" }
    + DecisionStatus.allCases.map { "decisionStatus.\($0.rawValue)" }
    + [
      "only", "oneOf", "and", "change", "changeElsewhere", "noNumber", "between", "atLeast",
      "atMost", "another",
    ].map { "proposal.\($0)" }
    + ProposedValue.Status.allCases.map { "proposalStatus.\($0.rawValue)" }
    + ProposedValue.Method.allCases.map { "proposalMethod.\($0.rawValue)" }
    + BalancedBlock.Status.allCases.map { "block.\($0.rawValue)" } + ["block.gate"]
    + BalancedBlock.Constraint.State.allCases.map { "constraint.\($0.rawValue)" }
    + ["persons", "percent", "organisations"].map { "unit.\($0)" }
    + [
      "raggedRow", "blankRow", "notANumber", "negativeCount", "notOnRoundingUnit", "notAPeriod",
      "notADate", "noSectionAbove", "unknownCode", "ambiguousName", "codeNotValid", "emptyKey",
    ].flatMap { ["quarantine.\($0)", "quarantineName.\($0)"] }
    + [
      "indicator", "area", "period", "sex", "age", "category", "setting", "organisation", "post",
    ].map { "dimension.\($0)" }

  private static func catalogue(_ name: String) throws -> [String: String] {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent(
        "../../Sources/Reporting/Language/Catalogue/\(name).txt")
    var entries: [String: String] = [:]
    for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
    where !line.hasPrefix("#") {
      let sides = line.components(separatedBy: " = ")
      #expect(sides.count >= 2, "\(line)")
      #expect(entries[sides[0]] == nil, "\(sides[0]) stands twice")
      entries[sides[0]] = sides.dropFirst().joined(separator: " = ")
    }
    return entries
  }

  private static func places(_ text: String) -> Set<String> {
    Set(text.matches(of: /\{([A-Za-z]+)\}/).map { String($0.1) })
  }

  // The sample numbers of CLDR's plural charts.
  @Test(
    "counted words take the form of their language",
    arguments: [
      (Language.russian, "record", [1, 21, 31, 101, 1001], Language.Form.one),
      (.russian, "record", [2, 3, 4, 22, 34, 102], .few),
      (.russian, "record", [0, 5, 11, 12, 14, 19, 100, 111, 1_000_000], .many),
      (.english, "record", [1], .one), (.english, "record", [0, 2, 11, 21, 101], .other),
      (.kazakh, "record", [1], .one), (.kazakh, "record", [0, 2, 11, 21, 101], .other),
    ])
  func plurals(language: Language, word: String, counts: [Int], form: Language.Form) {
    for count in counts { #expect(language.form(for: count) == form, "\(count)") }
  }

  @Test("a counted word stands with its number")
  func counted() {
    #expect(Words(.russian)(.recordCount, 21) == "21 запись")
    #expect(Words(.russian)(.recordCount, 1_003) == "1\u{A0}003 записи")
    #expect(Words(.kazakh)(.recordCount, 5) == "5 жазба")
    #expect(Words(.english)(.recordCount, 1_000) == "1,000 records")
  }

  @Test(
    "numbers are written as the language writes them",
    arguments: [
      ("142120.5", "142,120.5", "142\u{A0}120,5"), ("0", "0", "0"), ("-5", "−5", "−5"),
      ("0.05", "0.05", "0,05"), ("-1234567", "−1,234,567", "−1\u{A0}234\u{A0}567"),
      ("999", "999", "999"), ("1000", "1,000", "1\u{A0}000"),
    ])
  func numbers(canonical: String, english: String, russian: String) throws {
    let value = try #require(ExactDecimal(parsing: canonical))
    #expect(Words(.english).number(value) == english)
    #expect(Words(.russian).number(value) == russian)
    #expect(Words(.kazakh).number(value) == russian)
  }

  @Test("shares and differences")
  func shares() throws {
    let share = try #require(ExactDecimal(parsing: "0.41349"))
    #expect(Words(.english).percent(share) == "41.3%")
    #expect(Words(.kazakh).percent(share) == "41,3\u{A0}%")
    #expect(Words(.english).signed(ExactDecimal(12)) == "+12")
    #expect(Words(.english).signed(.zero) == "0")
  }

  @Test("a name that a language lacks is marked as English, an unknown code stands as it is")
  func fallBack() {
    let names = ["en": "Abai Region", "kk": "Абай облысы"]
    #expect(Words(.kazakh).markup(names, code: "KZ-10").text == "Абай облысы")
    #expect(
      Words(.russian).markup(names, code: "KZ-10").text == "<span lang=\"en\">Abai Region</span>")
    #expect(Words(.russian).markup(nil, code: "KZ-10").text == "KZ-10")
  }
}
