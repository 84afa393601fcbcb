package import StatisticalModel

/// How far apart the sources are, in a grid of two dimensions: `(max − min)/median`, printed in the
/// cell and shaded.
package struct HeatMap: Sendable {
  package var rowTitle: String
  package var columnTitle: String
  package var rows: [String]
  package var columns: [String]
  /// A share for each row and column; nil where fewer than two sources give a number.
  package var gaps: [[ExactDecimal?]]

  package init(
    rowTitle: String, columnTitle: String, rows: [String], columns: [String],
    gaps: [[ExactDecimal?]]
  ) {
    self.rowTitle = rowTitle
    self.columnTitle = columnTitle
    self.rows = rows
    self.columns = columns
    self.gaps = gaps
  }

  private static let labelWidth = 190.0
  private static let rowHeight = 28.0
  private static let widestCell = 130.0
  private static let width = 760.0

  package func picture(in words: Words) -> Picture {
    let cell = min(
      Self.widestCell, (Self.width - Self.labelWidth) / Double(max(columns.count, 1)))
    let headings = columns.map {
      Drawing.lines(of: $0, width: max(5, Int(cell / 6.4)), atMost: 5)
    }
    let legend = GapShade.legend(width: Self.width, in: words)
    let head = legend.height + 16 + Double(headings.map(\.count).max() ?? 1) * Drawing.lineHeight
    var parts = [legend.markup]
    for (column, lines) in headings.enumerated() {
      let middle = Self.labelWidth + (Double(column) + 0.5) * cell
      parts.append(
        Drawing.text(lines: lines, middle, endingAt: head - 6, "small middle"))
    }
    for (row, label) in rows.enumerated() {
      let top = head + Double(row) * Self.rowHeight
      let lines = Drawing.lines(of: label, width: 27, atMost: 1)
      parts.append(Drawing.text(lines: lines, Self.labelWidth - 10, endingAt: top + 18, "end"))
      for column in columns.indices {
        let left = Self.labelWidth + Double(column) * cell
        let gap = gaps[row][column]
        parts.append(
          Drawing.rect(
            left + 1, top + 1, cell - 2, Self.rowHeight - 2, GapShade.style(of: gap)))
        guard let gap else { continue }
        parts.append(
          Drawing.text(
            words.percent(gap), left + cell / 2, top + 18.5,
            "middle\(GapShade.isDark(gap) ? " light" : "")"))
      }
    }
    return Picture(
      finding: finding(in: words), description: words[.heatMapDrawn], width: Int(Self.width),
      height: Int(head + Double(rows.count) * Self.rowHeight + 4), drawing: Markup(parts),
      table: table(in: words))
  }

  private func finding(in words: Words) -> String {
    var widest: (gap: ExactDecimal, row: Int, column: Int)?
    for (row, column) in rows.indices.flatMap({ row in columns.indices.map { (row, $0) } }) {
      guard let gap = gaps[row][column], gap > widest?.gap ?? .zero else { continue }
      widest = (gap, row, column)
    }
    guard let widest else { return words[.noGapFinding] }
    return words(
      .widestGapFinding,
      [
        "row": rows[widest.row], "column": columns[widest.column],
        "gap": words.percent(widest.gap),
      ])
  }

  private func table(in words: Words) -> Table {
    var table = Table(
      Markup(words[.heatMapTable]),
      [.init(Markup(rowTitle))] + columns.map { .init(Markup($0), .number) })
    for (row, label) in rows.enumerated() {
      table.add([Markup(label)] + gaps[row].map { $0.map { .share($0, in: words) } ?? "–" })
    }
    return table
  }
}

/// The five shades of a relative gap, the same in every picture.
enum GapShade {
  /// Lower ends of all shades but the first, in percent.
  private static let ends = [1, 5, 10, 25]

  private static func shade(of gap: ExactDecimal) -> Int {
    ends.count { gap * 100 >= ExactDecimal($0) }
  }

  static func style(of gap: ExactDecimal?) -> String {
    gap.map { "h\(shade(of: $0))" } ?? "nodata"
  }

  static func isDark(_ gap: ExactDecimal) -> Bool { shade(of: gap) >= 3 }

  /// The shades with what each stands for, in as many lines as their words need.
  static func legend(width: Double, in words: Words) -> (markup: Markup, height: Double) {
    func percent(_ number: Int) -> String {
      words.percent(ExactDecimal(significand: Int128(number), scale: 2))
    }
    let labels =
      ["< \(percent(ends[0]))"]
      + zip(ends, ends.dropFirst()).map { "\(percent($0))–\(percent($1))" }
      + ["≥ \(percent(ends[ends.count - 1]))", words[.notCompared]]
    var parts: [Markup] = []
    var (left, line) = (1.0, 0.0)
    for (shade, label) in labels.enumerated() {
      let step = max(100, markWidth + Double(label.count) * widestLetter)
      if left + step > width { (left, line) = (1, line + 1) }
      let middle = 10 + line * lineHeight
      let style = shade < labels.count - 1 ? "h\(shade)" : "nodata"
      parts.append(Drawing.rect(left, middle - 8, 16, 16, style))
      parts.append(Drawing.text(label, left + markWidth, middle + 4.5, "small"))
      left += step
    }
    return (Markup(parts), 22 + line * lineHeight)
  }

  private static let markWidth = 22.0
  private static let lineHeight = 22.0
  /// Of small text in the widest of the fonts that a reader may have.
  private static let widestLetter = 8.0
}
