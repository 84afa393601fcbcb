import StatisticalModel
import TestSupport
import Testing

@Suite("Packed periods")
struct PeriodPackingTests {
  /// The ends of every field: registers write 9999 for "no end".
  private static let texts = [
    "0000", "2019", "4095", "4096", "9999", "2019/2020", "9998/9999", "2019-Q1", "9999-Q4",
    "2019-01", "9999-12", "2019-12-31", "9999-12-31",
  ]

  @Test("A packed period comes back the same and needs no more bits than it says", arguments: texts)
  func roundTrip(text: String) {
    let packed = period(text).packed
    #expect(Period(packed: packed) == period(text))
    #expect(packed < 1 << UInt32(Period.packedBits))
    #expect(packed != 0)
  }

  @Test("Packed periods of one kind sort as the periods do")
  func order() {
    for kind in Period.Kind.allCases {
      let ordered = Self.texts.map(period).filter { $0.kind == kind }.sorted()
      #expect(ordered.map(\.packed) == ordered.map(\.packed).sorted())
    }
  }

  @Test("Zero, which stands for every period in a key, is none")
  func zero() {
    #expect(Period(packed: 0) == nil)
  }
}
