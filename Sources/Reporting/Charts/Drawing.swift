import Foundation
import StatisticalModel

/// SVG elements by their geometry: tenths of a unit, so that drawings are the same everywhere.
enum Drawing {
  static func rect(
    _ x: Double, _ y: Double, _ width: Double, _ height: Double, _ style: String
  ) -> Markup {
    .element(
      "rect",
      [
        "x": length(x), "y": length(y), "width": length(width), "height": length(height),
        "class": style,
      ])
  }

  static func line(
    _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ style: String
  ) -> Markup {
    .element(
      "line",
      ["x1": length(x1), "y1": length(y1), "x2": length(x2), "y2": length(y2), "class": style])
  }

  static func path(_ steps: String, _ style: String) -> Markup {
    .element("path", ["d": steps, "class": style])
  }

  static func text(_ text: String, _ x: Double, _ y: Double, _ style: String? = nil) -> Markup {
    .element("text", ["x": length(x), "y": length(y), "class": style], Markup(text))
  }

  /// Lines of one text, the last of them standing at `y`.
  static func text(
    lines: [String], _ x: Double, endingAt y: Double, _ style: String? = nil
  ) -> Markup {
    Markup(
      lines.enumerated().map { position, line in
        text(line, x, y - Double(lines.count - 1 - position) * lineHeight, style)
      })
  }

  static let lineHeight = 14.0

  static func length(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    let (whole, rest) = (tenths.magnitude / 10, tenths.magnitude % 10)
    return (tenths < 0 ? "-" : "") + (rest == 0 ? "\(whole)" : "\(whole).\(rest)")
  }

  /// A text in lines of at most `width` characters, broken at blanks and after hyphens; what does not
  /// fit the last line ends in `…`, and the table has it whole.
  static func lines(of text: String, width: Int, atMost count: Int) -> [String] {
    var lines = [""]
    for word in words(of: text) {
      let isFirst = lines[lines.count - 1].isEmpty
      if !isFirst, lines[lines.count - 1].count + word.trimmed.count > width { lines.append("") }
      lines[lines.count - 1] += word
    }
    var shown = lines.prefix(count).map(\.trimmed)
    if lines.count > count { shown[count - 1] += "…" }
    return shown.map { $0.count > width + 2 ? $0.prefix(width) + "…" : $0 }
  }

  private static func words(of text: String) -> [String] {
    var words = [""]
    for character in text {
      words[words.count - 1].append(character)
      if character == " " || character == "-" { words.append("") }
    }
    return words
  }
}

extension String {
  fileprivate var trimmed: String {
    var text = self
    while text.last == " " { text.removeLast() }
    return text
  }
}

extension ExactDecimal {
  /// For drawing only.
  var approximation: Double { Double(significand) / pow(10, Double(scale)) }
}
