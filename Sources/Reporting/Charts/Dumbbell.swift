package import StatisticalModel

/// What the sources give for each area or period, side by side, with the reconciled value.
package struct Dumbbell: Sendable {
  package struct Row: Sendable {
    package var label: String
    /// One for each source, nil where it gives no number.
    package var values: [ExactDecimal?]
    package var figure: ExactDecimal?

    package init(label: String, values: [ExactDecimal?], figure: ExactDecimal?) {
      self.label = label
      self.values = values
      self.figure = figure
    }

    var spread: ExactDecimal? {
      let numbers = values.compactMap(\.self)
      guard numbers.count > 1, let least = numbers.min(), let most = numbers.max() else {
        return nil
      }
      return most - least
    }
  }

  /// What is counted, as a name.
  package var subject: String
  package var rowTitle: String
  package var sources: [String]
  package var rows: [Row]

  package init(subject: String, rowTitle: String, sources: [String], rows: [Row]) {
    self.subject = subject
    self.rowTitle = rowTitle
    self.sources = sources
    self.rows = rows
  }

  private static let labelWidth = 170.0
  private static let rowHeight = 30.0
  private static let width = 760.0

  package func picture(in words: Words) -> Picture {
    let numbers = rows.flatMap { $0.values.compactMap(\.self) + [$0.figure].compactMap(\.self) }
    let scale = Scale(covering: numbers, from: Self.labelWidth + 12, to: Self.width - 40)
    let hasFigure = rows.contains { $0.figure != nil }
    let legend = SourceMark.legend(
      sources, figure: hasFigure ? words[.figureLabel] : nil, 0, 12)
    let head = legend.height + 40
    let foot = head + Double(rows.count) * Self.rowHeight
    var parts = [legend.markup]
    for tick in scale.ticks {
      let x = scale.position(tick)
      parts.append(Drawing.line(x, head, x, foot, "rule"))
      parts.append(Drawing.text(words.number(tick), x, head - 8, "small soft middle"))
    }
    for (position, row) in rows.enumerated() {
      parts.append(drawing(of: row, at: head + (Double(position) + 0.5) * Self.rowHeight, scale))
    }
    return Picture(
      finding: finding(in: words), description: words[.dumbbellDrawn], width: Int(Self.width),
      height: Int(foot + 6), drawing: Markup(parts), table: table(in: words))
  }

  private func drawing(of row: Row, at y: Double, _ scale: Scale) -> Markup {
    let places = row.values.map { $0.map(scale.position) }
    let known = places.compactMap(\.self)
    let label = Drawing.lines(of: row.label, width: 24, atMost: 1)
    var parts = [Drawing.text(lines: label, Self.labelWidth - 8, endingAt: y + 4.5, "end")]
    if known.count > 1, let least = known.min(), let most = known.max() {
      parts.append(Drawing.line(least, y, most, y, "gap"))
    }
    if let figure = row.figure.map(scale.position) {
      parts.append(Drawing.line(figure, y - 12, figure, y + 12, "tick"))
    }
    for (source, place) in places.enumerated() {
      if let place { parts.append(SourceMark.markup(source, place, y)) }
    }
    return Markup(parts)
  }

  private func finding(in words: Words) -> String {
    var widest: (spread: ExactDecimal, label: String)?
    for row in rows {
      if let spread = row.spread, spread > widest?.spread ?? .zero { widest = (spread, row.label) }
    }
    guard let widest else { return words(.dumbbellAgreesFinding, ["subject": subject]) }
    return words(
      .dumbbellFinding,
      ["subject": subject, "row": widest.label, "difference": words.number(widest.spread)])
  }

  private func table(in words: Words) -> Table {
    var table = Table(
      Markup(subject),
      [.init(Markup(rowTitle))] + sources.map { .init(Markup($0), .number) }
        + [
          .init(Markup(words[.figureLabel]), .number), .init(Markup(words[.difference]), .number),
        ])
    for row in rows {
      let values = row.values.map { Markup.number($0, in: words) }
      table.add(
        [Markup(row.label)] + values
          + [.number(row.figure, in: words), .number(row.spread, in: words)])
    }
    return table
  }
}
