import StatisticalModel
import Testing

@Suite("Distinct texts of a delivery")
struct StagedTextsTests {
  @Test("Each text keeps the position it first had, however many come after")
  func positions() {
    var texts = StagedTexts()
    let all = (0..<1_000).map { "школа №\($0)" }
    for (position, text) in all.enumerated() {
      #expect(texts.intern(ArraySlice(text.utf8)) == Int32(position))
    }
    for (position, text) in all.enumerated() {
      #expect(texts.intern(ArraySlice(text.utf8)) == Int32(position))
    }
    #expect(texts.entries == all)
  }

  @Test("A code a definition sets is another text than the same letters in a file")
  func targetCodes() {
    var texts = StagedTexts()
    let fromFile = texts.intern(ArraySlice("KZ-35".utf8))
    let fromDefinition = texts.intern(TargetCode.marked("KZ-35"))
    #expect(fromFile != fromDefinition)
    #expect(texts.entries.map(TargetCode.unmarked) == [nil, "KZ-35"])
  }
}
