internal import HTTPTypes
internal import Reporting

extension Refusal {
  /// A page in the language of the path, else in one the asker reads; for the API a document.
  func answer(to target: RequestTarget?, accepting languages: String) -> Answer {
    var answer: Answer
    let language =
      target?.languageCode.flatMap(Language.init) ?? Language(accepting: languages)
    if target?.segments.first == "api" {
      answer = Answer(.problem, problem.text + "\n")
    } else {
      answer = page(in: Words(language), target)
    }
    answer.status = status
    return answer
  }

  /// RFC 9457.
  private var problem: JSONValue {
    let words = Words.english
    return .object([
      "type": "about:blank", "title": .string(words[page: title]), "status": .integer(status.code),
      "detail": .string(detail(in: words)),
    ])
  }

  private func page(in words: Words, _ target: RequestTarget?) -> Answer {
    // A language that cannot be put into the address of an error page has no link there.
    let own = target.flatMap { $0.languageCode.flatMap(Language.init) == nil ? nil : $0 }
    let frame = PageFrame(words: words, target: own ?? .home(words.language))
    return frame.page(
      words[page: title],
      [
        .element("p", ["class": "lead"], Markup(detail(in: words))),
        .element("p", [:], Link(Markup(words[page: .toPipelines]), to: frame.path()).markup),
      ])
  }

  private var title: PagePhrase {
    switch self {
    case .malformed, .bodyGiven, .unknownParameter, .unknownValue, .parameterTwice, .noCell:
      .errorRequest
    case .noFigure, .noVintage, .notFound: .errorNotFound
    case .method, .host, .crossSite: .errorRefused
    case .tooLong: .errorTooLong
    case .takesTooLong, .busy, .unavailable: .errorUnavailable
    case .defect: .errorDefect
    }
  }

  func detail(in words: Words) -> String {
    switch self {
    case .malformed: words[page: .errorMalformed]
    case .bodyGiven: words[page: .errorBody]
    case .unknownParameter(let name, let known):
      words(page: .errorUnknownParameter, ["name": name, "known": known.joined(separator: ", ")])
    case .unknownValue(_, let name, let known):
      known.isEmpty
        ? words(page: .errorUnknownValue, ["name": name])
        : words(page: .errorUnknownChoice, ["name": name, "known": known.joined(separator: ", ")])
    case .parameterTwice(let name): words(page: .errorTwice, ["name": name])
    case .noCell: words[page: .errorNoCell]
    case .noFigure: words[page: .errorNoFigure]
    case .noVintage(let latest): words(page: .errorNoVintage, ["latest": words.number(latest)])
    case .notFound: words[page: .errorNoPage]
    case .method: words[page: .errorMethod]
    case .host: words[page: .errorHost]
    case .crossSite: words[page: .errorCrossSite]
    case .tooLong(let limit): words(page: .errorLongAddress, ["limit": words.number(limit)])
    case .takesTooLong: words[page: .errorTakesTooLong]
    case .busy: words[page: .errorBusy]
    case .unavailable: words[page: .errorNoWarehouse]
    case .defect: words[page: .errorOurs]
    }
  }
}

extension RequestTarget {
  /// The first page in a language.
  static func home(_ language: Language) -> RequestTarget {
    RequestTarget(segments: [language.rawValue])
  }

  private init(segments: [String]) {
    self.segments = segments
    parameters = .none
    text = "/" + segments.joined(separator: "/")
  }
}
