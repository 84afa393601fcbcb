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

  /// The number was taken once: it cannot be why the other one is different.
  @Test("Are only a possibility beside any other difference")
  func notCounted() throws {
    let flag = try replies("190", duplicates: [7]).comparison()
    #expect(flag?.cause == .time)
    #expect(flag?.secondary == [.duplicate])
  }
}
