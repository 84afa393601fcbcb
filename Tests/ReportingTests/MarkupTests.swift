import Reporting
import StatisticalModel
import TestSupport
import Testing

@Suite struct MarkupTests {
  @Test("a hostile name is text in an element and in an attribute, and nothing else")
  func hostileNames() throws {
    #expect(HostileTexts.all.count >= 300)
    for name in HostileTexts.all {
      let markup = Markup.element("p", ["title": name], Markup(name))
      let document = try #require(MarkupDocument(markup.text), "\(name.debugDescription)")
      let element = try #require(document.elements.first)
      #expect(document.elements.count == 1)
      #expect(element.attributes.keys.sorted() == ["title"])
      // What a document may not hold is replaced, so compare what is left.
      #expect(scalars(element.text) == scalars(name))
      #expect(scalars(element.attributes["title"] ?? "") == scalars(name))
    }
  }

  private func scalars(_ text: String) -> [Unicode.Scalar] {
    text.unicodeScalars.filter { scalar in
      switch scalar.properties.generalCategory {
      case .control, .format, .unassigned, .lineSeparator: false
      default: scalar != "\u{FFFD}"
      }
    }
  }

  @Test("a page shell holds hostile names in every place it has")
  func hostilePage() throws {
    for name in HostileTexts.all {
      var page = Page(
        words: .english, title: name, style: .linked("/style.css"), name: Markup(name),
        content: Markup(name), foot: Markup(name))
      page.navigation = [Link(Markup(name), to: "/en/", isCurrent: true)]
      page.languages = [Link(Markup(name), to: "/ru/", language: .russian)]
      let document = try #require(MarkupDocument(page.html.text), "\(name.debugDescription)")
      #expect(document.elements("a").count == 3)
      #expect(document.elements("link").map { $0.attributes["href"] } == ["/style.css"])
      #expect(document.elements("script").isEmpty)
      #expect(document.elements("img").isEmpty)
    }
  }

  @Test("a table names its rows and columns for a screen reader and sets numbers apart")
  func table() throws {
    var table = Table("Children, by area", [.init("Area"), .init("Children", .number)])
    table.add(["Abai <region>", .number(1_234, in: Words(.russian))])
    table.note = "1 more row is in the file."
    #expect(
      table.markup(id: "t1").text == """
        <div class="scroll" role="region" aria-labelledby="t1" tabindex="0"><table>\
        <caption id="t1">Children, by area</caption><thead><tr><th scope="col">Area</th>\
        <th scope="col" class="number">Children</th></tr></thead><tbody><tr><th scope="row">\
        Abai &lt;region&gt;</th><td class="number"><data value="1234">1\u{A0}234</data></td></tr>\
        </tbody></table></div><p class="note">1 more row is in the file.</p>
        """)
  }

  @Test("a reported value keeps its sign, an absent one says why it is absent")
  func values() {
    let words = Words.english
    #expect(
      Markup.value(ObservedValue(ExactDecimal(235_000), qualifier: .atLeast), in: words).text
        == "≥<data value=\"235000\">235,000</data>")
    #expect(
      Markup.value(ObservedValue(absent: .suppressed), in: words).text
        == "<span class=\"absent\">suppressed</span>")
  }

  @Test("the style is small and asks for nothing")
  func style() {
    let css = String(decoding: Page.css, as: UTF8.self)
    #expect(Page.css.count < 10_000)
    #expect(!css.contains("url(") && !css.contains("@import"))
  }
}
