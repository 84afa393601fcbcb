import StatisticalModel
import TestSupport
import Testing

@Suite("Bands that go beyond their range")
struct RangeBeyondTests {
  /// Nineteen-year-olds in the last band are no children of 0-18.
  @Test("Are named with the ages outside")
  func outside() throws {
    var replies = SourceReplies([.sample("a")])
    replies.add("a", "indicator=learners,period=2025", number("4"))
    for band in ["Y0T2", "Y3", "Y4T5", "Y6T19"] {
      replies.add("a", "indicator=learners,period=2025,age=\(band)", number("1"))
    }
    let flags = try replies.results().flatMap { $0.flags(of: "range-cover:age") }
    #expect(flags.map { $0.evidence.first?.values["fault"] } == ["19 outside"])
  }

  /// Bands of 3, 4-5 and 5-6 under a whole of 4-5, as a school's own list may have them.
  @Test("Are told from ages in two bands, below the range as above it")
  func below() throws {
    func band(_ id: String, _ range: ClosedRange<Int>, parent: String? = "whole") -> Code {
      Code(id: id, parent: parent, range: range)
    }
    let persons = IndicatorProperties(unit: "persons", measure: .stock, additive: [])
    let structure = Structure.sample(dimensions: [
      Dimension(
        id: "indicator",
        values: .codes(
          Codelist(id: "indicator", codes: [Code(id: "learners", indicator: persons)]))),
      Dimension(id: "period", values: .time),
      Dimension(
        id: "age",
        values: .codes(
          Codelist(
            id: "age",
            codes: [band("whole", 4...5, parent: nil), band("x", 3...4), band("y", 5...6)])),
        total: "whole"),
    ])
    var replies = SourceReplies([.sample("a")], structure: structure)
    for age in ["whole", "x", "y"] {
      replies.add("a", "indicator=learners,period=2025,age=\(age)", number("1"))
    }
    let flags = try replies.results().flatMap(\.flags)
    #expect(flags.map { $0.evidence.first?.values["fault"] } == ["3 outside, 6 outside"])
  }
}
