internal import Reporting
internal import StatisticalModel
internal import Warehousing

extension Question {
  /// The flags of a vintage: filtered, in an order of the reader's choice, some at a time.
  func discrepancies(_ frame: PageFrame) throws -> Answer {
    let words = frame.words
    let filter = try filter()
    let order = try parameters.choice("sort", FlagOrder.self) ?? .severity
    let list = ListPage(
      frame: frame, filter: filter, snapshot: snapshot, page: "discrepancies",
      count: try snapshot.reader.flagCount(filter.filter, vintage: snapshot.vintage),
      size: limits.rows)
    let flags = try snapshot.reader.flags(
      filter.filter, by: order, from: list.first(), count: limits.rows, vintage: snapshot.vintage)
    let orders = [FlagOrder.severity, .difference, .relative, .cell].map { order in
      (value: order.rawValue, title: words[page: order.title])
    }
    return lasting(
      frame.page(
        words[page: .discrepancies],
        [
          try list.form(periods: overviews.periods(of: snapshot), orders: orders),
          try list.summary(words(.flagCount, list.count), documents: "flags"),
          flags.isEmpty
            ? .element("p", ["class": "lead"], Markup(words[page: .nothingFits]))
            : FlagTable(frame: frame, structure: snapshot.structure).table(flags)
              .markup(id: "flags"),
          try list.pager(),
        ]))
  }
}

extension FlagOrder {
  fileprivate var title: PagePhrase {
    switch self {
    case .severity: .bySeverity
    case .difference: .byDifference
    case .relative: .byRelative
    case .cell: .byCell
    }
  }
}

/// Flags as rows of a table, each with a link to its cell.
struct FlagTable {
  let frame: PageFrame
  let structure: Structure

  func table(_ flags: [FlagRow]) -> Table {
    let words = frame.words
    var table = Table(
      Markup(words[.flags]),
      [
        .init(Markup(words[.cell])), .init(Markup(words[.severityLabel])),
        .init(Markup(words[.causeLabel])), .init(Markup(words[.difference]), .number),
        .init(Markup(words[.relativeGap]), .number), .init(Markup(words[page: .reportedValues])),
      ])
    for flag in flags {
      table.add([
        Link(
          CellText(flag.codes, in: structure).markup(in: words), to: frame.cellPath(flag.cell)
        ).markup,
        Markup.severity(flag.severity, in: words), Markup(words.cause(flag.cause)),
        flag.measures.difference.map { .difference($0, in: words) } ?? "–",
        flag.measures.relative.map { .share($0.magnitude, in: words) } ?? "–",
        reported(flag.reported),
      ])
    }
    return table
  }

  /// Values side by side; a source is named where it changes, and of many values the first.
  private func reported(_ values: [QuotedRow]) -> Markup {
    let shown = 6
    var last = ""
    var parts = values.prefix(shown).map { value -> Markup in
      defer { last = value.source }
      let text = Markup.value(value.value, in: frame.words)
      return value.source == last ? text : [.element("code", [:], Markup(value.source)), " ", text]
    }
    if values.count > shown {
      parts.append(
        Markup(frame.words(page: .moreValues, ["n": frame.words.number(values.count - shown)])))
    }
    return parts.joined(separator: "; ")
  }
}
