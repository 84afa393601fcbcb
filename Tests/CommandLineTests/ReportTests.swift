import Foundation
import TestSupport
import Testing

@Suite("sanaq report")
struct ReportTests {
  /// Writes the report of a shipped pipeline into a folder of its own.
  private static func report(_ arguments: String...) throws -> Workdir {
    let workdir = try Workdir()
    let result = try Sanaq.run(
      ["report"] + arguments + ["--output", workdir.path], in: Workspace.read.get().path)
    guard result.code == 0 else { throw Workspace.Failure(description: result.errors) }
    return workdir
  }

  private static func text(_ name: String, in workdir: Workdir) throws -> String {
    try String(contentsOfFile: workdir.path(name), encoding: .utf8)
  }

  @Test(
    "one well-formed page stands for itself, in every language",
    arguments: Workspace.shipped, ["en", "ru", "kk"])
  func page(pipeline: String, language: String) throws {
    let workdir = try Self.report(pipeline, "--language", language)
    let html = try Self.text("report.html", in: workdir)
    let document = try #require(MarkupDocument(html))
    #expect(document.elements("html").first?.attributes["lang"] == language)
    for name in ["script", "img", "link", "iframe", "object", "base", "form"] {
      #expect(document.elements(name).isEmpty, "\(name)")
    }
    let css = try #require(document.elements("style").first?.text)
    #expect(!css.contains("url(") && !css.contains("@import"))
    #expect(document.elements.allSatisfy { $0.attributes["style"] == nil })
    // Every link leads to a place in the page or to a file that is there.
    let ids = document.elements.compactMap { $0.attributes["id"] }
    #expect(Set(ids).count == ids.count)
    let files = try FileManager.default.contentsOfDirectory(atPath: workdir.path)
    for link in document.elements("a") {
      let href = try #require(link.attributes["href"])
      #expect(href.hasPrefix("#") ? ids.contains(String(href.dropFirst())) : files.contains(href))
    }
    // Nothing temporary is left.
    #expect(files.allSatisfy { $0 == "report.html" || $0.hasSuffix(".csv") })
  }

  @Test("every picture has a finding, a description and a table", arguments: Workspace.shipped)
  func pictures(pipeline: String) throws {
    let html = try Self.text("report.html", in: Self.report(pipeline))
    let document = try #require(MarkupDocument(html))
    let ids = Set(document.elements.compactMap { $0.attributes["id"] })
    let pictures = document.elements("svg")
    #expect(pictures.count >= 3)
    for picture in pictures {
      #expect(picture.attributes["role"] == "img")
      let labels = ["aria-labelledby", "aria-describedby"].compactMap { picture.attributes[$0] }
      #expect(labels.count == 2 && labels.allSatisfy(ids.contains))
    }
    #expect(document.elements("figure").count == pictures.count)
    #expect(
      document.elements("figure").allSatisfy { figure in
        figure.attributes["id"].map { ids.contains("\($0)-numbers") } ?? false
      })
  }

  // 576,474 plans by authorities against 434,354 in the census, as published; the difference is the
  // bridge's total, and 2,980 of it is left over (Pipelines/england/README.md).
  @Test("England's worst cell is the gap between the two returns, with its bridge")
  func england() throws {
    let document = try #require(
      MarkupDocument(Self.text("report.html", in: Self.report("england"))))
    let worst = try #require(document.element(id: "cell-1"))
    #expect(
      worst.text == "Education, health and care plans in force in January, England, 2023/2024")
    let block = try #require(
      document.elements("article").first { $0.attributes["aria-labelledby"] == "cell-1" })
    for number in ["434,354", "576,474", "−142,120", "−2,980", "none yet", "Next step"] {
      #expect(block.text.contains(number), "\(number)")
    }
  }

  @Test("the same vintage makes the same bytes")
  func deterministic() throws {
    let (first, second) = (try Self.report("kazakhstan"), try Self.report("kazakhstan"))
    let names = try FileManager.default.contentsOfDirectory(atPath: first.path).sorted()
    #expect(names.count > 8)
    for name in names {
      #expect(try Self.text(name, in: first) == Self.text(name, in: second), "\(name)")
    }
  }

  @Test("cells that are not shown are counted, and the file with them is named")
  func leftOut() throws {
    let workdir = try Self.report("england", "--worst", "2")
    let document = try #require(MarkupDocument(Self.text("report.html", in: workdir)))
    let all = try #require(
      MarkupDocument(Self.text("report.html", in: Self.report("england"))))
    func blocks(_ document: MarkupDocument) -> Int {
      document.elements("article").count {
        $0.attributes["aria-labelledby"]?.hasPrefix("cell-") == true
      }
    }
    #expect(blocks(document) == 2)
    #expect(
      document.elements("p").contains {
        $0.text == "\(blocks(all) - 2) more rows, in flags.csv"
      })
  }

  @Test("a letter names lines of the provider's own files, and no other's")
  func letters() throws {
    let workspace = try Workspace.read.get()
    let workdir = try Self.report("kazakhstan")
    let letter = try Self.text("letter-ministry-of-health.csv", in: workdir)
    let rows = letter.split(separator: "\r\n").dropFirst()
    #expect(!rows.isEmpty)
    for row in rows {
      #expect(row.hasPrefix("health-"), "\(row)")
      // The line that is named holds the value that is quoted.
      let fields = row.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      // Digits and line ends are the same bytes in every encoding these files have.
      let file = try String(
        contentsOfFile: workspace.path("RawData/kazakhstan/\(fields[0])"), encoding: .isoLatin1)
      let lines = file.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      let line = try #require(Int(fields[1])) - 1
      let value = try #require(fields.first { Int($0) ?? 0 > 1_000 })
      #expect(lines[line].contains(value), "\(row)")
    }
  }

  @Test("a refused record is in the letter of its provider and among the refused records")
  func quarantine() throws {
    let workspace = try Workspace.withUnknownOrganisation()
    let result = try workspace.sanaq("report", "kazakhstan")
    #expect(result.code == 0)
    #expect(result.lines == ["\(Self.defaultFolder(workspace, result))/report.html"])
    for name in ["letter-ministry-of-education.csv", "quarantine.csv"] {
      let text = try String(
        contentsOfFile: workspace.path("Warehouse/kazakhstan-report/\(name)"), encoding: .utf8)
      #expect(text.contains("organisations/network-2025.csv"), "\(name)")
    }
    let page = try String(
      contentsOfFile: workspace.path("Warehouse/kazakhstan-report/report.html"), encoding: .utf8)
    #expect(page.contains("1 record could not be loaded"))
  }

  private static func defaultFolder(_ workspace: Workspace, _ result: ProgramResult) -> String {
    result.lines.first.map { String($0.dropLast("/report.html".count)) } ?? ""
  }

  @Test(
    "what cannot be done is refused with its code",
    arguments: [
      Refusal(["--vintage", "9"], 64), Refusal(["--worst", "-1"], 64),
      Refusal(["--language", "de"], 64), Refusal(["--output", "/dev/null/x"], 73),
      Refusal(["--warehouse", "none.sqlite"], 66),
    ])
  func refusals(refusal: Refusal) throws {
    let workdir = try Workdir()
    let folder = refusal.arguments.contains("--output") ? [] : ["--output", workdir.path]
    let result = try Sanaq.run(
      ["report", "england"] + folder + refusal.arguments, in: Workspace.read.get().path)
    #expect(result.code == refusal.code)
    #expect(!result.errors.isEmpty)
  }

  struct Refusal: Sendable {
    var arguments: [String]
    var code: Int32

    init(_ arguments: [String], _ code: Int32) {
      self.arguments = arguments
      self.code = code
    }
  }
}
