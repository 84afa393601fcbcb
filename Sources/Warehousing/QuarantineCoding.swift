internal import StatisticalModel

/// The reason of a quarantined record as a code and what fills it.
extension QuarantineReason {
  var code: String {
    switch self {
    case .raggedRow: "raggedRow"
    case .blankRow: "blankRow"
    case .notANumber: "notANumber"
    case .negativeCount: "negativeCount"
    case .notOnRoundingUnit: "notOnRoundingUnit"
    case .notAPeriod: "notAPeriod"
    case .notADate: "notADate"
    case .noSectionAbove: "noSectionAbove"
    case .unknownCode: "unknownCode"
    case .ambiguousName: "ambiguousName"
    case .codeNotValid: "codeNotValid"
    case .emptyKey: "emptyKey"
    }
  }

  var details: CanonicalJSON {
    switch self {
    case .raggedRow(let fields, let expected):
      .object(["fields": .integer(fields), "expected": .integer(expected)])
    case .notOnRoundingUnit(let unit): .object(["unit": .string(unit)])
    case .noSectionAbove(let dimension), .emptyKey(let dimension):
      .object(["dimension": .string(dimension)])
    case .unknownCode(let dimension, let text):
      .object(["dimension": .string(dimension), "text": .string(text)])
    case .ambiguousName(let dimension, let text, let candidates):
      .object([
        "dimension": .string(dimension), "text": .string(text), "candidates": .strings(candidates),
      ])
    case .codeNotValid(let dimension, let code, let period):
      .object([
        "dimension": .string(dimension), "code": .string(code), "period": .string(period),
      ])
    case .blankRow, .notANumber, .negativeCount, .notAPeriod, .notADate: .object([:])
    }
  }

  /// Reads what ``code`` and ``details`` wrote; nil for anything else.
  init?(code: String, details: QuarantineDetails) {
    switch (code, details.dimension) {
    case ("raggedRow", _):
      guard let fields = details.fields, let expected = details.expected else { return nil }
      self = .raggedRow(fields: fields, expected: expected)
    case ("blankRow", _): self = .blankRow
    case ("notANumber", _): self = .notANumber
    case ("negativeCount", _): self = .negativeCount
    case ("notOnRoundingUnit", _):
      guard let unit = details.unit else { return nil }
      self = .notOnRoundingUnit(unit)
    case ("notAPeriod", _): self = .notAPeriod
    case ("notADate", _): self = .notADate
    case ("noSectionAbove", let dimension?): self = .noSectionAbove(dimension: dimension)
    case ("emptyKey", let dimension?): self = .emptyKey(dimension: dimension)
    case ("unknownCode", let dimension?):
      guard let text = details.text else { return nil }
      self = .unknownCode(dimension: dimension, text: text)
    case ("ambiguousName", let dimension?):
      guard let text = details.text, let candidates = details.candidates else { return nil }
      self = .ambiguousName(dimension: dimension, text: text, candidates: candidates)
    case ("codeNotValid", let dimension?):
      guard let code = details.code, let period = details.period else { return nil }
      self = .codeNotValid(dimension: dimension, code: code, period: period)
    default: return nil
    }
  }
}

/// What fills a ``QuarantineReason``, as stored in JSON.
struct QuarantineDetails: Decodable {
  var fields: Int?
  var expected: Int?
  var unit: String?
  var dimension: String?
  var text: String?
  var candidates: [String]?
  var code: String?
  var period: String?
}
