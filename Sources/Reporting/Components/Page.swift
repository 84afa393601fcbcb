/// The frame of a page or report: everything but its content.
package struct Page: Sendable {
  package enum Style: Sendable {
    /// The style stands in the page, which asks for nothing else: the one-file report.
    case inside
    case linked(String)
  }

  package var words: Words
  package var title: String
  package var style: Style
  /// Whose page it is, at the top of it.
  package var name: Markup
  package var navigation: [Link] = []
  /// The same page in each language.
  package var languages: [Link] = []
  package var content: Markup
  package var foot: Markup
  /// At the bottom of every sheet when a page with its style inside is printed.
  package var printedFoot = ""

  package init(
    words: Words, title: String, style: Style, name: Markup, content: Markup, foot: Markup
  ) {
    self.words = words
    self.title = title
    self.style = style
    self.name = name
    self.content = content
    self.foot = foot
  }

  /// First-party, below 10 KB; to be served where ``Style/linked(_:)`` says.
  package static let css = PackageResources.style_css

  package var html: Markup {
    Template.page.markup([
      "language": Markup(words.language.rawValue), "title": Markup(title),
      "style": stylesheet, "inside": inside, "skip": Markup(words[.skipToContent]), "name": name,
      "navigation": Link.list(navigation), "navigationLabel": Markup(words[.contents]),
      "languages": Link.list(languages), "languagesLabel": Markup(words[.languages]),
      "content": content, "foot": foot,
    ])
  }

  /// A page from a server has its policy in the response's header; one in a file carries it.
  private var inside: Markup {
    if case .inside = style { "inside" } else { .none }
  }

  private var stylesheet: Markup {
    switch style {
    case .inside:
      Markup(
        rendered: "<style>\n\(String(decoding: Self.css, as: UTF8.self))\(printedSheet)</style>")
    case .linked(let href): .element("link", ["rel": "stylesheet", "href": href])
    }
  }
}

extension Page {
  /// What could end the text of a style sheet stays out of it.
  private var printedSheet: String {
    let text = String(printedFoot.filter { $0.isLetter || $0.isNumber || " ,.-".contains($0) })
    return """
      @page { @bottom-left { content: "\(text)"; font: 8pt sans-serif; } }

      """
  }
}

/// A link of a page.
package struct Link: Sendable {
  package var text: Markup
  package var href: String
  /// Whether it leads to the page it is on.
  package var isCurrent = false
  /// Of what is there, where that is another than the page's.
  package var language: Language?

  package init(
    _ text: Markup, to href: String, isCurrent: Bool = false, language: Language? = nil
  ) {
    self.text = text
    self.href = href
    self.isCurrent = isCurrent
    self.language = language
  }

  /// An address may be a path, a fragment or a file beside the page, never a scheme.
  package var markup: Markup {
    .element(
      "a",
      [
        "href": href, "aria-current": isCurrent ? "page" : nil, "hreflang": language?.rawValue,
        "lang": language?.rawValue,
      ], text)
  }

  static func list(_ links: [Link]) -> Markup {
    links.isEmpty ? .none : .element("ul", [:], links.map { .element("li", [:], $0.markup) })
  }
}
