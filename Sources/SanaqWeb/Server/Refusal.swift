internal import HTTPTypes

/// Why a request gets no answer but an error.
///
/// Facts only: the words are made in the language of the page, and say nothing of the inside.
enum Refusal: Error, Hashable {
  /// A request no browser sends: a target, a parameter or a header that cannot be read.
  case malformed
  case bodyGiven
  case unknownParameter(String, known: [String])
  case unknownValue(String, of: String, known: [String])
  case parameterTwice(String)
  /// The text names no cell.
  case noCell
  /// No run has seen the cell, or the vintage has no figure for it.
  case noFigure
  case noVintage(latest: Int)
  case notFound
  case method
  /// The name by which the server was called is not one of its own.
  case host
  /// Another site's page asks for it.
  case crossSite
  case tooLong(limit: Int)
  /// The question took longer than it may.
  case takesTooLong
  /// More questions wait than can be answered soon.
  case busy
  /// The warehouse is not there or cannot be read just now.
  case unavailable
  /// A defect of the program.
  case defect

  var status: HTTPResponse.Status {
    switch self {
    case .malformed, .bodyGiven, .unknownParameter, .unknownValue, .parameterTwice, .noCell:
      .badRequest
    case .noFigure, .noVintage, .notFound: .notFound
    case .method: .methodNotAllowed
    case .host: .misdirectedRequest
    case .crossSite: .forbidden
    case .tooLong: .uriTooLong
    case .takesTooLong, .busy, .unavailable: .serviceUnavailable
    case .defect: .internalServerError
    }
  }
}
