package import StatisticalModel

/// A figure over the vintages that changed it.
package struct VintagePlot: Sendable {
  package struct Point: Sendable {
    package var vintage: Int
    package var value: ExactDecimal?
    package var lower: ExactDecimal?
    package var upper: ExactDecimal?
    package var status: Figure.Status

    package init(
      vintage: Int, value: ExactDecimal?, lower: ExactDecimal?, upper: ExactDecimal?,
      status: Figure.Status
    ) {
      self.vintage = vintage
      self.value = value
      self.lower = lower
      self.upper = upper
      self.status = status
    }
  }

  /// What is counted, as a name.
  package var subject: String
  /// Oldest first.
  package var points: [Point]

  package init(subject: String, points: [Point]) {
    self.subject = subject
    self.points = points
  }

  private static let width = 760.0
  private static let height = 260.0
  private static let edge = (left: 90.0, top: 16.0, bottom: 40.0)

  package func picture(in words: Words) -> Picture {
    let numbers = points.flatMap { [$0.value, $0.lower, $0.upper].compactMap(\.self) }
    let scale = Scale(
      covering: numbers, from: Self.height - Self.edge.bottom, to: Self.edge.top, steps: 3)
    var parts: [Markup] = []
    for tick in scale.ticks {
      let y = scale.position(tick)
      parts.append(Drawing.line(Self.edge.left, y, Self.width - 10, y, "rule"))
      parts.append(Drawing.text(words.number(tick), Self.edge.left - 8, y + 4.5, "small soft end"))
    }
    parts.append(line(scale))
    for (position, point) in points.enumerated() {
      parts.append(drawing(of: point, at: place(position), scale))
      parts.append(
        Drawing.text(
          words.number(point.vintage), place(position), Self.height - 18, "small middle"))
    }
    parts.append(
      Drawing.text(words[.vintageLabel], Self.width - 10, Self.height - 2, "small soft end"))
    return Picture(
      finding: finding(in: words), description: words[.vintagePlotDrawn], width: Int(Self.width),
      height: Int(Self.height), drawing: Markup(parts), table: table(in: words))
  }

  private func place(_ position: Int) -> Double {
    let room = Self.width - Self.edge.left - 10
    return Self.edge.left + room * (Double(position) + 0.5) / Double(max(points.count, 1))
  }

  /// Through the values; broken where there is none.
  private func line(_ scale: Scale) -> Markup {
    var steps = ""
    var isOpen = false
    for (position, point) in points.enumerated() {
      guard let value = point.value else {
        isOpen = false
        continue
      }
      let (x, y) = (Drawing.length(place(position)), Drawing.length(scale.position(value)))
      steps += "\(isOpen ? "L" : "M")\(x) \(y)"
      isOpen = true
    }
    return steps.isEmpty ? .none : Drawing.path(steps, "line")
  }

  private func drawing(of point: Point, at x: Double, _ scale: Scale) -> Markup {
    var parts: [Markup] = []
    if let lower = point.lower, let upper = point.upper, lower < upper {
      let (low, high) = (scale.position(lower), scale.position(upper))
      parts.append(Drawing.line(x, low, x, high, "gap"))
      parts.append(Drawing.line(x - 6, low, x + 6, low, "axis"))
      parts.append(Drawing.line(x - 6, high, x + 6, high, "axis"))
    }
    if let value = point.value { parts.append(SourceMark.markup(0, x, scale.position(value))) }
    return Markup(parts)
  }

  private func finding(in words: Words) -> String {
    let changes = zip(points, points.dropFirst()).count { $0.value != $1.value }
    return words(.vintagePlotFinding, changes, ["subject": subject])
  }

  private func table(in words: Words) -> Table {
    var table = Table(
      Markup(subject),
      [
        .init(Markup(words[.vintageLabel])), .init(Markup(words[.status])),
        .init(Markup(words[.figureLabel]), .number), .init(Markup(words[.lowest]), .number),
        .init(Markup(words[.highest]), .number),
      ])
    for point in points {
      table.add([
        .number(point.vintage, in: words), Markup(words.status(point.status)),
        .number(point.value, in: words), .number(point.lower, in: words),
        .number(point.upper, in: words),
      ])
    }
    return table
  }
}
