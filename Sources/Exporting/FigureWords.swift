import Reporting
import SDMXVocabulary
import StatisticalModel
import Warehousing

/// The codes of exported lists with their names, in the order of the lists.
enum FigureWords {
  typealias Codes = [(id: String, names: LocalizedText)]

  /// A series has no figure to export.
  static let statuses = codes(Figure.Status.allCases.filter { $0 != .series }) { $0.status($1) }
  static let outcomes = codes(Outcome.allCases) { $0.outcome($1) }
  static let causes = codes(Cause.allCases) { $0.cause($1) }
  static let severities = codes(Severity.allCases) { $0.severity($1) }
  static let states = codes(ValueState.allCases) { $0.state($1) }
  static let confidences = codes(Confidence.allCases) { $0.confidence($1) }

  static let qualifiers: Codes = Qualifier.allCases.map { qualifier in
    let name =
      switch qualifier {
      case .exact: "The number itself"
      case .atLeast: "At least the number"
      case .atMost: "At most the number"
      case .approximate: "About the number"
      }
    return (qualifier.rawValue, ["en": name])
  }

  static let certainties: Codes = Crosswalk.Certainty.allCases.map { certainty in
    let name =
      switch certainty {
      case .definite: "The code means the same"
      case .policy: "A rule made by somebody"
      case .probable: "Probably the same"
      case .ambiguous: "One of several readings"
      }
    return (certainty.rawValue, ["en": name])
  }

  static let observationStatuses: Codes = ObservationStatus.allCases.map {
    ($0.rawValue, ["en": $0.name])
  }

  static let confidentialities: Codes = [
    (SDMXConfidentialityStatus.free, ["en": "Free"]),
    (
      SDMXConfidentialityStatus.internalUse,
      ["en": "Not for publication, restricted for internal use only"]
    ),
    (SDMXConfidentialityStatus.confidential, ["en": "Confidential statistical information"]),
  ]

  static let multipliers: Codes = [("0", ["en": "Units"])]

  /// What the catalogue has, by language.
  static func localized(_ word: (Words) -> String) -> LocalizedText {
    Dictionary(uniqueKeysWithValues: catalogue.map { ($0.language.rawValue, word($0)) })
  }

  private static let catalogue = Language.allCases.map { Words($0) }

  private static func codes<Code: RawRepresentable<String>>(
    _ cases: [Code], _ word: (Words, Code) -> String
  ) -> Codes {
    cases.map { code in (code.rawValue, localized { word($0, code) }) }
  }

  /// What a reader of the bare numbers has to be told.
  static func comment(on marked: MarkedFigure) -> String? {
    switch marked.figure.status {
    case .interval:
      "No one value: the sources do not measure the same thing, or none of them can be chosen. "
        + "The figure lies between the bounds."
    case .blocked: "A discrepancy of severity error stands in the way of a value."
    case .published, .absent, .series: nil
    }
  }
}
