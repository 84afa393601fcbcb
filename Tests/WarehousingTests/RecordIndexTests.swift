import Files
import Foundation
import StatisticalModel
import TestSupport
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
    for packing in [RecordBlock.Packing.differences, .frames] {
      for count in [-1, 2, 4097, Int.max] {
        let block = RecordBlock(
          firstOrdinal: 1, count: count, packing: packing, locators: [2, 3, 2, 1], checksums: [])
        #expect(block.records() == nil, "\(packing), \(count)")
      }
    }
  }

  /// By hand: 5 is the least (zigzag 10), 3 bits hold 0 to 7, so 5, 12, 6 are 000, 111, 001 from the
  /// lowest bit on.
  @Test("numbers close together take as many bits as the widest")
  func packed() {
    var bytes: [UInt8] = []
    bytes.append(packed: [5, 12, 6])
    #expect(bytes == [10, 3, 0b0111_1000, 0])
    bytes = []
    bytes.append(packed: [1, 1, 1, 1])
    #expect(bytes == [2, 0])
  }

  @Test(
    "lists of any numbers come back",
    arguments: [[0], [-1, 1], [.min, .max], [.max, .min, 0], Array(-70...70)])
  func packedRoundTrip(numbers: [Int]) {
    var bytes: [UInt8] = []
    bytes.append(packed: numbers)
    var reader = VariableLengthReader(bytes)
    var read: [Int] = []
    #expect(reader.unpack(numbers.count, into: &read))
    #expect(read == numbers && reader.isAtEnd)
    var cut = VariableLengthReader(bytes.dropLast())
    #expect(!cut.unpack(numbers.count, into: &read))
    var wide = VariableLengthReader([0, 65] + Array(repeating: 0xFF, count: 20))
    #expect(!wide.unpack(1, into: &read))
  }

  /// As M0002 says it: records at 0, 5 and 12 of four, six and one byte, on lines 1, 2 and 4.
  @Test("blocks of earlier versions are read as they were written")
  func differences() {
    let block = RecordBlock(
      firstOrdinal: 1, count: 3, packing: .differences,
      locators: [0, 4, 2, 2, 6, 2, 2, 1, 4], checksums: [])
    #expect(
      block.records()?.map(\.locator) == [
        RecordLocator(ordinal: 1, offset: 0, length: 4, line: 1),
        RecordLocator(ordinal: 2, offset: 5, length: 6, line: 2),
        RecordLocator(ordinal: 3, offset: 12, length: 1, line: 4),
      ])
  }

  @Test(
    "records come back from blocks, at their edges too",
    arguments: [0, 1, 2, 127, 128, 129, 4095, 4096, 4097, 8192, 8193], [false, true])
  func roundTrip(count: Int, isSpooled: Bool) throws {
    var random = SeededGenerator()
    let records = randomRecords(count, using: &random)
    let place = try Workplace()
    var index = RecordIndex(
      spool: isSpooled ? RecordSpool(try SpoolFile(path: place.warehouse)) : nil)
    for record in records { index.append(record.locator, checksum: record.checksum) }

    let blocks = try blocks(of: &index)
    #expect(blocks.map(\.count) == blockSizes(count), "seed \(random.seed)")
    let read = blocks.flatMap { $0.records() ?? [] }
    #expect(read == records, "seed \(random.seed)")
    for record in records {
      #expect(index.checksum(of: record.locator.ordinal) == record.checksum)
    }
  }

  private func blocks(of index: inout RecordIndex) throws -> [RecordBlock] {
    index.close()
    return try (0..<index.blockCount).map { try #require(try index.block(at: $0)) }
  }

  @Test("a spool has no name: nothing is left of it")
  func nameless() throws {
    let place = try Workplace()
    let spool = try SpoolFile(path: place.warehouse)
    #expect(try spool.append([1, 2, 3]) == 0 && spool.append([4]) == 3)
    #expect(try spool.bytes(at: 2..<4) == [3, 4])
    #expect(throws: FileFailure.self) { try spool.bytes(at: 3..<5) }
    #expect(try FileManager.default.contentsOfDirectory(atPath: place.folder.path) == [])
  }

  @Test("a gap in the ordinals starts another block")
  func gap() throws {
    var index = RecordIndex()
    for ordinal in [1, 2, 7, 8] {
      index.append(RecordLocator(ordinal: ordinal, offset: ordinal * 10, length: 9, line: ordinal))
    }
    let blocks = try blocks(of: &index)
    #expect(blocks.map(\.firstOrdinal) == [1, 7])
    #expect(blocks.flatMap { $0.records() ?? [] }.map(\.locator.ordinal) == [1, 2, 7, 8])
  }

  @Test("lines of 60 to 75 bytes take half a byte a record, and four for the checksum")
  func size() throws {
    var random = SeededGenerator()
    var index = RecordIndex()
    var offset = 100
    for ordinal in 1...4096 {
      let length = Int.random(in: 60...75, using: &random)
      index.append(
        RecordLocator(ordinal: ordinal, offset: offset, length: length, line: ordinal + 1),
        checksum: 1)
      offset += length + 1
    }
    let block = try #require(try blocks(of: &index).first)
    // Two bytes and one say where the first record stands; each of 32 frames has three lists, whose
    // least number and width take two bytes, three where the least is 64 or more.
    let lengths = 4096 / 2
    let least = lengths + 3 + 32 * 6
    #expect(block.locators.count >= least && block.locators.count <= least + 32)
    let checksums = 4096 * 4
    #expect(block.checksums.count == checksums)
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
