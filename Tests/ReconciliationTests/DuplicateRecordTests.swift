import StatisticalModel
import TestSupport
import Testing

@Suite("Records given twice")
struct DuplicateRecordTests {
  private func replies(_ right: String, duplicates: [Int]) -> SourceReplies {
    var replies = SourceReplies([
      .sample("a", concept: ConceptDefinition(attributes: [.measure: "stock"])),
      .sample("b", concept: ConceptDefinition(attributes: [.measure: "flow"])),
    ])
    replies.add("a", "indicator=learners,period=2022", number("100"), duplicates: duplicates)
    replies.add("b", "indicator=learners,period=2022", number(right))
    return replies
  }

  /// Whoever added both records up has twice the number.
  @Test("Explain a difference that is the number once more")
  func counted() throws {
    let flag = try replies("200", duplicates: [7]).comparison()
    #expect(flag?.cause == .duplicate)
    #expect(flag?.confidence == .decisive)
    #expect(flag?.secondary == [.time])
    #expect(try replies("300", duplicates: [7, 8]).comparison()?.cause == .duplicate)
  }

  /// Adding a unit twice makes the sum too large, never too small.
  @Test(
    "Of one unit explain a sum that is the larger number, and nothing where it is the smaller one")
  func repeatedUnits() throws {
    for (other, cause) in [("90", Cause.duplicate), ("110", .unexplained)] {
      var replies = SourceReplies([
        .sample("a", aggregation: .sum), .sample("b", aggregation: .sum),
      ])
      replies.add("a", "indicator=learners,period=2022", number("100"), duplicates: [7])
      replies.add("b", "indicator=learners,period=2022", number(other))
      let flag = try replies.comparison()
      #expect(flag?.cause == cause)
    }
  }

  /// The number was taken once: it cannot be why the other one is different.
  @Test("Are only a possibility beside any other difference")
  func notCounted() throws {
    let flag = try replies("190", duplicates: [7]).comparison()
    #expect(flag?.cause == .time)
    #expect(flag?.secondary == [.duplicate])
  }
}
