import StatisticalModel
import TestSupport
import Testing

@testable import Reporting

@Suite struct PictureTests {
  private static func decimal(_ text: String) -> ExactDecimal {
    ExactDecimal(parsing: text) ?? .zero
  }

  /// One of each kind, with the name given wherever a name can stand.
  private static func pictures(_ name: String, _ words: Words) -> [(kind: String, Picture)] {
    [
      (
        "heat map",
        HeatMap(
          rowTitle: name, columnTitle: name, rows: [name, "b"], columns: [name, "d"],
          gaps: [[decimal("0.0123"), nil], [decimal("0.4135"), .zero]]
        ).picture(in: words)
      ),
      (
        "dumbbell",
        Dumbbell(
          subject: name, rowTitle: name, sources: [name, "labour", "health"],
          rows: [
            .init(label: name, values: [1_200, 1_100, nil], figure: 1_200),
            .init(label: "b", values: [900, 900, 950], figure: nil),
          ]
        ).picture(in: words)
      ),
      (
        "waterfall",
        Waterfall(
          left: (name, 576_474), right: ("census", 434_354),
          steps: [
            .init(label: name, cause: name, value: 142_120),
            .init(label: "up", cause: "scope", value: -30),
            .init(label: "rest", cause: "unexplained", value: 30, isUnexplained: true),
          ], explainedShare: decimal("0.9998")
        ).picture(in: words)
      ),
      (
        "vintage plot",
        VintagePlot(
          subject: name,
          points: [
            .init(vintage: 1, value: nil, lower: 5, upper: 9, status: .interval),
            .init(vintage: 2, value: 7, lower: 7, upper: 7, status: .published),
            .init(vintage: 4, value: 8, lower: 7, upper: 8, status: .published),
          ]
        ).picture(in: words)
      ),
      (
        "tile map",
        TileMap(tiles: [
          .init(
            name: name, label: name, place: GridPlace(column: 4, row: 1), gap: decimal("0.2")),
          .init(name: "b", label: "b", place: GridPlace(column: 1, row: 3), gap: nil),
        ]).picture(in: words)
      ),
      (
        "record flow",
        RecordFlow(
          read: 1_000,
          parts: [
            .init(.loaded, name, records: 990), .init(.quarantined, "unknown code", records: 1),
            .init(.ignored, "footnote", records: 9),
          ]
        ).picture(in: words)
      ),
    ]
  }

  @Test("every picture says its finding, is described, and has its numbers in a table below")
  func numbers() throws {
    for (kind, picture) in Self.pictures("Abai", .english) {
      let document = try #require(MarkupDocument(picture.markup(id: "p", in: .english).text))
      let svg = try #require(document.elements("svg").first)
      #expect(svg.attributes["role"] == "img")
      #expect(document.element(id: "p-finding")?.text == picture.finding)
      #expect(document.element(id: "p-drawn")?.text == picture.description)
      let inTable = Set(document.elements("data").map(\.text))
      let drawn = document.elements("text").map(\.text).filter {
        $0.contains(where: \.isNumber) && !$0.contains("–") && !$0.contains("<")
          && !$0.contains("≥")
      }
      // Marks and bars are drawn from the table's numbers; axis ticks are round numbers beside them.
      let ticks = Set(
        document.elements("text").filter {
          $0.attributes["class"]?.contains("soft") == true
        }.map(\.text))
      for number in drawn where !ticks.contains(number) {
        #expect(inTable.contains(number), "\(kind): \(number)")
      }
      #expect(!picture.table.rows.isEmpty, "\(kind)")
    }
  }

  @Test("a hostile name is text in every picture")
  func hostile() throws {
    for name in HostileTexts.all {
      for (kind, picture) in Self.pictures(name, .english) {
        let markup = picture.markup(id: "p", in: .english)
        let document = try #require(
          MarkupDocument(markup.text), "\(kind): \(name.debugDescription)")
        let known: Set<String> = [
          "figure", "figcaption", "div", "svg", "title", "desc", "rect", "line", "path", "text",
          "circle", "polygon", "details", "summary", "table", "caption", "thead", "tbody", "tr",
          "th", "td", "data", "p", "span",
        ]
        #expect(Set(document.elements.map(\.name)).isSubset(of: known), "\(kind)")
        #expect(
          document.elements.allSatisfy { element in
            element.attributes.keys.allSatisfy {
              !$0.hasPrefix("on") && $0 != "href" && $0 != "style"
            }
          }, "\(kind)")
      }
    }
  }

  @Test("nothing is drawn outside its picture")
  func inside() throws {
    for (kind, picture) in Self.pictures(
      "West Kazakhstan Region, all organisations", Words(.russian))
    {
      let document = try #require(MarkupDocument(picture.markup(id: "p", in: .english).text))
      for element in document.elements where ["rect", "line", "text"].contains(element.name) {
        for (axis, limit) in [
          ("x", picture.width), ("x1", picture.width), ("x2", picture.width),
          ("y", picture.height), ("y1", picture.height), ("y2", picture.height),
        ] {
          guard let place = element.attributes[axis].flatMap(Double.init) else { continue }
          #expect((0...Double(limit)).contains(place), "\(kind): \(element.name) \(axis) \(place)")
        }
      }
    }
  }

  @Test(
    "ticks are 1, 2 or 5 times a power of ten apart and enclose the numbers",
    arguments: [
      (["0", "311"], ["0", "100", "200", "300", "400"]),
      (["98300", "104260"], ["98000", "100000", "102000", "104000", "106000"]),
      (["32.5", "34.1"], ["32.5", "33", "33.5", "34", "34.5"]),
      (["-30", "30"], ["-40", "-20", "0", "20", "40"]),
      (["7", "7"], ["7", "8"]), (["0.000001", "0.000003"], ["0.000001", "0.000002", "0.000003"]),
    ])
  func ticks(numbers: [String], ticks: [String]) {
    let scale = Scale(covering: numbers.map(Self.decimal), from: 0, to: 100)
    #expect(scale.ticks.map(\.description) == ticks)
    #expect(scale.position(scale.ticks[0]) == 0)
    #expect(abs(scale.position(scale.ticks[scale.ticks.count - 1]) - 100) < 1e-9)
  }

  @Test(
    "the relative gap is the range over the median",
    arguments: [
      (["10", "10"], "0"), (["8", "12"], "0.4"), (["1", "2", "3"], "1"), (["5"], nil),
      (["0", "0"], "0"), (["0", "311"], "2"), (["0", "0", "5"], nil),
    ])
  func gap(numbers: [String], expected: String?) {
    #expect(RelativeGap.of(numbers.map(Self.decimal))?.description == expected)
  }

  @Test("a long label is cut into lines and says that it is cut")
  func labels() {
    #expect(Drawing.lines(of: "West Kazakhstan", width: 20, atMost: 2) == ["West Kazakhstan"])
    #expect(
      Drawing.lines(of: "Западно-Казахстанская", width: 14, atMost: 2) == [
        "Западно-", "Казахстанская",
      ])
    #expect(Drawing.lines(of: "one two three", width: 4, atMost: 2) == ["one", "two…"])
  }
}
