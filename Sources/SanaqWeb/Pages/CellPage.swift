internal import Reporting
internal import StatisticalModel
internal import Warehousing

extension Question {
  /// All that a vintage knows about a cell.
  func cell(_ frame: PageFrame) throws -> Answer {
    try parameters.require(only: ["cell", "vintage"])
    let page = CellPage(frame: frame, explained: try explainedCell(), snapshot: snapshot)
    return lasting(
      frame.page(
        page.text.names(in: frame.words), heading: page.text.markup(in: frame.words),
        try page.sections))
  }

  func explainedCell() throws -> ExplainedCell {
    let structure = snapshot.structure
    let key = try structure.cell(parameters)
    let reader = snapshot.reader
    let dossier = try reader.cell(key, vintage: snapshot.vintage)
    let series = structure.key(canonical: key).map(structure.seriesKeys) ?? []
    let names = series.map(structure.text(of:))
    return ExplainedCell(
      dossier: dossier, seriesFlags: try reader.flags(of: names, vintage: snapshot.vintage),
      quotedBy: try reader.flags(quoting: key, vintage: snapshot.vintage)
        .filter { !names.contains($0.cell) },
      definition: definition)
  }
}

/// The parts of a cell's page, in the order in which a statistician asks: what is the figure, who
/// says what, do they mean the same, what explains the gap, how was it before.
struct CellPage {
  /// Figures shown of a series.
  private static let seriesLength = 200
  /// Rows shown of a table of decisions or of a block.
  private static let shownRows = 100

  let frame: PageFrame
  let explained: ExplainedCell
  let snapshot: Snapshot

  var words: Words { frame.words }
  var dossier: CellDossier { explained.dossier }
  var figure: FigureRow { explained.dossier.figure }
  var text: CellText { CellText(figure.codes, in: snapshot.structure) }

  var sections: [Markup] {
    get throws {
      let parts: [(PagePhrase, Markup)] = [
        (.sourceValues, try sources), (.sameMeaning, definitions), (.flagsOfCell, flags),
        (.decisionsOfCell, decisions), (.bridges, bridges), (.balancing, balancing),
        (.checks, checks), (.overPeriods, try periods), (.overVintages, try vintages),
      ]
      return [lead]
        + parts.flatMap { title, part in
          part.isEmpty ? [] : [.element("h2", [:], Markup(words[page: title])), part]
        }
    }
  }

  // MARK: The figure

  private var lead: Markup {
    var facts: [(name: String, value: Markup)] = [
      (words[.status], Markup(words.status(figure.status))),
      (words[.outcomeLabel], Markup(words.outcome(figure.outcome))),
      (words[page: .method], .element("code", [:], Markup(figure.method))),
    ]
    facts.append((words[.rule], pieces.rule))
    if let share = figure.explainedShare {
      facts.append((words[page: .explainedShare], .share(share, in: words)))
    }
    if !dossier.decisions.isEmpty { facts.append((words[.decision], pieces.decision)) }
    facts.append((words[.cell], .element("code", [:], Markup(figure.cell))))
    return [
      .element("p", ["class": "lead"], value),
      .facts(facts),
      .element(
        "p", [:],
        [
          Link(
            Markup(words[page: .toTrace]), to: frame.path(to: "trace", ["cell": figure.cell])
          ).markup, " · ",
          Link("JSON", to: frame.document("cell", ["cell": figure.cell])).markup,
        ]),
    ]
  }

  private var value: Markup {
    switch figure.status {
    case .published:
      [Markup(words[.figureLabel]), ": ", .element("strong", [:], pieces.figure), bounds]
    case .interval: [Markup(words[page: .noSingleValue]), " ", pieces.figure]
    case .blocked: [Markup(words[page: .blockedValue]), " ", pieces.figure]
    case .absent: Markup(words[page: .absentValue])
    case .series: Markup(words[page: .seriesValue])
    }
  }

  /// Between which numbers the sources are, where a value is published although they differ.
  private var bounds: Markup {
    guard let lower = figure.lower, let upper = figure.upper, lower != upper else { return .none }
    let interval = words(
      .interval, ["lower": words.number(lower), "upper": words.number(upper)])
    return [" (", Markup(words[page: .sourcesGive]), " ", Markup(interval), ")"]
  }

  // MARK: The sources

  private var pieces: CellPieces {
    CellPieces(dossier: dossier, definition: explained.definition, words: words)
  }

  private var sources: Markup {
    get throws {
      guard !dossier.observations.isEmpty else { return .none }
      let comparison = try SourceComparison(
        around: figure.codes, reading: snapshot.reader, structure: snapshot.structure,
        vintage: snapshot.vintage)
      let picture = comparison.picture(in: words, of: explained.definition)
      return [
        pieces.sources().markup(id: "sources"),
        picture?.markup(id: "comparison", in: words) ?? .none,
      ]
    }
  }

  private var definitions: Markup { pieces.definitions()?.markup(id: "definitions") ?? .none }

  // MARK: The differences

  private var flags: Markup {
    let own = dossier.flags + explained.seriesFlags
    guard !(own + explained.quotedBy).isEmpty else {
      return .element("p", [:], Markup(words[page: .noFlags]))
    }
    return Markup(
      own.map { block($0, of: nil) } + explained.quotedBy.map { block($0, of: $0.cell) })
  }

  /// One flag: what, how far, why, and what to do.
  ///
  /// `cell` is given where it is another's.
  private func block(_ flag: FlagRow, of cell: String?) -> Markup {
    let other: [Markup] =
      cell.map {
        [
          .element(
            "p", [:],
            [
              Markup(words[page: .speaksOf]), " ",
              Link(
                CellText(flag.codes, in: snapshot.structure).markup(in: words),
                to: frame.cellPath($0)
              ).markup,
            ])
        ]
      } ?? []
    let proposals = words.proposals(of: flag).map {
      Markup.element("p", ["class": "next"], Markup($0))
    }
    return .element(
      "section", ["class": "block"],
      [
        .element(
          "h3", [:],
          [
            .severity(flag.severity, in: words), ": ", Markup(words.cause(flag.cause)), " (",
            Markup(words.certainty(of: flag)), ")",
          ]),
        .facts(measures(of: flag)),
        .element(
          "ul", [:],
          flag.evidence.map { .element("li", [:], Markup(words.sentence($0))) }),
      ] + other + proposals + [.element("p", ["class": "next"], Markup(words.nextStep(flag.cause)))]
    )
  }

  /// The rule and the measures that are defined.
  private func measures(of flag: FlagRow) -> [(name: String, value: Markup)] {
    let measures = flag.measures
    let facts: [(name: String, value: Markup?)] = [
      (words[.rule], .element("code", [:], Markup(flag.rule))),
      (words[.difference], measures.difference.map { .difference($0, in: words) }),
      (words[.relativeGap], measures.relative.map { .share($0.magnitude, in: words) }),
      (words[page: .tolerance], .number(measures.tolerance, in: words)),
    ]
    return facts.compactMap { fact in fact.value.map { (fact.name, $0) } }
  }

  private var decisions: Markup {
    guard var table = pieces.decisions() else { return .none }
    table.cut(to: Self.shownRows, note: inDocument)
    return table.markup(id: "decisions")
  }

  private var balancing: Markup {
    pieces.balancing(id: "block", rows: Self.shownRows, note: inDocument)
  }

  /// How many rows are left out here, and the document that has them.
  private func inDocument(_ count: Int) -> Markup {
    [
      Markup(words(page: .moreInDocument, count)), " ",
      Link("JSON", to: frame.document("cell", ["cell": figure.cell])).markup,
    ]
  }

  private var bridges: Markup {
    Markup(
      pieces.bridges().enumerated().map { position, picture in
        picture.markup(id: "bridge-\(position + 1)", in: words)
      })
  }

  private var checks: Markup {
    guard !dossier.checks.isEmpty else { return .none }
    var table = Table(
      Markup(words[page: .checksCaption]),
      [
        .init(Markup(words[.rule]), .code), .init(Markup(words[.sourceLabel]), .code),
        .init(Markup(words[.outcomeLabel])), .init(Markup(words[page: .residual]), .number),
        .init(Markup(words[page: .tolerance]), .number),
      ])
    for check in dossier.checks {
      table.add([
        Markup(check.rule), Markup(check.source), Markup(words.outcome(check.outcome)),
        .difference(check.residual, in: words), .number(check.tolerance, in: words),
      ])
    }
    return table.markup(id: "checks")
  }

  // MARK: Before and after

  private var periods: Markup {
    get throws {
      let structure = snapshot.structure
      guard figure.status != .series else { return .none }
      let mark = "\(structure.dimensions[structure.time].id)="
      guard let start = figure.cell.firstRange(of: "," + mark)?.upperBound else { return .none }
      let end = figure.cell[start...].firstIndex(of: ",") ?? figure.cell.endIndex
      let rows = try snapshot.reader.figures(
        from: String(figure.cell[..<start]), to: String(figure.cell[end...]),
        count: Self.seriesLength, vintage: snapshot.vintage)
      guard rows.count > 1 else { return .none }
      return FigureTable(frame: frame, structure: structure)
        .table(rows, caption: words[page: .overPeriodsCaption]).markup(id: "periods")
    }
  }

  private var vintages: Markup {
    get throws {
      let rows = try snapshot.reader.history(of: figure.cell, upTo: snapshot.vintage)
      var table = Table(
        Markup(words[page: .overVintagesCaption]),
        [
          .init(Markup(words[.vintageLabel]), .number), .init(Markup(words[.valueLabel]), .number),
          .init(Markup(words[.lowest]), .number), .init(Markup(words[.highest]), .number),
          .init(Markup(words[.status])), .init(Markup(words[.rule]), .code),
        ])
      for row in rows {
        table.add([
          Link(
            Markup(words.number(row.vintage)), to: frame.path(to: "runs/\(row.vintage)")
          ).markup, .number(row.value, in: words), .number(row.lower, in: words),
          .number(row.upper, in: words), Markup(words.status(row.status)), Markup(row.rule),
        ])
      }
      let plot = VintagePlot(
        subject: text.names(in: words),
        points: rows.map {
          VintagePlot.Point(
            vintage: $0.vintage, value: $0.value, lower: $0.lower, upper: $0.upper,
            status: $0.status)
        })
      let picture = rows.count > 1 ? plot.picture(in: words).markup(id: "plot", in: words) : .none
      return [picture, table.markup(id: "vintages")]
    }
  }
}
