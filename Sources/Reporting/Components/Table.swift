/// A table of a page: a caption, columns, and rows whose first cell names them.
package struct Table: Sendable {
  package enum Kind: Sendable {
    case text
    /// Set to the right, in figures of one width.
    case number
    /// A code, path or other text whose letters count.
    case code
  }

  package struct Column: Sendable {
    package var title: Markup
    package var kind: Kind

    package init(_ title: Markup, _ kind: Kind = .text) {
      self.title = title
      self.kind = kind
    }
  }

  /// Says what the table shows, without a full stop.
  package var caption: Markup
  package var columns: [Column]
  package private(set) var rows: [[Markup]] = []
  /// Set below the table: what is left out, and where it is.
  package var note: Markup?

  package init(_ caption: Markup, _ columns: [Column]) {
    self.caption = caption
    self.columns = columns
  }

  /// Adds a row; it has one cell per column.
  package mutating func add(_ cells: [Markup]) { rows.append(cells) }

  /// Keeps the first rows and says in a note how many are left out, and where they are.
  package mutating func cut(to count: Int, note: (Int) -> Markup) {
    guard rows.count > count else { return }
    self.note = note(rows.count - count)
    rows.removeLast(rows.count - count)
  }

  /// The table in a box that scrolls by itself where the screen is narrower, reachable by keys.
  ///
  /// `id` must be the only one of its kind on the page.
  package func markup(id: String) -> Markup {
    let head = Markup.element(
      "thead", [:],
      .element(
        "tr", [:],
        columns.map { .element("th", ["scope": "col", "class": Self.name($0.kind)], $0.title) }))
    let body = Markup.element("tbody", [:], rows.map { .element("tr", [:], cells(of: $0)) })
    let caption = Markup.element("caption", ["id": id], self.caption)
    let table = Markup.element("table", [:], [caption, head, body])
    let box = Markup.element(
      "div", ["class": "scroll", "role": "region", "aria-labelledby": id, "tabindex": "0"], table)
    return [box, note.map { .element("p", ["class": "note"], $0) } ?? .none]
  }

  private func cells(of row: [Markup]) -> [Markup] {
    zip(row, columns).enumerated().map { position, cell in
      let (content, column) = cell
      return position == 0
        ? .element("th", ["scope": "row", "class": Self.name(column.kind)], content)
        : .element("td", ["class": Self.name(column.kind)], content)
    }
  }

  private static func name(_ kind: Kind) -> String? {
    switch kind {
    case .text: nil
    case .number: "number"
    case .code: "code"
    }
  }
}
