import Foundation
import TestSupport
import Testing

/// Regions, categories, sources, files and remarks with hostile names, as they come out of a run.
@Suite struct HostileTextTests {
  /// An element with the name of one of its attributes, or with none.
  struct Part: Hashable {
    var element: String
    var attribute: String?
  }

  private static let pages = [
    "", "/discrepancies", "/figures", "/sources", "/runs", "/runs/1", "/downloads",
  ]

  private static func query(_ position: Int) -> String {
    let cell = ServedTexts.cell(position)
    return "?cell=" + cell.replacing("=", with: "%3D").replacing(",", with: "%2C")
  }

  /// Every kind of page with names that mean no harm, and what its markup is made of.
  private static func harmless() async throws -> Set<Part> {
    let site = try await ServedTexts(HostileTexts.all.indices.map { "Name \($0)" })
    var parts: Set<Part> = []
    for language in ["en", "ru"] {
      let cells = [0, 1].flatMap { ["/cell\(query($0))", "/trace\(query($0))"] }
      for page in pages + ["/discrepancies?page=2", "/figures?page=2"] + cells {
        let answer = try await site.ask("/\(language)/hostile\(page)")
        #expect(answer.status == 200, "\(page)")
        parts.formUnion(try Self.parts(of: answer.body))
      }
    }
    return parts
  }

  private static func parts(of body: String) throws -> Set<Part> {
    let document = try #require(MarkupDocument(body))
    return Set(
      document.elements.flatMap { element in
        [Part(element: element.name)]
          + element.attributes.keys.map { Part(element: element.name, attribute: $0) }
      })
  }

  @Test("hostile names add no element, no attribute and no address to any page, and stay readable")
  func pages() async throws {
    let expected = try await Self.harmless()
    #expect(!expected.contains(Part(element: "script")))
    #expect(!expected.contains { $0.attribute == "style" || $0.attribute == "src" })
    let site = try await ServedTexts(HostileTexts.all)
    var paths = ["en", "ru", "kk"].flatMap { language in
      Self.pages.map { "/\(language)/hostile\($0)" }
    }
    paths += (2...4).flatMap { page in
      ["discrepancies", "figures"].map { "/en/hostile/\($0)?page=\(page)" }
    }
    paths += HostileTexts.all.indices.flatMap { position in
      ["cell", "trace"].map { "/en/hostile/\($0)\(Self.query(position))" }
    }
    for path in paths {
      let answer = try await site.ask(path)
      guard answer.status != 404 else {
        #expect(path.contains("?page="), "\(path)")
        continue
      }
      #expect(answer.status == 200, "\(path)")
      let found = try Self.parts(of: answer.body)
      #expect(found.subtracting(expected) == [], "\(path)")
      for element in try #require(MarkupDocument(answer.body)).elements {
        for name in ["href", "action"] {
          guard let address = element.attributes[name] else { continue }
          let isOurs = address.hasPrefix("#") || address.hasPrefix("/") && !address.hasPrefix("//")
          #expect(isOurs, "\(path): \(address)")
        }
      }
    }
    // What a parser reads in the heading of a cell is the name itself.
    let attack = try #require(HostileTexts.all.firstIndex(of: "<script>alert(1)</script>"))
    let page = try await site.ask("/en/hostile/cell\(Self.query(attack))").body
    let heading = try #require(MarkupDocument(page)?.elements("h1").first)
    #expect(heading.text.contains("<script>alert(1)</script>"))
  }

  private struct Trace: Decodable {
    struct Input: Decodable {
      struct Delivery: Decodable {
        let file: String
        let sender: String
        let licence: String
      }
      let delivery: Delivery
    }
    let inputs: [Input]
  }

  private struct Explanation: Decodable {
    struct Source: Decodable {
      let source: String
      let title: String?
    }
    let sources: [Source]
  }

  @Test("JSON gives every text back letter by letter")
  func json() async throws {
    let site = try await ServedTexts(HostileTexts.all)
    for (position, text) in site.texts.enumerated() {
      let trace = try await site.decoded(Trace.self, "trace\(Self.query(position))")
      let delivery = try #require(
        trace.inputs.map(\.delivery).first { $0.file.hasPrefix("s\(position)/") })
      // Scalar by scalar: texts that only look the same are other texts.
      for (given, expected) in [
        (delivery.file, "s\(position)/\(ServedTexts.fileName(text))"), (delivery.sender, text),
        (delivery.licence, text),
      ] { #expect(Array(given.unicodeScalars) == Array(expected.unicodeScalars)) }
      let cell = try await site.decoded(Explanation.self, "cell\(Self.query(position))")
      #expect(cell.sources.contains { $0.source == "s\(position)" && $0.title == text })
    }
    for name in ["summary", "figures", "flags", "quarantine", "sources", "runs", "runs/1"] {
      let body = try await site.ask("/api/v1/hostile/\(name)").body
      #expect(throws: Never.self) {
        try JSONSerialization.jsonObject(with: Data(body.utf8))
      }
    }
  }

  // Python's csv module is the judge of the form; -5 is a number, =Value is a text.
  @Test(
    "CSV has as many fields as its header in every row, defused texts and plain numbers",
    arguments: [("figures", "lower"), ("flags", "difference"), ("quarantine", "line")])
  func csv(name: String, number: String) async throws {
    let site = try await ServedTexts(HostileTexts.all)
    let body = try await site.ask("/api/v1/hostile/\(name).csv").body
    let workdir = try Workdir()
    let path = try workdir.write(body, to: "\(name).csv")
    let judge = """
      import csv, re, sys
      rows = list(csv.reader(open(sys.argv[1], newline='', encoding='utf-8'), strict=True))
      head, rest = rows[0], rows[1:]
      assert len(rest) >= 320 and all(len(row) == len(head) for row in rest)
      numbers = {'value', 'lower', 'upper', 'difference', 'relative', 'explained',
                 'standard_error', 'record', 'line', 'offset', 'length'}
      for row in rest:
          for title, field in zip(head, row):
              if title in numbers:
                  assert re.fullmatch(r'(-?[0-9]+([.][0-9]+)?)?', field), field
              else:
                  assert field[:1] not in list('=+-@') + ['\\t', '\\r'], field
      print(sum(row[head.index(sys.argv[2])] != '' for row in rest),
            sum(row[head.index(sys.argv[2])].startswith('-') for row in rest),
            sum("'=Value" in row for row in rest))
      """
    let script = try workdir.write(judge, to: "judge.py")
    let result = try Shell.run("python3 \"$1\" \"$2\" \"$3\"", [script, path, number])
    #expect(result.code == 0, "\(result.errors)")
    // 7 of the first source less 100 and more of the others. For each text a record is refused, and
    // one for its value, which names the column.
    let expected = ["figures": "320 0 0", "flags": "320 320 0", "quarantine": "321 0 1"]
    #expect(result.lines == [expected[name]])
  }
}

extension ServedTexts {
  fileprivate func decoded<Document: Decodable>(
    _ type: Document.Type, _ path: String
  ) async throws -> Document {
    try JSONDecoder().decode(
      type, from: Data(try await ask("/api/v1/hostile/\(path)").body.utf8))
  }
}
