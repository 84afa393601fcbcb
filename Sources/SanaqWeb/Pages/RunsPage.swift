internal import Reporting
internal import StatisticalModel
internal import Warehousing

extension Question {
  /// The runs that made a vintage, the latest first.
  func runs(_ frame: PageFrame) throws -> Answer {
    try parameters.require(only: ["vintage", "page"])
    let words = frame.words
    let runs = try snapshot.reader.runs()
    let page = try parameters.number("page") ?? 1
    let pages = max(1, (runs.count + limits.rows - 1) / limits.rows)
    guard page <= pages else { throw Refusal.notFound }
    var table = Table(
      Markup(words[page: .runs]),
      [
        .init(Markup(words[.vintageLabel]), .number), .init(Markup(words[page: .finished])),
        .init(Markup(words[.read]), .number), .init(Markup(words[.loaded]), .number),
        .init(Markup(words[.quarantined]), .number), .init(Markup(words[.ignored]), .number),
        .init(Markup(words[page: .addsUp])), .init(Markup(words[page: .cellsWritten]), .number),
        .init(Markup(words[page: .manifest]), .code),
      ])
    for run in runs.reversed().dropFirst((page - 1) * limits.rows).prefix(limits.rows) {
      table.add(
        [
          Link(
            Markup(words.number(run.vintage)), to: frame.path(to: "runs/\(run.vintage)")
          ).markup,
          Markup(run.finished),
        ] + run.ledger.cells(in: words) + [
          .number(run.cellsWritten, in: words), Markup(String(run.manifestHash.prefix(16))),
        ])
    }
    let pager = PageLinks(
      words: words, current: page, count: pages,
      address: { frame.path(to: "runs").withoutQuery + ($0 == 1 ? "" : "?page=\($0)") })
    return lasting(
      frame.page(
        words[page: .runs],
        [
          .element("p", ["class": "lead"], Markup(words(page: .runCount, runs.count) + ".")),
          .element("p", [:], Markup(words[page: .aboutRuns])), table.markup(id: "runs"),
          pager.markup,
        ]))
  }

  /// One run: the ledger of each delivery, what was not loaded and why, the files that decided.
  func run(_ frame: PageFrame) throws -> Answer {
    try parameters.require(only: ["vintage"])
    let words = frame.words
    guard let vintage = Int(try captured("vintage")), vintage > 0 else { throw Refusal.notFound }
    let head = try snapshot.reader.head(vintage: vintage)
    let inputs = try snapshot.reader.inputs(vintage: vintage)
    let sections = RunSections(frame: frame, reader: snapshot.reader, inputs: inputs)
    return lasting(
      frame.page(
        words(page: .runTitle, ["vintage": words.number(vintage)]),
        [
          .facts([
            (words[page: .finished], Markup(head.finished)),
            (words[.programVersion], Markup(head.programVersion)),
            (words[page: .definitionHash], .element("code", [:], Markup(head.definitionHash))),
            (words[page: .manifest], .element("code", [:], Markup(head.manifestHash))),
          ]),
          try sections.flow(vintage: vintage), sections.ledger,
          try sections.quarantine(rows: limits.rows),
          try sections.leftOut(vintage: vintage), try sections.definition(vintage: vintage),
        ]))
  }
}

/// The parts of a run's page.
struct RunSections {
  let frame: PageFrame
  let reader: WarehouseReader
  let inputs: [InputRow]

  private var words: Words { frame.words }

  /// Where the records of all deliveries went.
  func flow(vintage: Int) throws -> Markup {
    let all = inputs.map(\.ledger)
    let parts =
      [
        RecordFlow.Part(
          .loaded, words[.loaded], records: all.reduce(0) { $0 + $1.loaded })
      ]
      + (try reader.quarantineCounts(vintage: vintage)).map {
        RecordFlow.Part(
          .quarantined, "\(words[.quarantined]): \($0.reason)", records: $0.records)
      }
      + (try reader.ignoredCounts(vintage: vintage)).map {
        RecordFlow.Part(.ignored, "\(words[.ignored]): \($0.rule)", records: $0.records)
      }
    return RecordFlow(read: all.reduce(0) { $0 + $1.read }, parts: parts).picture(in: words)
      .markup(id: "flow", in: words)
  }

  var ledger: Markup {
    var table = Table(
      Markup(words[page: .ledgerCaption]),
      [
        .init(Markup(words[.file]), .code), .init(Markup(words[.edition]), .number),
        .init(Markup(words[page: .received])), .init(Markup(words[.read]), .number),
        .init(Markup(words[.loaded]), .number), .init(Markup(words[.quarantined]), .number),
        .init(Markup(words[.ignored]), .number), .init(Markup(words[page: .addsUp])),
      ])
    for input in inputs {
      table.add(
        [Markup(input.path), .number(input.edition, in: words), Markup(input.received)]
          + input.ledger.cells(in: words))
    }
    return [.element("h2", [:], Markup(words[page: .ledger])), table.markup(id: "ledger")]
  }

  func quarantine(rows: Int) throws -> Markup {
    let heading = Markup.element("h2", [:], Markup(words[page: .quarantine]))
    var table = Table(
      Markup(words[page: .quarantineCaption]),
      [
        .init(Markup(words[.file]), .code), .init(Markup(words[.line]), .number),
        .init(Markup(words[.column])), .init(Markup(words[.reason])),
      ])
    var total = 0
    for input in inputs where input.ledger.quarantined > 0 {
      total += try reader.quarantineCount(of: input.stagingID)
      let room = rows - table.rows.count
      for record in try reader.quarantine(of: input.stagingID, count: max(0, room)) {
        table.add([
          Markup(input.path), .number(record.locator.line, in: words), Markup(record.column),
          Markup(words.sentence(record.reason)),
        ])
      }
    }
    guard total > 0 else {
      return [heading, .element("p", [:], Markup(words[page: .nothingQuarantined]))]
    }
    if total > table.rows.count {
      table.note = [
        Markup(words(page: .moreInDocument, total - table.rows.count)), " ",
        Link("JSON", to: frame.document("quarantine")).markup,
      ]
    }
    return [heading, table.markup(id: "quarantine")]
  }

  func leftOut(vintage: Int) throws -> Markup {
    let files = try reader.leftOut(vintage: vintage)
    guard !files.isEmpty else { return .none }
    var table = Table(
      Markup(words[page: .leftOutCaption]),
      [.init(Markup(words[.file]), .code), .init(Markup(words[.reason]))])
    for file in files { table.add([Markup(file.path), Markup(file.reason)]) }
    return [.element("h2", [:], Markup(words[page: .leftOut])), table.markup(id: "left-out")]
  }

  func definition(vintage: Int) throws -> Markup {
    var table = Table(
      Markup(words[page: .definitionCaption]),
      [.init(Markup(words[.file]), .code), .init("SHA-256", .code)])
    for file in try reader.definitionFiles(vintage: vintage) {
      table.add([Markup(file.path), Markup(file.sha256)])
    }
    return [
      .element("h2", [:], Markup(words[page: .definition])),
      .element(
        "details", [:],
        [
          .element("summary", [:], Markup(words(page: .fileCount, table.rows.count))),
          table.markup(id: "definition"),
        ]),
    ]
  }
}

extension LedgerCounts {
  /// Read, loaded, quarantined, ignored, and whether they add up.
  func cells(in words: Words) -> [Markup] {
    [read, loaded, quarantined, ignored].map { .number($0, in: words) }
      + [Markup(words[page: balances ? .yes : .no])]
  }
}
