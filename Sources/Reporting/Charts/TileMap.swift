package import StatisticalModel

/// A square for each area in about its place, so that small regions weigh as much as large ones.
package struct TileMap: Sendable {
  package struct Tile: Sendable {
    package var name: String
    /// The name without the words that every area has.
    package var label: String
    package var place: GridPlace
    /// `(max − min)/median`; nil where fewer than two sources give a number.
    package var gap: ExactDecimal?

    package init(name: String, label: String, place: GridPlace, gap: ExactDecimal?) {
      self.name = name
      self.label = label
      self.place = place
      self.gap = gap
    }
  }

  package var tiles: [Tile]

  package init(tiles: [Tile]) { self.tiles = tiles }

  private static let side = (width: 92.0, height: 66.0)

  package func picture(in words: Words) -> Picture {
    let first = tiles.map(\.place.column).min() ?? 0
    let top = tiles.map(\.place.row).min() ?? 0
    let columns = (tiles.map(\.place.column).max() ?? 0) - first + 1
    let rows = (tiles.map(\.place.row).max() ?? 0) - top + 1
    let width = max(760, Double(columns) * Self.side.width)
    let legend = GapShade.legend(width: width, in: words)
    let head = legend.height + 12
    var parts = [legend.markup]
    for tile in tiles {
      parts.append(
        drawing(
          of: tile, Double(tile.place.column - first) * Self.side.width,
          head + Double(tile.place.row - top) * Self.side.height, in: words))
    }
    return Picture(
      finding: finding(in: words), description: words[.tileMapDrawn],
      width: Int(width),
      height: Int(head + Double(rows) * Self.side.height + 4), drawing: Markup(parts),
      table: table(in: words))
  }

  private func drawing(of tile: Tile, _ x: Double, _ y: Double, in words: Words) -> Markup {
    let light = tile.gap.map(GapShade.isDark) == true ? " light" : ""
    let lines = Drawing.lines(of: tile.label, width: 14, atMost: 2)
    let middle = x + Self.side.width / 2
    return [
      Drawing.rect(
        x + 1.5, y + 1.5, Self.side.width - 3, Self.side.height - 3,
        GapShade.style(of: tile.gap)),
      Drawing.text(
        lines: lines, middle, endingAt: y + (lines.count == 1 ? 25 : 32), "small middle\(light)"),
      Drawing.text(
        tile.gap.map(words.percent) ?? "–", middle, y + 54, "strong middle\(light)"),
    ]
  }

  private func finding(in words: Words) -> String {
    var widest: (gap: ExactDecimal, name: String)?
    for tile in tiles {
      if let gap = tile.gap, gap > widest?.gap ?? .zero { widest = (gap, tile.name) }
    }
    guard let widest else { return words[.noGapFinding] }
    return words(.tileMapFinding, ["area": widest.name, "gap": words.percent(widest.gap)])
  }

  private func table(in words: Words) -> Table {
    var table = Table(
      Markup(words[.tileMapTable]),
      [.init(Markup(words[.area])), .init(Markup(words[.relativeGap]), .number)])
    for tile in tiles {
      table.add([Markup(tile.name), tile.gap.map { .share($0, in: words) } ?? "–"])
    }
    return table
  }
}
