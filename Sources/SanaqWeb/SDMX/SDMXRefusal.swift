internal import Exporting
internal import HTTPTypes
internal import Reporting

/// Why a query of SDMX gets no answer but an error, beside the reasons that every request has.
enum SDMXRefusal: Error, Hashable {
  /// What is wrong and the next step.
  case syntax(String)
  case noResults
  case notAcceptable(known: [String])
  /// More observations than are put into series at once.
  case tooLarge(limit: Int)
  /// Part of the standard, and not of this service.
  case notImplemented(String)
  /// Two of the pipelines that are served have different artefacts of one name.
  case ambiguous
  /// The definition has names that are no ids in SDMX.
  case notExportable(ExportError)

  var status: HTTPResponse.Status {
    switch self {
    case .syntax, .ambiguous: .badRequest
    case .noResults: .notFound
    case .notAcceptable: .notAcceptable
    case .tooLarge: .contentTooLarge
    case .notImplemented, .notExportable: .notImplemented
    }
  }

  /// Of the guidelines for web services (SDMX 2.1, section 7, 5.8).
  private var code: Int {
    switch self {
    case .syntax, .notAcceptable: 140
    case .noResults: 100
    case .tooLarge: 130
    case .notImplemented, .notExportable: 501
    case .ambiguous: 150
    }
  }

  private var text: String {
    switch self {
    case .syntax(let text): text
    case .noResults: "There is nothing that the query asks for."
    case .notAcceptable(let known):
      "There is no such form. Ask with Accept or with format for one of: "
        + known.joined(separator: ", ") + "."
    case .tooLarge(let limit):
      "More than \(limit) observations cannot be put into series. Narrow the key or the periods, "
        + "or ask for all observations with dimensionAtObservation=AllDimensions."
    case .notImplemented(let what): "\(what) is not implemented here."
    case .ambiguous:
      "Several of the pipelines that are served have different artefacts of this name. Ask one of "
        + "them: /sdmx/PIPELINE/ instead of /sdmx/."
    case .notExportable(let error): "This pipeline is not to be had as SDMX: \(error)"
    }
  }

  var answer: Answer { Self.answer(status, code: code, text) }

  /// What an error is to a client of SDMX; what it is inside stays inside.
  static func answer(to error: any Error, otherwise refusal: Refusal) -> Answer {
    switch error {
    case let refusal as SDMXRefusal: refusal.answer
    case let error as ExportError: SDMXRefusal.notExportable(error).answer
    case let error as SDMXQueryError: SDMXRefusal(error).answer
    case Refusal.malformed:
      SDMXRefusal.syntax(
        "The address is not understood: it has ids, points, commas and plus signs, written as they "
          + "are or in percent encoding, with one slash between its parts."
      ).answer
    default: answer(refusal.status, code: refusal.sdmxCode, refusal.detail(in: .english))
    }
  }

  private static func answer(
    _ status: HTTPResponse.Status, code: Int, _ text: String
  ) -> Answer {
    var answer = Answer(.xml, SDMXMLError.message(code: code, text))
    answer.status = status
    return answer
  }

  init(_ error: SDMXQueryError) {
    switch error {
    case .malformedKey:
      self = .syntax(
        "The key is not understood: it has the codes of the dimensions in their order with points "
          + "between them, + between several codes of one, nothing for all codes; or it is all.")
    case .malformedFilter:
      self = .syntax(
        "A filter is written c[COMPONENT]=A,B or c[COMPONENT]=ge:A+le:B, with eq, ne, lt, le, gt, "
          + "ge, co, nc, sw or ew before the colon.")
    case .noComponent:
      self = .syntax("A filter names a component that the dataflow does not have.")
    case .keyParts(let expected, let given):
      self = .syntax(
        "The key has \(given) parts, and there are \(expected.count) dimensions: "
          + expected.joined(separator: ", ") + ".")
    case .malformedPeriod:
      self = .syntax(
        "startPeriod and endPeriod are written 2019, 2019-09, 2019-09-01, 2019-A1, 2019-S1, "
          + "2019-T1, 2019-Q1 or 2019-M09.")
    case .unsupportedPeriod:
      self = .notImplemented("A week, a day of the year or a time of day as a period")
    }
  }
}

extension Refusal {
  fileprivate var sdmxCode: Int {
    switch status {
    case .notFound: 100
    case .badRequest, .uriTooLong: 140
    case .serviceUnavailable: 503
    case .internalServerError: 500
    default: 150
    }
  }
}
