import Foundation
import TestSupport
import Testing

/// England's largest difference, 434,354 plans in the census against 576,474 of the authorities, as
/// both were published: from the report to the bytes, to a decision, to the next run.
@Suite("A statistician's path through England's worst cell")
struct StatisticianPathTests {
  static let cell = "indicator=ehc-plans,area=E92000001,period=2023/2024"
  static let author = "J. Smith"

  let workspace: Workspace

  init() throws { workspace = try Workspace.published("england") }

  /// The block of the report's worst cell, with the whole page around it.
  private func worst(
    _ language: String
  ) throws -> (page: MarkupDocument, block: MarkupDocument.Element) {
    let written = try workspace.sanaq(
      "report", "england", "--output", workspace.path("report"), "--language", language)
    #expect(written.code == 0, "\(written.errors)")
    let html = try String(contentsOfFile: workspace.path("report/report.html"), encoding: .utf8)
    let page = try #require(MarkupDocument(html))
    let block = try #require(
      page.elements("article").first { $0.attributes["aria-labelledby"] == "cell-1" })
    return (page, block)
  }

  private func comparison() throws -> Answer.Flag {
    try #require(
      try workspace.answer(Answer.Explanation.self, "explain", "england", Self.cell).flags
        .first { $0.rule == "comparison" })
  }

  @Test("report, bridge, record, decide, run: everything says who decided, and why")
  func path() throws {
    // The report: the bridge leaves 2,980 plans over, as Pipelines/england/README.md adds up.
    let before = try worst("en")
    #expect(before.block.text.contains("none yet"))
    let bridge = try #require(before.page.element(id: "cell-1-bridge-1"))
    for number in ["434,354", "576,474", "−2,980"] { #expect(bridge.text.contains(number)) }

    try numbersStandInTheFiles()

    // The decision, from the flag that the report shows.
    let flag = try comparison()
    #expect(flag.severity == "warning" && flag.numbers == [434_354, 576_474])
    let decided = try workspace.sanaq(
      "decide", "england", "--flag", flag.id, "--explained", "SCO", "--id", "two-returns",
      "--author", Self.author, "--role", "head of education statistics", "--reason",
      "en=The census counts schools only", "--reason", "ru=Перепись охватывает только школы")
    #expect(decided.code == 0, "\(decided.errors)")
    #expect(try comparison().severity == "warning", "nothing takes effect outside a run")

    let run = try workspace.sanaq("run", "england")
    #expect(run.output.contains("1 decision: 1 applied."), "\(run.errors)")
    let explained = try comparison()
    #expect(explained.severity == "info" && explained.confidence == "decided")
    #expect(
      explained.decided
        == Answer.Decided(decision: "two-returns", cause: "SCO", severity: "warning"))

    // The figure, the report, explain and trace.
    let figure = try workspace.answer(Answer.Explanation.self, "explain", "england", Self.cell)
    #expect(figure.figure.explainedShare == 1 && figure.figure.since == 2)
    #expect(figure.decisions.map(\.author) == [Self.author])
    for verb in ["explain", "trace"] {
      let shown = try workspace.sanaq(verb, "england", Self.cell).output
      for text in [Self.author, "two-returns", "The census counts schools only"] {
        #expect(shown.contains(text), "\(verb): \(text)")
      }
    }
    for (language, reason) in [
      ("en", "The census counts schools only"), ("ru", "Перепись охватывает только школы"),
    ] { #expect(try isInReport(language, reason), "\(language)") }
  }

  /// Both numbers are in the delivered files, at the bytes that `trace` names.
  private func numbersStandInTheFiles() throws {
    let trace = try workspace.answer(TraceTests.Trace.self, "trace", "england", Self.cell)
    #expect(trace.inputs.compactMap(\.value.value) == [434_354, 576_474])
    for input in trace.inputs {
      let record = try #require(input.observations.first?.records.first)
      let file = try workspace.bytes("RawData/england/\(input.delivery.file)")
      let bytes = file[record.offset..<record.offset + record.length]
      let number = try #require(input.value.value)
      #expect(String(decoding: bytes, as: UTF8.self).contains("\(number)"))
    }
  }

  /// Whether the report names the decision at the cell, in any of its blocks.
  private func isInReport(_ language: String, _ reason: String) throws -> Bool {
    let page = try worst(language).page
    return page.elements("article").contains { block in
      [Self.author, "two-returns", reason].allSatisfy(block.text.contains)
    }
  }
}
