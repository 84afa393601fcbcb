import StatisticalModel
import TestSupport
import Testing

/// 125 children rounded to tens are 130, by the rule that schools teach.
@Suite("A number rounded from the middle")
struct RoundedTieTests {
  @Test(
    "Half a unit away from zero is rounding, half a unit towards it is not",
    arguments: [
      ("130", "125", true), ("120", "125", false), ("130", "134", true), ("130", "135", false),
      ("-130", "-125", true), ("-120", "-125", false),
    ])
  func tie(rounded: String, exact: String, agrees: Bool) throws {
    for replies in [
      SourceReplies.pair(number(rounded, unit: "10"), number(exact)),
      .pair(number(exact), number(rounded, unit: "10")),
    ] {
      #expect(try replies.comparison()?.cause == (agrees ? .rounding : .unexplained))
    }
  }

  @Test("Between two rounded numbers half a unit is no tie")
  func twoRounded() throws {
    let replies = SourceReplies.pair(number("130", unit: "10"), number("120", unit: "10"))
    #expect(try replies.comparison()?.cause == .unexplained)
  }
}
