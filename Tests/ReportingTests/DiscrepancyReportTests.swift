import Reporting
import StatisticalModel
import TestSupport
import Testing
import Warehousing

@Suite struct DiscrepancyReportTests {
  private struct Written {
    var page: String
    /// By file name; the lines of the header and the rows.
    var tables: [String: [String]]
  }

  private static func write(
    _ vintage: SyntheticVintage, worst: Int = 50, _ language: Language = .english
  ) throws -> Written {
    let workdir = try Workdir()
    let path = workdir.path("test.sqlite")
    _ = try WarehouseWriter.load(vintage.content(), into: path)
    let report = try DiscrepancyReport(
      reading: WarehouseReader(path: path), definition: vintage.definition,
      words: Words(language), worst: worst)
    var tables: [String: [String]] = [:]
    var files: [(table: ReportTable, rows: Int)] = []
    for table in report.tables.all(letters: report.letters) {
      var lines: [String] = []
      let rows = try report.tables.write(table) { lines.append($0) }
      #expect(rows == lines.count - 1)
      tables[table.fileName] = lines
      files.append((table, rows))
    }
    return Written(page: try report.page(files: files).text, tables: tables)
  }

  private static let elements: Set<String> = [
    "html", "head", "meta", "title", "style", "body", "a", "header", "p", "main", "h1", "h2", "h3",
    "dl", "dt", "dd", "div", "small", "nav", "ul", "li", "section", "article", "figure",
    "figcaption", "svg", "desc", "rect", "line", "path", "text", "circle", "polygon", "details",
    "summary", "table", "caption", "thead", "tbody", "tr", "th", "td", "data", "span", "code",
    "strong", "footer",
  ]

  @Test("hostile names of regions, categories, sources, providers and files come out as text")
  func hostile() throws {
    // Every name is a region; each of some also stands wherever else a file can put a text.
    for name in HostileTexts.all.enumerated().filter({ $0.offset % 16 == 3 }).map(\.element) {
      let written = try Self.write(
        SyntheticVintage(
          areaNames: HostileTexts.all, categoryNames: [name, "b\(name)"],
          sourceTitles: [name, name], providers: [name, "x\(name)"],
          paths: [name, "x\(name)"], text: name), worst: 700)
      let document = try #require(MarkupDocument(written.page), "\(name.debugDescription)")
      #expect(Set(document.elements.map(\.name)).subtracting(Self.elements) == [])
      for element in document.elements {
        #expect(
          element.attributes.keys.allSatisfy { !$0.hasPrefix("on") && $0 != "style" && $0 != "src" }
        )
        guard let href = element.attributes["href"] else { continue }
        #expect(href.hasPrefix("#") || written.tables[href] != nil, "\(href)")
      }
      for fileName in written.tables.keys {
        #expect(
          fileName.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-.".contains($0)) })
      }
    }
  }

  // 3,000 cells that disagree would be 13 MB in full.
  @Test("the page stays below its limit, and what it leaves out is counted")
  func size() throws {
    let areas = (0..<1_500).map { "Area \($0)" }
    let written = try Self.write(SyntheticVintage(areaNames: areas), worst: 3_000)
    #expect(written.page.utf8.count < DiscrepancyReport.sizeLimit)
    let document = try #require(MarkupDocument(written.page))
    let shown = document.elements("article").count {
      $0.attributes["aria-labelledby"]?.hasPrefix("cell-") == true
    }
    #expect(shown > 300)
    let words = Words.english
    #expect(
      document.elements("p").contains {
        $0.text == "\(words.number(3_000 - shown)) more rows, in flags.csv"
      })
    for name in ["cells.csv", "flags.csv", "gaps.csv"] {
      #expect(written.tables[name]?.count == 3_001, "\(name)")
    }
    #expect(written.tables["values.csv"]?.count == 6_001)
    // The refused record, then every line that a flag quotes.
    #expect(written.tables["letter-ministry-of-health.csv"]?.count == 3_002)
  }

  @Test("the summary counts what the tables hold")
  func summary() throws {
    let written = try Self.write(SyntheticVintage(areaNames: ["a", "b", "c"]))
    // Three areas in two categories: six cells, one flag each.
    let lines = try #require(written.tables["summary.csv"])
    for line in [
      "cells,status,interval,disagrees,6", "cells,period,2019,disagrees,6",
      "flags,cause,DEF,warning,6",
      "flags,source,education,warning,6", "flags,source,health,warning,6",
    ] {
      #expect(lines.contains("\(line)\r\n"), "\(line)")
    }
  }

  @Test("texts that a spreadsheet would run are defused, numbers are not")
  func formulas() {
    #expect(
      CSVText.line([.text("=1+1"), .number(ExactDecimal(-5)), .count(-7), .text("-5")])
        == "'=1+1,-5,-7,'-5")
    #expect(
      CSVText.line([.text("@x"), .text("\tx"), .text("'x"), .text(""), .text(nil)])
        == "'@x,'\tx,''x,\"\",")
    // RFC 4180 knows bytes: a quotation mark or comma with an accent on it is one all the same.
    let accented = CSVText.line([.text("a\"\u{301}"), .text("b,\u{301}")])
    #expect(
      accented.unicodeScalars.elementsEqual("\"a\"\"\u{301}\",\"b,\u{301}\"".unicodeScalars))
    #expect(CSVText.line([.text("+a,b"), .text("a=b"), .text("Абай")]) == "\"'+a,b\",a=b,Абай")
  }
}
