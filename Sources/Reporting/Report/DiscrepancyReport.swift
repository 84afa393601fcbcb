package import StatisticalModel
package import Warehousing

/// The report on one vintage: one self-contained page, and the tables behind it.
///
/// The page stays below ``sizeLimit`` whatever the warehouse holds: it shows the worst cells in full
/// and counts the rest, with links to the tables that have all.
package struct DiscrepancyReport {
  /// Bytes.
  package static let sizeLimit = 5_000_000
  /// Of these the blocks of cells may take so much; what is left is enough for everything else.
  private static let roomForCells = 3_500_000
  private static let shownRows = 100

  private let reader: WarehouseReader
  private let definition: PipelineDefinition
  private let words: Words
  private let vintage: Int
  private let worst: Int
  /// A letter for each provider.
  package let letters: [SupplierLetter]

  /// - Parameter worst: how many cells to show in full, if there is room.
  package init(
    reading reader: WarehouseReader, definition: PipelineDefinition, words: Words,
    vintage: Int? = nil, worst: Int
  ) throws(WarehouseError) {
    self.reader = reader
    self.definition = definition
    self.words = words
    self.vintage = try reader.run(vintage).vintage
    self.worst = worst
    letters = try SupplierLetter.all(
      reading: reader, definition: definition, vintage: self.vintage)
  }

  package var tables: ReportTables {
    ReportTables(reading: reader, definition: definition, words: words, vintage: vintage)
  }

  /// The page; `files` are the tables that were written beside it, with their numbers of rows.
  package func page(
    files: [(table: ReportTable, rows: Int)]
  ) throws(WarehouseError) -> Markup {
    let period = definition.structure.dimensions[definition.structure.time].id
    let overview = try VintageOverview(
      reading: reader, periodDimension: period, vintage: vintage)
    let parts: [Section?] = [
      try summary(overview), try pictures(), try cells(), try decisions(), letterSection,
      try records(), Section(id: "files", title: words[.allFiles], list(of: files)),
    ]
    let sections = parts.compactMap(\.self)
    let title = words.name(definition.title, code: definition.id)
    var page = Page(
      words: words, title: "\(words[.reportTitle]): \(title)", style: .inside,
      name: Markup(words[.reportTitle]),
      content: Markup([try heading(overview), Section.contents(sections, in: words)])
        .followed(by: sections.map(\.markup)),
      foot: foot(overview.run))
    page.printedFoot = runName(overview.run)
    return page.html
  }

  private func heading(_ overview: VintageOverview) throws(WarehouseError) -> Markup {
    let disagreeing = overview.cells(.disagrees)
    let largest = try worstCells(limit: 1).first.map { cell in
      words(
        .largestDifference,
        [
          "difference": words.number(cell.difference.magnitude),
          "cell": CellText(cell.codes, in: definition.structure).names(in: words),
        ])
    }
    return [
      .element("h1", [:], words.markup(definition.title, code: definition.id)),
      .element(
        "p", ["class": "lead"],
        Markup(
          [
            words(.reportLead, disagreeing, ["total": words.number(overview.cellCount)]),
            largest ?? "",
          ].joined(separator: " "))),
      .facts([
        (words[.vintageLabel], .number(vintage, in: words)),
        (words[.madeAt], Markup(words.moment(overview.run.finished))),
        (words[.deliveries], .number(overview.run.deliveries, in: words)),
      ]),
    ]
  }

  private func foot(_ run: RunRow) -> Markup {
    [
      .paragraph(runName(run)),
      .paragraph("\(words[.programVersion]) \(run.programVersion)"),
    ]
  }

  private func runName(_ run: RunRow) -> String {
    words(
      .printedFoot,
      ["pipeline": definition.id, "vintage": "\(vintage)", "hash": run.manifestHash])
  }

  private func summary(_ overview: VintageOverview) throws(WarehouseError) -> Section {
    var sources = overview.sources(in: words, of: definition)
    var periods = overview.periods(in: words)
    sources.cut(to: Self.shownRows, note: leftOut(.summary))
    periods.cut(to: Self.shownRows, note: leftOut(.summary))
    return Section(
      id: "summary", title: words[.summary],
      [
        overview.measures(in: words), .element("p", ["class": "note"], Markup(words[.howJudged])),
        overview.causes(in: words).markup(id: "causes"), sources.markup(id: "sources"),
        periods.markup(id: "periods"),
      ])
  }

  private func pictures() throws(WarehouseError) -> Section {
    let gaps = try GapPictures(
      reading: reader, structure: definition.structure, vintage: vintage)
    var parts: [Markup] = []
    if let map = gaps.heatMap(in: words) { parts.append(map.markup(id: "heat-map", in: words)) }
    if let map = gaps.tileMap(in: words) { parts.append(map.markup(id: "tile-map", in: words)) }
    if let picture = try comparison(orAround: gaps.widestCell) {
      parts.append(picture.markup(id: "comparison", in: words))
    }
    if parts.isEmpty { parts.append(.paragraph(words[.nothingCompared])) }
    return Section(id: "pictures", title: words[.whereSourcesDiffer], Markup(parts))
  }

  /// Of the worst cell that can be compared over several areas or periods, else of the widest gap.
  private func comparison(
    orAround widest: [DimensionCode]?
  ) throws(WarehouseError) -> Picture? {
    var best: SourceComparison?
    let worst = try worstCells(limit: Self.comparisonsTried).map(\.codes)
    for codes in worst + [widest].compactMap(\.self) {
      let comparison = try SourceComparison(
        around: codes, reading: reader, structure: definition.structure, vintage: vintage)
      if comparison.rowCount > best?.rowCount ?? 0 { best = comparison }
      if comparison.rowCount > 1 { break }
    }
    return best?.picture(in: words, of: definition)
  }

  private static let comparisonsTried = 10

  private func worstCells(limit: Int) throws(WarehouseError) -> [WorstCell] {
    let indicators = definition.structure.dimensions[definition.structure.indicator].codelist
    let counted = (indicators?.codes ?? []).filter { $0.indicator?.unit == "persons" }
    return try reader.worstCells(
      counted: counted.map(\.id), limit: limit, vintage: vintage)
  }

  private func cells() throws(WarehouseError) -> Section {
    let candidates = try worstCells(limit: min(worst, Self.sizeLimit / 1_000))
    var blocks: [Markup] = []
    var room = Self.roomForCells
    for (position, cell) in candidates.enumerated() {
      let block = try block(of: cell.cell, id: "cell-\(position + 1)")
      room -= block.text.utf8.count + 1_000
      if room < 0 { break }
      blocks.append(block)
    }
    let shown = Array(candidates.prefix(blocks.count))
    let rest = try reader.worstCellCount(vintage: vintage) - shown.count
    var positions: [String: Int] = [:]
    for (position, cell) in shown.enumerated() { positions[cell.cell] = position + 1 }
    var table = Table.worstCells(shown, in: definition.structure, words) {
      "#cell-\(positions[$0.cell, default: 0])"
    }
    if rest > 0 { table.note = leftOut(.flags)(rest) }
    let content = shown.isEmpty ? .paragraph(words[.nothingDiffers]) : table.markup(id: "worst")
    return Section(
      id: "cells", title: words[.worstByChildren],
      Markup([.paragraph(words[.howRanked]), content]).followed(by: blocks))
  }

  /// Also what explained a difference so well that its cell is no longer among the worst; nil where
  /// nobody decided anything.
  private func decisions() throws(WarehouseError) -> Section? {
    let decisions = try reader.decisions(vintage: vintage)
    guard !decisions.isEmpty else { return nil }
    var table = Table.decisions(of: decisions, words)
    table.cut(to: Self.shownRows) { Markup(words(.rowsNotShown, $0)) }
    return Section(
      id: "decisions", title: words[.decisions], table.markup(id: "all-decisions"))
  }

  private func block(of key: String, id: String) throws(WarehouseError) -> Markup {
    let pieces = CellPieces(
      dossier: try reader.cell(key, vintage: vintage), definition: definition, words: words)
    var sources = pieces.sources()
    var flags = pieces.flags()
    sources.cut(to: Self.shownRows, note: leftOut(.values))
    flags.cut(to: Self.shownRows, note: leftOut(.flags))
    var parts: [Markup] = [
      .element("h3", ["id": id], pieces.name),
      .facts([
        (words[.figureLabel], pieces.figure), (words[.rule], pieces.rule),
        (words[.decision], pieces.decision),
      ]), sources.markup(id: "\(id)-sources"), flags.markup(id: "\(id)-flags"),
    ]
    if let definitions = pieces.definitions() {
      parts.append(definitions.markup(id: "\(id)-definitions"))
    }
    if var decisions = pieces.decisions() {
      decisions.cut(to: Self.shownRows) { Markup(words(.rowsNotShown, $0)) }
      parts.append(decisions.markup(id: "\(id)-decisions"))
    }
    for (position, bridge) in pieces.bridges().enumerated() {
      parts.append(bridge.markup(id: "\(id)-bridge-\(position + 1)", in: words))
    }
    parts.append(
      pieces.balancing(id: "\(id)-block", rows: Self.shownRows) {
        Markup(words(.rowsNotShown, $0))
      })
    if let history = try history(of: key, named: pieces.plainName) {
      parts.append(history.markup(id: "\(id)-vintages", in: words))
    }
    if let next = pieces.nextStep {
      parts.append(
        .element(
          "p", ["class": "next"],
          [.element("strong", [:], Markup("\(words[.nextStepLabel]): ")), Markup(next)]))
    }
    return .element("article", ["class": "block", "aria-labelledby": id], parts)
  }

  /// Nil until a second vintage has changed the figure.
  private func history(of key: String, named name: String) throws(WarehouseError) -> Picture? {
    let rows = try reader.history(of: key, upTo: vintage)
    guard rows.count > 1 else { return nil }
    let points = rows.suffix(Self.shownRows).map {
      VintagePlot.Point(
        vintage: $0.vintage, value: $0.value, lower: $0.lower, upper: $0.upper, status: $0.status)
    }
    return VintagePlot(subject: name, points: points).picture(in: words)
  }

  private var letterSection: Section {
    let shown = letters.prefix(Self.shownRows)
    var parts: [Markup] = [.paragraph(words[.lettersIntroduced])]
    if shown.isEmpty { parts.append(.paragraph(words[.noLetters])) }
    for (position, letter) in shown.enumerated() {
      parts.append(
        letter.markup(
          id: "letter-\(position + 1)", file: letter.table.fileName, definition: definition,
          in: words))
    }
    if letters.count > shown.count {
      parts.append(.paragraph(words(.lettersLeftOut, letters.count - shown.count)))
    }
    return Section(id: "letters", title: words[.letters], Markup(parts))
  }

  private func records() throws(WarehouseError) -> Section {
    let ledger = try RunLedger(reading: reader, vintage: vintage)
    var deliveries = ledger.deliveries(in: words)
    deliveries.cut(to: Self.shownRows) { Markup(words(.rowsNotShown, $0)) }
    var refused = ledger.refused(in: words)
    refused?.cut(to: Self.shownRows) { Markup(words(.rowsNotShown, $0)) }
    return Section(
      id: "records", title: words[.whereRecordsWent],
      [
        ledger.picture(in: words).markup(id: "record-flow", in: words),
        deliveries.markup(id: "deliveries"), refused?.markup(id: "refused") ?? .none,
      ])
  }

  private func list(of files: [(table: ReportTable, rows: Int)]) -> Markup {
    .element(
      "ul", ["class": "files"],
      files.map { file in
        .element(
          "li", [:],
          [
            Link(Markup(file.table.fileName), to: file.table.fileName).markup, " ",
            Markup("\(words.content(of: file.table)), \(words(.rowCount, file.rows))"),
          ])
      })
  }

  private func leftOut(_ table: ReportTable) -> (Int) -> Markup {
    { count in
      [
        Markup(words(.moreRows, count)), " ",
        Link(Markup(table.fileName), to: table.fileName).markup,
      ]
    }
  }
}

extension SupplierLetter {
  /// The file with all of the letter's lines.
  package var table: ReportTable { .letter(provider: provider, sources: sources) }
}

extension Words {
  /// What a table of the report holds.
  package func content(of table: ReportTable) -> String {
    switch table {
    case .summary: self[.summaryFile]
    case .cells: self[.cellsFile]
    case .flags: self[.flagsFile]
    case .values: self[.valuesFile]
    case .gaps: self[.gapsFile]
    case .quarantine: self[.quarantineFile]
    case .letter(let provider, _): self(.letterTo, ["provider": provider])
    }
  }
}
