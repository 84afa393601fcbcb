internal import Reporting
internal import StatisticalModel
internal import Warehousing

extension Question {
  /// Everything as files: the lists of the vintage, and which deliveries they rest on.
  func downloads(_ frame: PageFrame) throws -> Answer {
    try parameters.require(only: ["vintage"])
    let words = frame.words
    let lists: [(name: String, title: PagePhrase, hasCSV: Bool)] = [
      ("figures", .figuresFile, true), ("flags", .flagsFile, true),
      ("quarantine", .quarantineFile, true), ("summary", .summaryFile, false),
      ("sources", .sourcesFile, false), ("runs", .runsFile, false),
    ]
    var table = Table(
      Markup(words[page: .downloadsCaption]),
      [.init(Markup(words[page: .content])), .init("CSV"), .init("JSON")])
    for list in lists {
      table.add([
        Markup(words[page: list.title]),
        list.hasCSV
          ? Link(
            Markup("\(list.name).csv"), to: frame.document("\(list.name).csv")
          ).markup : "–",
        Link(Markup("\(list.name).json"), to: frame.document(list.name)).markup,
      ])
    }
    var inputs = Table(
      Markup(words[page: .deliveriesCaption]),
      [
        .init(Markup(words[.file]), .code), .init(Markup(words[page: .bytesLabel]), .number),
        .init("SHA-256", .code),
      ])
    for input in try snapshot.reader.inputs(vintage: snapshot.vintage) {
      inputs.add([Markup(input.path), .number(input.size, in: words), Markup(input.sha256)])
    }
    return lasting(
      frame.page(
        words[page: .downloads],
        [
          .element("p", [:], Markup(words[page: .aboutDownloads])), table.markup(id: "lists"),
          .element("h2", [:], Markup(words[page: .deliveries])),
          .element("p", [:], Markup(words[page: .aboutDeliveries])), inputs.markup(id: "inputs"),
        ]))
  }
}
