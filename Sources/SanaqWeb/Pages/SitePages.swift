internal import Reporting
internal import StatisticalModel
internal import Warehousing

extension SiteQuestion {
  /// The pipelines that are served.
  func home(_ frame: PageFrame) throws -> Answer {
    try target.parameters.require(only: [])
    let words = frame.words
    var table = Table(
      Markup(words[page: .pipelines]),
      [
        .init(Markup(words[page: .pipeline])), .init(Markup(words[.vintageLabel]), .number),
        .init(Markup(words[page: .finished])), .init(Markup(words[page: .manifest]), .code),
      ])
    for pipeline in pipelines {
      let snapshot = try pipeline.snapshot()
      let id = snapshot.definition.id
      table.add([
        Link(words.markup(snapshot.definition.title, code: id), to: frame.path(id)).markup,
        .number(snapshot.vintage, in: words), Markup(snapshot.latest.finished),
        Markup(String(snapshot.latest.manifestHash.prefix(16))),
      ])
    }
    return frame.page(
      words[page: .pipelines],
      [
        .element("p", ["class": "lead"], Markup(words[page: .siteLead])),
        table.markup(id: "pipelines"),
      ])
  }

  /// What the numbers mean, how to read them, and the API.
  func about(_ frame: PageFrame) throws -> Answer {
    try target.parameters.require(only: [])
    let words = frame.words
    let paragraphs: [(PagePhrase, [PagePhrase])] = [
      (.aboutNumbers, [.aboutFigures, .aboutOutcomes, .aboutCauses]),
      (.aboutProof, [.aboutTrace, .aboutVintages]),
      (.aboutKeeping, [.aboutReadOnly]),
    ]
    let texts = paragraphs.flatMap { heading, texts in
      [Markup.element("h2", [:], Markup(words[page: heading]))]
        + texts.map { .element("p", [:], Markup(words[page: $0])) }
    }
    var table = Table(
      Markup(words[page: .apiCaption]),
      [.init(Markup(words[page: .address]), .code), .init(Markup(words[page: .content]))])
    for document in APIDocument.all {
      table.add([Markup(document.path), .element("span", ["lang": "en"], Markup(document.summary))])
    }
    return frame.page(
      words[page: .about],
      texts + [
        .element("h2", [:], Markup(words[page: .api])),
        .element(
          "p", [:],
          [
            Markup(words[page: .aboutAPI]), " ",
            Link("openapi.json", to: frame.document("openapi.json")).markup,
          ]), table.markup(id: "api"),
      ])
  }
}
