/// A picture with its finding as title, and its numbers in a table below.
package struct Picture: Sendable {
  /// What the picture shows, as one sentence.
  package var finding: String
  /// What is drawn, for those who do not see it.
  package var description: String
  package var width: Int
  package var height: Int
  /// SVG elements, in the coordinates of width and height.
  package var drawing: Markup
  /// The same numbers.
  package var table: Table

  /// `id` must be the only one of its kind on the page.
  package func markup(id: String, in words: Words) -> Markup {
    let svg = Markup.element(
      "svg",
      [
        "viewBox": "0 0 \(width) \(height)", "width": "\(width)", "height": "\(height)",
        "role": "img", "aria-labelledby": "\(id)-finding", "aria-describedby": "\(id)-drawn",
      ],
      [
        .element("title", ["id": "\(id)-finding"], Markup(finding)),
        .element("desc", ["id": "\(id)-drawn"], Markup(description)), drawing,
      ])
    return .element(
      "figure", ["id": id],
      [
        .element("figcaption", ["id": "\(id)-caption"], Markup(finding)),
        .element(
          "div",
          [
            "class": "scroll", "role": "region", "aria-labelledby": "\(id)-caption",
            "tabindex": "0",
          ], svg),
        .element(
          "details", [:],
          [
            .element("summary", [:], Markup(words[.numbersOfPicture])),
            table.markup(id: "\(id)-numbers"),
          ]),
      ])
  }
}
