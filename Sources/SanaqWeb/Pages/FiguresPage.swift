internal import Reporting
internal import StatisticalModel
internal import Warehousing

extension Question {
  /// The figures of a vintage: filtered, in the order of their cells, some at a time.
  func figures(_ frame: PageFrame) throws -> Answer {
    let words = frame.words
    let filter = try filter()
    let list = ListPage(
      frame: frame, filter: filter, snapshot: snapshot, page: "figures",
      count: try snapshot.reader.figureCount(filter.filter, vintage: snapshot.vintage),
      size: limits.rows)
    let rows = try snapshot.reader.figures(
      filter.filter, from: list.first(), count: limits.rows, vintage: snapshot.vintage)
    return lasting(
      frame.page(
        words[page: .figures],
        [
          try list.form(periods: overviews.periods(of: snapshot)),
          try list.summary(words(page: .figureCount, list.count), documents: "figures"),
          rows.isEmpty
            ? .element("p", ["class": "lead"], Markup(words[page: .nothingFits]))
            : FigureTable(frame: frame, structure: snapshot.structure)
              .table(rows, caption: words[page: .figures]).markup(id: "figures"),
          try list.pager(),
        ]))
  }
}

/// Figures as rows of a table, each with a link to its cell.
struct FigureTable {
  let frame: PageFrame
  let structure: Structure

  func table(_ figures: [FigureRow], caption: String) -> Table {
    let words = frame.words
    var table = Table(
      Markup(caption),
      [
        .init(Markup(words[.cell])), .init(Markup(words[.valueLabel]), .number),
        .init(Markup(words[.lowest]), .number), .init(Markup(words[.highest]), .number),
        .init(Markup(words[.status])), .init(Markup(words[.outcomeLabel])),
      ])
    for figure in figures {
      table.add([
        Link(
          CellText(figure.codes, in: structure).markup(in: words), to: frame.cellPath(figure.cell)
        ).markup,
        figure.value.map { .number($0, in: words) } ?? "–",
        figure.lower.map { .number($0, in: words) } ?? "–",
        figure.upper.map { .number($0, in: words) } ?? "–", Markup(words.status(figure.status)),
        Markup(words.outcome(figure.outcome)),
      ])
    }
    return table
  }
}
