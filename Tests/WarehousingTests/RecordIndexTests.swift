import StatisticalModel
import Testing

@testable import Warehousing

@Suite("Record index")
struct RecordIndexTests {
  /// LEB128 examples of DWARF 5, figure 22 and the zigzag table of Protocol Buffers' encoding guide.
  @Test("numbers are coded as the standards print them")
  func codes() {
    var bytes: [UInt8] = []
    for number: UInt64 in [2, 127, 128, 129, 12857] { bytes.append(unsigned: number) }
    #expect(bytes == [0x02, 0x7F, 0x80, 0x01, 0x81, 0x01, 0xB9, 0x64])

    var signed: [UInt8] = []
    for number in [0, -1, 1, -2, 63, -64] { signed.append(zigzag: number) }
    #expect(signed == [0, 1, 2, 3, 126, 127])
  }

  @Test(
    "the ends of the number range survive",
    arguments: [0, 1, -1, Int(Int32.max), .max, .min, .max - 1, .min + 1])
  func extremes(number: Int) {
    var bytes: [UInt8] = []
    bytes.append(zigzag: number)
    var reader = VariableLengthReader(bytes)
    #expect(reader.zigzag() == number)
    #expect(reader.isAtEnd)
  }

  @Test("cut or overlong bytes are refused, not trapped on")
  func damaged() {
    var cut = VariableLengthReader([0x80, 0x80])
    #expect(cut.unsigned() == nil)
    var long = VariableLengthReader(Array(repeating: 0xFF, count: 11))
    #expect(long.unsigned() == nil)
    let block = RecordBlock(firstOrdinal: 1, count: 2, locators: [2, 3, 2, 1], checksums: [])
    #expect(block.records() == nil)
  }

  @Test(
    "records come back from blocks, at their edges too",
    arguments: [0, 1, 2, 4095, 4096, 4097, 8192, 8193])
  func roundTrip(count: Int) {
    var random = SeededGenerator()
    let records = randomRecords(count, using: &random)
    var index = RecordIndex()
    for record in records { index.append(record.locator, checksum: record.checksum) }

    #expect(index.blocks.map(\.count) == blockSizes(count), "seed \(random.seed)")
    let read = index.blocks.flatMap { $0.records() ?? [] }
    #expect(read == records, "seed \(random.seed)")
  }

  @Test("a gap in the ordinals starts another block")
  func gap() {
    var index = RecordIndex()
    for ordinal in [1, 2, 7, 8] {
      index.append(RecordLocator(ordinal: ordinal, offset: ordinal * 10, length: 9, line: ordinal))
    }
    #expect(index.blocks.map(\.firstOrdinal) == [1, 7])
    #expect(index.blocks.flatMap { $0.records() ?? [] }.map(\.locator.ordinal) == [1, 2, 7, 8])
  }

  @Test("plain lines take three bytes a record, seven with a checksum")
  func size() throws {
    var index = RecordIndex()
    for ordinal in 1...4096 {
      index.append(
        RecordLocator(ordinal: ordinal, offset: ordinal * 64, length: 63, line: ordinal + 1),
        checksum: 1)
    }
    let block = try #require(index.blocks.first)
    // The first offset (64) needs two bytes, as zigzag doubles it.
    #expect(block.locators.count == 4096 * 3 + 1)
    #expect(block.checksums.count == 4096 * 4)
  }

  private func blockSizes(_ count: Int) -> [Int] {
    stride(from: 0, to: count, by: 4096).map { min(4096, count - $0) }
  }

  private func randomRecords(
    _ count: Int, using random: inout SeededGenerator
  ) -> [IndexedRecord] {
    var offset = 0
    var line = 1
    return (0..<count).map { position in
      offset += Int.random(in: 0...300, using: &random)
      let length = Int.random(in: 0...100_000, using: &random)
      defer {
        offset += length
        line += Int.random(in: 0...5, using: &random)
      }
      return IndexedRecord(
        locator: RecordLocator(ordinal: position + 1, offset: offset, length: length, line: line),
        checksum: UInt32.random(in: 0...UInt32.max, using: &random))
    }
  }
}

/// SplitMix64 (Steele, Lea, Flood 2014) from a seed that a failing test prints.
struct SeededGenerator: RandomNumberGenerator {
  let seed: UInt64
  private var state: UInt64

  init(seed: UInt64 = UInt64.random(in: 0...UInt64.max)) {
    self.seed = seed
    state = seed
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
