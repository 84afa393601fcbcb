/// How many records went where in a run; the parts add up to what was read.
package struct RecordFlow: Sendable {
  package struct Part: Sendable {
    package enum Fate: Sendable {
      case loaded, quarantined, ignored
    }

    package var fate: Fate
    package var label: String
    package var records: Int

    package init(_ fate: Fate, _ label: String, records: Int) {
      self.fate = fate
      self.label = label
      self.records = records
    }
  }

  package var read: Int
  package var parts: [Part]

  package init(read: Int, parts: [Part]) {
    self.read = read
    self.parts = parts
  }

  private static let width = 760.0
  private static let fullHeight = 180.0
  private static let gap = 26.0
  private static let sides = (left: 150.0, right: 400.0, bar: 14.0)

  package func picture(in words: Words) -> Picture {
    let unit = Self.fullHeight / Double(max(read, 1))
    var pieces = [
      Drawing.rect(Self.sides.left, 10, Self.sides.bar, Self.fullHeight, "level"),
      Drawing.text(words[.read], Self.sides.left - 10, 26, "end"),
      Drawing.text(words.number(read), Self.sides.left - 10, 44, "end strong"),
    ]
    var (start, end) = (10.0, 10.0)
    for part in parts {
      // A single record among a million is still to be seen.
      let height = max(Double(part.records) * unit, 1.5)
      pieces.append(drawing(of: part, height: height, from: start, to: end, in: words))
      start += Double(part.records) * unit
      end += max(height, 12) + Self.gap
    }
    return Picture(
      finding: finding(in: words), description: words[.recordFlowDrawn], width: Int(Self.width),
      height: Int(max(end, Self.fullHeight + 20)), drawing: Markup(pieces),
      table: table(in: words))
  }

  private func drawing(
    of part: Part, height: Double, from start: Double, to end: Double, in words: Words
  ) -> Markup {
    let (left, right) = (Self.sides.left + Self.sides.bar, Self.sides.right)
    let middle = (left + right) / 2
    func place(_ x: Double, _ y: Double) -> String {
      "\(Drawing.length(x)) \(Drawing.length(y))"
    }
    let band =
      "M\(place(left, start))C\(place(middle, start)) \(place(middle, end)) \(place(right, end))"
      + "L\(place(right, end + height))"
      + "C\(place(middle, end + height)) \(place(middle, start + height)) "
      + "\(place(left, start + height))Z"
    let style =
      switch part.fate {
      case .loaded: "up"
      case .quarantined: "rest"
      case .ignored: "down"
      }
    let text = right + Self.sides.bar + 10
    return [
      Drawing.path(band, "h1"),
      Drawing.rect(right, end, Self.sides.bar, height, style),
      Drawing.text(Drawing.lines(of: part.label, width: 44, atMost: 1).joined(), text, end + 11),
      Drawing.text(words.number(part.records), text, end + 28, "strong"),
    ]
  }

  private func finding(in words: Words) -> String {
    let loaded = parts.filter { $0.fate == .loaded }.reduce(0) { $0 + $1.records }
    let quarantined = parts.filter { $0.fate == .quarantined }.reduce(0) { $0 + $1.records }
    return words(
      .recordFlowFinding, read,
      ["loaded": words.number(loaded), "quarantined": words.number(quarantined)])
  }

  private func table(in words: Words) -> Table {
    var table = Table(
      Markup(words[.recordFlowTable]),
      [.init(Markup(words[.status])), .init(Markup(words[.number]), .number)])
    for part in parts { table.add([Markup(part.label), .number(part.records, in: words)]) }
    table.add([Markup(words[.read]), .number(read, in: words)])
    return table
  }
}
