package import StatisticalModel

/// The way from one source's number to another's, step by step; the steps add up exactly.
package struct Waterfall: Sendable {
  package struct Step: Sendable {
    package var label: String
    package var cause: String
    /// What the step takes off the first number on the way to the second.
    package var value: ExactDecimal
    package var isUnexplained: Bool

    package init(label: String, cause: String, value: ExactDecimal, isUnexplained: Bool = false) {
      self.label = label
      self.cause = cause
      self.value = value
      self.isUnexplained = isUnexplained
    }
  }

  package var left: (name: String, value: ExactDecimal)
  package var right: (name: String, value: ExactDecimal)
  /// `left − right` in signed steps, the unexplained rest last.
  package var steps: [Step]
  package var explainedShare: ExactDecimal?

  package init(
    left: (name: String, value: ExactDecimal), right: (name: String, value: ExactDecimal),
    steps: [Step], explainedShare: ExactDecimal?
  ) {
    self.left = left
    self.right = right
    self.steps = steps
    self.explainedShare = explainedShare
  }

  private static let labelWidth = 250.0
  private static let rowHeight = 34.0
  private static let width = 760.0

  /// The level before and after each step.
  private var levels: [(from: ExactDecimal, to: ExactDecimal)] {
    var level = left.value
    return steps.map { step in
      defer { level = level - step.value }
      return (level, level - step.value)
    }
  }

  package func picture(in words: Words) -> Picture {
    let numbers = levels.flatMap { [$0.from, $0.to] } + [left.value, right.value]
    let scale = Scale(covering: numbers, from: Self.labelWidth + 10, to: Self.width - 90)
    let head = 30.0
    let foot = head + Double(steps.count + 2) * Self.rowHeight
    var parts: [Markup] = []
    for tick in scale.ticks {
      let x = scale.position(tick)
      parts.append(Drawing.line(x, head, x, foot, "rule"))
      parts.append(Drawing.text(words.number(tick), x, head - 8, "small soft middle"))
    }
    parts.append(end(left, in: words, top: head, scale))
    for (position, step) in steps.enumerated() {
      let top = head + Double(position + 1) * Self.rowHeight
      parts.append(bar(of: step, levels[position], in: words, top: top, scale))
    }
    parts.append(end(right, in: words, top: foot - Self.rowHeight, scale))
    return Picture(
      finding: finding(in: words), description: words[.waterfallDrawn], width: Int(Self.width),
      height: Int(foot + 6), drawing: Markup(parts), table: table(in: words))
  }

  private func end(
    _ side: (name: String, value: ExactDecimal), in words: Words, top: Double, _ scale: Scale
  ) -> Markup {
    let x = scale.position(side.value)
    return [
      label(side.name, top: top, "end strong"),
      Drawing.line(x, top + 3, x, top + Self.rowHeight - 3, "tick"),
      Drawing.text(words.number(side.value), x + 8, top + 21, "strong"),
    ]
  }

  private func bar(
    of step: Step, _ level: (from: ExactDecimal, to: ExactDecimal), in words: Words, top: Double,
    _ scale: Scale
  ) -> Markup {
    let (from, to) = (scale.position(level.from), scale.position(level.to))
    let (start, end) = (min(from, to), max(from, to))
    let style = step.isUnexplained ? "rest" : step.value.isNegative ? "down" : "up"
    return [
      label(step.label, top: top, "end"),
      Drawing.line(from, top - 3, from, top + 7, "axis"),
      Drawing.rect(start, top + 7, max(end - start, 1.5), Self.rowHeight - 14, style),
      Drawing.text(words.signed(-step.value), end + 8, top + 21),
      Drawing.line(to, top + Self.rowHeight - 7, to, top + Self.rowHeight + 3, "axis"),
    ]
  }

  private func label(_ text: String, top: Double, _ style: String) -> Markup {
    let lines = Drawing.lines(of: text, width: 36, atMost: 2)
    let last = top + (lines.count == 1 ? 21 : 28)
    return Drawing.text(lines: lines, Self.labelWidth - 8, endingAt: last, style)
  }

  private func finding(in words: Words) -> String {
    words(
      .waterfallFinding,
      [
        "left": left.name, "right": right.name, "gap": words.number(left.value - right.value),
        "share": explainedShare.map(words.percent) ?? "–",
      ])
  }

  private func table(in words: Words) -> Table {
    var table = Table(
      Markup(words[.waterfallTable]),
      [
        .init(Markup(words[.step])), .init(Markup(words[.causeLabel])),
        .init(Markup(words[.amount]), .number),
      ])
    table.add([Markup(left.name), "", .number(left.value, in: words)])
    for step in steps {
      table.add([Markup(step.label), Markup(step.cause), .difference(-step.value, in: words)])
    }
    table.add([Markup(right.name), "", .number(right.value, in: words)])
    return table
  }
}
