package import StatisticalModel
package import Warehousing

/// A vintage in counts: what pages and reports begin with.
package struct VintageOverview: Sendable {
  package var run: RunRow
  package var cells: [CellCount]
  package var periods: [CellCount]
  package var flags: [FlagCount]
  package var sources: [SourceFlagCount]
  /// Nil for a first vintage.
  package var changes: VintageChanges?

  /// - Complexity: a few passes over the cells and flags of the vintage.
  package init(
    reading reader: WarehouseReader, periodDimension: String, vintage: Int? = nil
  ) throws(WarehouseError) {
    run = try reader.run(vintage)
    cells = try reader.cellCounts(vintage: vintage)
    periods = try reader.cellCounts(by: periodDimension, vintage: vintage)
    flags = try reader.flagCounts(vintage: vintage)
    sources = try reader.sourceFlagCounts(vintage: vintage)
    changes = try reader.changes(in: vintage)
  }

  package var cellCount: Int { cells.reduce(0) { $0 + $1.cells } }
  package var flagCount: Int { flags.reduce(0) { $0 + $1.count } }

  package func cells(_ outcome: Outcome) -> Int {
    cells.filter { $0.outcome == outcome }.reduce(0) { $0 + $1.cells }
  }

  /// Of the warnings and errors, those whose cause was not found; nil where there are none.
  package var unexplainedShare: ExactDecimal? {
    let material = flags.filter { $0.severity != .info }
    let unexplained = material.filter { $0.cause == .unexplained }
    return Self.share(
      unexplained.reduce(0) { $0 + $1.count }, of: material.reduce(0) { $0 + $1.count })
  }

  static func share(_ part: Int, of whole: Int) -> ExactDecimal? {
    ExactDecimal(part).quotient(by: ExactDecimal(whole), digits: 4)
  }
}

extension VintageOverview {
  /// The counts a page leads with.
  package func measures(in words: Words) -> Markup {
    var measures: [(String, Markup, Markup)] = Outcome.allCases.map { outcome in
      (
        words.heading(outcome), .number(cells(outcome), in: words),
        .share(Self.share(cells(outcome), of: cellCount), in: words)
      )
    }
    let material = flags.filter { $0.severity != .info }.reduce(0) { $0 + $1.count }
    measures.append(
      (
        words[.unexplainedFlags], .share(unexplainedShare, in: words),
        Markup(words(.ofWarningsAndErrors, material))
      ))
    if let changes {
      measures.append(
        (
          words[.sinceLastVintage], .difference(ExactDecimal(changes.newFlags), in: words),
          Markup(words(.goneFlags, changes.goneFlags))
        ))
    }
    return .element(
      "dl", ["class": "measures"],
      measures.map { name, value, beside in
        .element(
          "div", [:],
          [
            .element("dt", [:], Markup(name)),
            .element("dd", [:], [value, .element("small", [:], beside)]),
          ])
      })
  }

  /// Flags by cause, most first.
  package func causes(in words: Words) -> Table {
    var table = Table(
      Markup(words[.flagsByCause]),
      [.init(Markup(words[.causeLabel]))]
        + Severity.allCases.reversed().map { .init(Markup(words.severity($0)), .number) }
        + [.init(Markup(words[.total]), .number)])
    let totals = Dictionary(grouping: flags, by: \.cause).mapValues { counts in
      counts.reduce(0) { $0 + $1.count }
    }
    for (cause, total) in totals.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
      let counts = Severity.allCases.reversed().map { severity in
        flags.filter { $0.cause == cause && $0.severity == severity }.reduce(0) { $0 + $1.count }
      }
      table.add(
        [Markup(words.cause(cause))] + (counts + [total]).map { .number($0, in: words) })
    }
    return table
  }

  /// Flags by the source they quote, in the order of the definition.
  package func sources(in words: Words, of definition: PipelineDefinition) -> Table {
    var table = Table(
      Markup(words[.flagsBySource]),
      [.init(Markup(words[.sourceLabel]))]
        + Severity.allCases.reversed().map { .init(Markup(words.severity($0)), .number) })
    for source in Set(sources.map(\.source)).sorted() {
      let counts = Severity.allCases.reversed().map { severity in
        sources.filter { $0.source == source && $0.severity == severity }
          .reduce(0) { $0 + $1.flags }
      }
      table.add(
        [words.source(source, of: definition)] + counts.map { .number($0, in: words) })
    }
    return table
  }

  /// Cells by period and outcome.
  package func periods(in words: Words) -> Table {
    var table = Table(
      Markup(words[.cellsByPeriod]),
      [.init(Markup(words[.period]))]
        + Outcome.allCases.map { .init(Markup(words.heading($0)), .number) })
    let codes = Set(periods.map(\.code)).sorted {
      guard let left = Period(parsing: $0), let right = Period(parsing: $1) else { return $0 < $1 }
      return left < right
    }
    for code in codes {
      let counts = Outcome.allCases.map { outcome in
        periods.filter { $0.code == code && $0.outcome == outcome }.reduce(0) { $0 + $1.cells }
      }
      table.add([Markup(code)] + counts.map { .number($0, in: words) })
    }
    return table
  }
}

extension Words {
  /// The outcome as a heading over counts of cells.
  package func heading(_ outcome: Outcome) -> String {
    switch outcome {
    case .agrees: self[.cellsAgree]
    case .disagrees: self[.cellsDisagreeing]
    case .cannotBeJudged: self[.cellsNotJudged]
    }
  }

  /// A source by its title, with its id as it stands in files.
  package func source(_ id: String, of definition: PipelineDefinition) -> Markup {
    let title = definition.sources.first { $0.id == id }?.title
    guard title != nil else { return .element("span", ["class": "code"], Markup(id)) }
    return [
      markup(title, code: id), " ", .element("span", ["class": "about"], Markup("(\(id))")),
    ]
  }
}
