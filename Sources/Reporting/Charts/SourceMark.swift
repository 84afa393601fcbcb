/// The marks that tell sources apart in a picture: by shape, so that they do in grey too.
enum SourceMark {
  private static let radius = 6.0

  /// The mark of the source at a position; shapes repeat filled and hollow after eight.
  static func markup(_ position: Int, _ x: Double, _ y: Double) -> Markup {
    let style = position / 4 % 2 == 0 ? "mark" : "hollow"
    let r = radius
    func corners(_ points: [(Double, Double)]) -> Markup {
      let text = points.map { point in
        "\(Drawing.length(x + point.0)),\(Drawing.length(y + point.1))"
      }.joined(separator: " ")
      return .element("polygon", ["points": text, "class": style])
    }
    return switch position % 4 {
    case 0:
      .element(
        "circle",
        [
          "cx": Drawing.length(x), "cy": Drawing.length(y), "r": Drawing.length(r),
          "class": style,
        ])
    case 1: Drawing.rect(x - r + 0.5, y - r + 0.5, 2 * r - 1, 2 * r - 1, style)
    case 2: corners([(0, -r - 1), (r + 1, r - 0.5), (-r - 1, r - 0.5)])
    default: corners([(0, -r - 1.5), (r + 1.5, 0), (0, r + 1.5), (-r - 1.5, 0)])
    }
  }

  /// A line for each source, under each other, and one for the reconciled figure where there is any;
  /// gives the height it takes.
  static func legend(
    _ sources: [String], figure: String?, _ x: Double, _ y: Double
  ) -> (markup: Markup, height: Double) {
    let row = 19.0
    var parts: [Markup] = sources.enumerated().flatMap { position, source in
      let middle = y + Double(position) * row
      return [
        markup(position, x + 8, middle),
        Drawing.text(
          Drawing.lines(of: source, width: 96, atMost: 1).joined(), x + 22, middle + 4.5),
      ]
    }
    guard let figure else { return (Markup(parts), Double(sources.count) * row) }
    let last = y + Double(sources.count) * row
    parts.append(Drawing.line(x + 8, last - 8, x + 8, last + 8, "tick"))
    parts.append(Drawing.text(figure, x + 22, last + 4.5))
    return (Markup(parts), Double(sources.count + 1) * row)
  }
}
