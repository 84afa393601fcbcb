package import StatisticalModel

/// A part of a page under a heading of its own.
package struct Section: Sendable {
  /// The only one of its kind on the page; links lead to it.
  package var id: String
  package var title: String
  package var content: Markup

  package init(id: String, title: String, _ content: Markup) {
    self.id = id
    self.title = title
    self.content = content
  }

  package var markup: Markup {
    .element(
      "section", ["aria-labelledby": id],
      [.element("h2", ["id": id], Markup(title)), content, "\n"])
  }

  /// Links to the sections of a page.
  package static func contents(_ sections: [Section], in words: Words) -> Markup {
    .element(
      "nav", ["class": "contents", "aria-label": words[.contents]],
      Link.list(sections.map { Link(Markup($0.title), to: "#\($0.id)") }))
  }
}

extension Markup {
  package static func paragraph(_ text: String) -> Markup { element("p", [:], Markup(text)) }

  /// Names with what they have, one under the other.
  package static func facts(_ facts: [(name: String, value: Markup)]) -> Markup {
    element(
      "dl", ["class": "facts"],
      facts.flatMap { [element("dt", [:], Markup($0.name)), element("dd", [:], $0.value)] })
  }

  /// The severity as a word with its shape.
  package static func severity(_ severity: Severity, in words: Words) -> Markup {
    element("span", ["class": "severity \(severity.rawValue)"], Markup(words.severity(severity)))
  }
}
