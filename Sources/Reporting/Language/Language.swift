/// A language of the interface: how it writes numbers and counts things.
package enum Language: String, CaseIterable, Sendable {
  case english = "en"
  case russian = "ru"
  case kazakh = "kk"

  /// Between whole digits and decimals.
  var decimalMark: String { self == .english ? "." : "," }

  /// Between groups of three digits; the space does not break.
  var groupMark: String { self == .english ? "," : "\u{A0}" }

  /// Between a number and its percent sign.
  var percentGap: String { self == .english ? "" : "\u{A0}" }

  /// The forms that counted words have for whole numbers.
  package enum Form: String, CaseIterable, Sendable {
    case one, few, many, other
  }

  /// CLDR 46, cardinal forms of whole numbers.
  package var forms: [Form] {
    switch self {
    case .english, .kazakh: [.one, .other]
    case .russian: [.one, .few, .many]
    }
  }

  package func form(for count: Int) -> Form {
    guard self == .russian else { return count == 1 ? .one : .other }
    let (units, hundred) = (count.magnitude % 10, count.magnitude % 100)
    if units == 1, hundred != 11 { return .one }
    return (2...4).contains(units) && !(12...14).contains(hundred) ? .few : .many
  }
}
