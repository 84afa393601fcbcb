package import StatisticalModel

extension Words {
  /// What is wrong with a record and what to do; never the value itself.
  package func sentence(_ reason: QuarantineReason) -> String {
    let (key, values) = reason.entry
    return fill(entry("quarantine.\(key)"), values)
  }
}

extension QuarantineReason {
  /// As ``Words/sentence(_:)``, in English.
  package var sentence: String { Words.english.sentence(self) }

  fileprivate var entry: (key: String, values: [String: String]) {
    switch self {
    case .raggedRow(let fields, let expected):
      ("raggedRow", ["fields": "\(fields)", "expected": "\(expected)"])
    case .blankRow: ("blankRow", [:])
    case .notANumber: ("notANumber", [:])
    case .negativeCount: ("negativeCount", [:])
    case .notOnRoundingUnit(let unit): ("notOnRoundingUnit", ["unit": unit])
    case .notAPeriod: ("notAPeriod", [:])
    case .notADate: ("notADate", [:])
    case .noSectionAbove(let dimension): ("noSectionAbove", ["dimension": dimension])
    case .unknownCode(let dimension, let text):
      ("unknownCode", ["dimension": dimension, "text": Self.quoted(text)])
    case .ambiguousName(let dimension, let text, let candidates):
      (
        "ambiguousName",
        [
          "dimension": dimension, "text": Self.quoted(text),
          "candidates": candidates.joined(separator: ", "),
        ]
      )
    case .codeNotValid(let dimension, let code, let period):
      ("codeNotValid", ["dimension": dimension, "code": code, "period": period])
    case .emptyKey(let dimension): ("emptyKey", ["dimension": dimension])
    }
  }

  /// A code as a message repeats it: a text far longer than any code only by its beginning.
  private static func quoted(_ text: String) -> String {
    let shown = text.prefix(60)
    return shown.endIndex == text.endIndex
      ? "'\(text)'" : "'\(shown)…' (of \(text.count) characters)"
  }
}
