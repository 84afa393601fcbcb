package import StatisticalModel

extension QuarantineReason {
  /// What is wrong with the record and what to do, in English; never the value itself.
  package var sentence: String {
    switch self {
    case .raggedRow(let fields, let expected):
      "the row has \(fields) fields, the header \(expected). Correct the row, or name it in rows."
    case .blankRow: "the row is blank. Remove it, or name it in rows."
    case .notANumber:
      "the value is no number of the source's form. Correct it, or add the sign to missing."
    case .negativeCount: "the number is below zero. Correct it, or allow negative numbers."
    case .notOnRoundingUnit(let unit):
      "the number is not a multiple of the rounding unit \(unit). Correct it or the unit."
    case .notAPeriod: "the period has another form than the source's. Correct it or the form."
    case .notADate: "the reference date is no date. Write it as 2022-01-01 or 01.01.2022."
    case .noSectionAbove(let dimension):
      "no section heading above the row gives its \(dimension). Check the section rule."
    case .unknownCode(let dimension, let text):
      "\(Self.quoted(text)) is not in the code list of \(dimension). Add it to a crosswalk or correct the file."
    case .ambiguousName(let dimension, let text, let candidates):
      "\(Self.quoted(text)) fits several codes of \(dimension): \(candidates.joined(separator: ", ")). "
        + "Decide in a crosswalk."
    case .codeNotValid(let dimension, let code, let period):
      "\(dimension) \(code) did not exist in \(period). Correct the code or add a dated crosswalk."
    case .emptyKey(let dimension): "the \(dimension) is empty. Fill it, or name the row in rows."
    }
  }

  /// A code as a message repeats it: a text far longer than any code only by its beginning.
  private static func quoted(_ text: String) -> String {
    let shown = text.prefix(60)
    return shown.endIndex == text.endIndex
      ? "'\(text)'" : "'\(shown)…' (of \(text.count) characters)"
  }
}
