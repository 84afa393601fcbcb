import StatisticalModel
import TestSupport
import Testing

@Suite("Quotations of one document")
struct SameOriginTests {
  /// Either agency may have mistyped 175,08x; only the ministry's reply can tell.
  @Test("Neither of two quotations a slip apart is proposed for the other")
  func noProposal() throws {
    let reply = ConceptDefinition(attributes: [:], origin: "reply-of-2022-11")
    let replies = SourceReplies.pair(number("175085"), number("175082"), of: [reply, reply])
    #expect(try #require(try replies.comparison()).proposals.isEmpty)
  }
}
