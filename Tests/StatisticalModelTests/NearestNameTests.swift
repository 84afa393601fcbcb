import StatisticalModel
import Testing

@Suite("The nearest name is suggested")
struct NearestNameTests {
  /// Distances by hand, after Damerau (1964): a swap of neighbours is one edit.
  @Test(
    "Distance in edits",
    arguments: [
      ("", "", 0), ("abc", "abc", 0), ("abc", "acb", 1), ("abc", "ab", 1), ("abc", "abcd", 1),
      ("abc", "axc", 1), ("kitten", "sitting", 3), ("ca", "abc", 3),
    ])
  func distance(_ left: String, _ right: String, _ expected: Int) {
    #expect(editDistance(Array(left), Array(right)) == expected)
    #expect(editDistance(Array(right), Array(left)) == expected)
  }

  @Test("At most two edits, the smallest distance, then the alphabet; never a wholly other name")
  func nearest() {
    #expect(nearestName(to: "titel", among: ["title", "total"]) == "title")
    #expect(nearestName(to: "abcd", among: ["abcy", "abcx"]) == "abcx")
    #expect(nearestName(to: "title", among: ["period"]) == nil)
    #expect(nearestName(to: "F", among: ["M", "_T"]) == nil)
  }
}
