import StatisticalModel
import Testing

@Suite("Lists of record numbers")
struct RecordListTests {
  // 3 − 0, 5 − 3 and 200 − 5 behind the zigzag are 6, 4 and 390 = 3 × 128 + 6 (DWARF 5, 7.6).
  @Test("Differences are kept as LEB128")
  func form() {
    #expect(Array(RecordList([3, 5, 200]).bytes) == [6, 4, 0x86, 0x03])
  }

  @Test(
    "What was put in comes out, in its order",
    arguments: [[], [1], [1, 2, 3], [7, 7], [5, 3, 9_000_000], [0], [Int.max, 1]])
  func roundTrip(ordinals: [Int]) {
    let list = RecordList(ordinals)
    #expect(Array(list) == ordinals)
    #expect(list.count == ordinals.count)
    #expect(list.isEmpty == ordinals.isEmpty)
  }

  @Test("Lists that share one run of bytes are told apart by their place in it")
  func shared() {
    let bytes = Array(RecordList([4, 6]).bytes) + Array(RecordList([9]).bytes)
    let second = RecordList(encodedIn: bytes, at: 2..<bytes.count, count: 1)
    #expect(second == [9])
    #expect(RecordList(encodedIn: bytes, at: 0..<2, count: 2) == [4, 6])
  }
}
