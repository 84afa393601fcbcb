import Staging
import StatisticalModel
import TestSupport
import Testing

/// Numbers of persons are found by their check digits, which are computed here a second time.
@Suite("Personal numbers and columns are found, and other numbers are not taken for them")
struct PersonalDataTests {
  static let iin = PersonalNumber(
    id: "iin", digits: 12, birthDate: 1,
    weights: [Array(1...11), [3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2]], modulus: 11, check: .remainder)
  static let nhs = PersonalNumber(
    id: "nhs-number", digits: 10, weights: [[10, 9, 8, 7, 6, 5, 4, 3, 2]], modulus: 11,
    check: .complement)

  private func found(_ rows: [[String?]], columns: [String] = ["Region", "Value"])
    -> PersonalDataFound?
  {
    let screen = PersonalDataScreen(
      PersonalDataDefinition(numbers: [Self.iin, Self.nhs], columns: ["ФИО", "surname"]),
      columns: columns)
    do {
      try screen.checkColumns()
      try screen.check(RecordBatch(rows))
      return nil
    } catch {
      return error
    }
  }

  /// 943 476 5919 is the example of the NHS Data Dictionary; the others differ from it in a digit.
  @Test(
    "the published number is found alone, in a text and between marks",
    arguments: [
      ("9434765919", true), ("no. 9434765919.", true), ("'9434765919", true),
      ("9434765918", false), ("9434756919", false), ("19434765919", false), ("943476591", false),
      ("94347659190", false), ("9434 765919", false),
    ])
  func published(_ text: String, _ isPersonal: Bool) {
    let expected = PersonalDataFound(line: 3, column: "Value", number: "nhs-number")
    #expect(found([["KZ-10", "5"], ["KZ-11", text]]) == (isPersonal ? expected : nil))
  }

  /// The rules in words: digits times 1 to 11, and where that leaves 10 by 11, times 3 to 11, 1, 2.
  @Test("a thousand drawn numbers are all found, and with any other last digit none")
  func drawn() {
    var random = SeededGenerator()
    for _ in 0..<1_000 {
      let date = String(
        80_000_000 + Int.random(in: 0...19, using: &random) * 10_000
          + Int.random(in: 1...12, using: &random) * 100 + Int.random(in: 1...28, using: &random)
      ).suffix(6)
      let rest = String(100_000 + Int.random(in: 1...99_999, using: &random)).suffix(5)
      let digits = (date + rest).compactMap(\.wholeNumberValue)
      var sum = 0
      for (place, digit) in digits.enumerated() { sum += digit * (place + 1) }
      if sum % 11 == 10 {
        sum = 0
        for (place, digit) in digits.enumerated() { sum += digit * ((place + 2) % 11 + 1) }
      }
      let check = sum % 11
      guard check < 10 else { continue }
      let lead = String(repeating: "x", count: Int.random(in: 0...30, using: &random))
      let text = "\(lead)\(date)\(rest)\(check)"
      #expect(
        found([[nil, text]]) == PersonalDataFound(line: 2, column: "Value", number: "iin"),
        "seed \(random.seed)")
      #expect(found([[nil, "\(lead)\(date)\(rest)\((check + 1) % 10)"]]) == nil)
    }
  }

  /// Two fields that touch in memory are two texts: 94347 and 65919 are no number of ten digits.
  @Test("digits of neighbouring fields and records do not run together")
  func neighbours() {
    #expect(found([["94347", "65919"], ["94347", nil], ["65919", "1"]]) == nil)
    #expect(found([["94347", "65919"], ["9434765919", nil]])?.line == 3)
  }

  @Test("a date of birth must exist")
  func birthDate() {
    // 1·1 + 3·3 = 10, so the second weights: 1·3 + 3·5 = 18 = 11 + 7: but there is no month 13.
    #expect(!Self.iin.fits(Array("101300000007".utf8)[...]))
    // 1·4 + 1·6 = 10, so the second weights: 1·6 + 1·8 = 14 = 11 + 3.
    #expect(Self.iin.fits(Array("000101000003".utf8)[...]))
    // With zeros alone every check holds.
    #expect(!Self.nhs.fits(Array("0000000000".utf8)[...]))
  }

  @Test(
    "a column with a word about persons in its name is found in any case",
    arguments: [("Surname", true), ("ФИО ребёнка", true), ("фио", true), ("Region", false)])
  func columns(_ name: String, _ isPersonal: Bool) {
    #expect((found([], columns: ["Area", name])?.column == name) == isPersonal)
  }
}
