internal import Reporting
internal import StatisticalModel
internal import Warehousing

/// What all pages have: the language, the links between them, the line at the foot.
struct PageFrame: Sendable {
  static let stylesheet = "/assets/style.css"

  let words: Words
  let target: RequestTarget
  /// The pipeline the page is about; nil for pages about all.
  private(set) var snapshot: Snapshot?

  init(words: Words, target: RequestTarget) {
    self.words = words
    self.target = target
  }

  func about(_ snapshot: Snapshot) -> PageFrame {
    var frame = self
    frame.snapshot = snapshot
    return frame
  }

  /// A page of this title, which is its first heading too.
  func page(_ title: String, heading: Markup? = nil, _ content: [Markup]) -> Answer {
    let name = snapshot.map { words.name($0.definition.title, code: $0.definition.id) }
    let titles = [title] + (name == title ? [] : [name].compactMap(\.self)) + ["Sanaq"]
    var page = Page(
      words: words, title: titles.joined(separator: " · "),
      style: .linked(Self.stylesheet), name: self.name,
      content: [.element("h1", [:], heading ?? Markup(title)), Markup(content)], foot: foot)
    page.navigation = navigation
    page.languages = languages
    var answer = Answer(.html, page.html.text)
    answer.language = words.language.rawValue
    return answer
  }

  // MARK: Addresses

  /// A page of the site: `about`.
  func path(_ page: String = "") -> String {
    "/\(words.language.rawValue)" + (page.isEmpty ? "" : "/\(page)")
  }

  /// A page of the pipeline, with the vintage that is shown where it was asked for.
  func path(to page: String, _ parameters: [String: String] = [:]) -> String {
    guard let snapshot else { return path() }
    let base = path(snapshot.definition.id) + (page.isEmpty ? "" : "/\(page)")
    return base + Parameters.query(withVintage(parameters))
  }

  func cellPath(_ cell: String) -> String { path(to: "cell", ["cell": cell]) }

  /// A document of the API, about what the page shows.
  func document(_ name: String, _ parameters: [String: String] = [:]) -> String {
    guard let snapshot else { return "/api/v1/\(name)" }
    return "/api/v1/\(snapshot.definition.id)/\(name)" + Parameters.query(withVintage(parameters))
  }

  private func withVintage(_ parameters: [String: String]) -> [String: String] {
    guard let vintage = target.parameters["vintage"] else { return parameters }
    return parameters.merging(["vintage": vintage]) { given, _ in given }
  }

  // MARK: Around the content

  private var name: Markup {
    let home = Link("Sanaq", to: path()).markup
    guard let snapshot else { return home }
    let title = words.markup(snapshot.definition.title, code: snapshot.definition.id)
    return [home, " · ", title]
  }

  private var navigation: [Link] {
    guard snapshot != nil else {
      return [link(.pipelines, path()), link(.about, path("about"))]
    }
    return PipelinePage.allCases.map { link($0.title, path(to: $0.rawValue)) }
      + [link(.about, path("about"))]
  }

  private func link(_ phrase: PagePhrase, _ path: String) -> Link {
    let here = "/" + target.segments.joined(separator: "/")
    let isCurrent = path.split(separator: "?").first.map(String.init) == here
    return Link(Markup(words[page: phrase]), to: path, isCurrent: isCurrent)
  }

  /// The same page in each language.
  private var languages: [Link] {
    let query = target.text.firstIndex(of: "?").map { target.text[$0...] } ?? ""
    return Language.allCases.map { language in
      let path = [language.rawValue] + target.segments.dropFirst()
      return Link(
        Markup(Words(language)[.languageName]),
        to: "/" + path.joined(separator: "/") + query,
        isCurrent: language == words.language, language: language)
    }
  }

  private var foot: Markup {
    guard let snapshot else { return .element("p", [:], Markup(words[page: .siteFoot])) }
    let shown = snapshot.shown
    let text = words(
      .printedFoot,
      [
        "pipeline": snapshot.definition.id, "vintage": words.number(shown.vintage),
        "hash": String(shown.manifestHash.prefix(16)),
      ])
    let older =
      shown.vintage == snapshot.latest.vintage
      ? Markup.none
      : .element(
        "p", [:],
        [
          Markup(words(page: .notLatest, ["latest": words.number(snapshot.latest.vintage)])), " ",
          Link(Markup(words[page: .showLatest]), to: path(snapshot.definition.id)).markup,
        ])
    return [
      .element("p", [:], Markup(text)),
      .element(
        "p", [:],
        Markup("\(words[.madeAt]) \(shown.finished) · Sanaq \(shown.programVersion)")), older,
    ]
  }
}

/// The pages that a pipeline's navigation leads to.
enum PipelinePage: String, CaseIterable {
  case overview = ""
  case discrepancies, figures, sources, runs, downloads

  var title: PagePhrase {
    switch self {
    case .overview: .overview
    case .discrepancies: .discrepancies
    case .figures: .figures
    case .sources: .sources
    case .runs: .runs
    case .downloads: .downloads
    }
  }
}

extension Language {
  /// The language a browser would rather have (RFC 9110, 12.5.4); English when it has none of ours.
  init(accepting field: String) {
    var best: (language: Language, weight: Double)?
    for part in field.prefix(256).lowercased().split(separator: ",") {
      let pieces = part.split(separator: ";").map { $0.filter { $0 != " " } }
      guard let tag = pieces.first?.split(separator: "-").first,
        let language = Language(rawValue: String(tag))
      else { continue }
      let quality = pieces.dropFirst().first { $0.hasPrefix("q=") }
      let weight = quality.map { Double($0.dropFirst(2)) ?? 0 } ?? 1
      if weight > (best?.weight ?? 0) { best = (language, weight) }
    }
    self = best?.language ?? .english
  }
}
