package import StatisticalModel

/// Where the records of a delivery stand, in about three bytes each, or seven with checksums.
///
/// Cut into blocks, so that one record is found without decoding all. Append in ascending ordinals.
package struct RecordIndex: Sendable, Hashable {
  private(set) var blocks: [RecordBlock] = []

  package init() {}

  /// Appends a block as it is stored.
  mutating func append(_ block: RecordBlock) { blocks.append(block) }

  /// Amortised constant.
  package mutating func append(_ locator: RecordLocator, checksum: UInt32? = nil) {
    // Asked in place: the last block as a value of its own would be counted up and down again.
    let last = blocks.count - 1
    if last >= 0, blocks[last].admits(locator, checksum: checksum) {
      blocks[last].append(locator, checksum: checksum)
    } else {
      // Growing by doubling, full blocks would keep half as much again.
      if last >= 0 { blocks[last].keepNoRoom() }
      var block = RecordBlock(firstOrdinal: locator.ordinal)
      block.append(locator, checksum: checksum)
      blocks.append(block)
    }
  }
}

/// A record's place and, where one was taken, a checksum of its bytes.
package struct IndexedRecord: Hashable, Sendable {
  package var locator: RecordLocator
  package var checksum: UInt32?

  package init(locator: RecordLocator, checksum: UInt32?) {
    self.locator = locator
    self.checksum = checksum
  }
}

/// Up to 4096 records of consecutive ordinals.
struct RecordBlock: Sendable, Hashable {
  static let capacity = 4096

  let firstOrdinal: Int
  private(set) var count = 0
  /// Per record: offset less the end of the one before (zigzag), length, line less the one before
  /// (zigzag).
  private(set) var locators: [UInt8] = []
  /// Four bytes a record, little-endian; empty when none were taken.
  private(set) var checksums: [UInt8] = []
  private var end = 0
  private var line = 0

  init(firstOrdinal: Int) { self.firstOrdinal = firstOrdinal }

  /// A block as stored; it is read, never continued.
  init(firstOrdinal: Int, count: Int, locators: [UInt8], checksums: [UInt8]) {
    self.firstOrdinal = firstOrdinal
    self.count = count
    self.locators = locators
    self.checksums = checksums
  }

  func admits(_ locator: RecordLocator, checksum: UInt32?) -> Bool {
    count < Self.capacity && locator.ordinal == firstOrdinal + count
      && checksums.isEmpty == (checksum == nil)
  }

  /// Gives back what appending has kept for more.
  mutating func keepNoRoom() {
    locators = locators.withoutRoom
    checksums = checksums.withoutRoom
  }

  mutating func append(_ locator: RecordLocator, checksum: UInt32?) {
    locators.append(zigzag: locator.offset - end)
    locators.append(unsigned: UInt64(locator.length))
    locators.append(zigzag: locator.line - line)
    if let checksum {
      checksums.append(UInt8(truncatingIfNeeded: checksum))
      checksums.append(UInt8(truncatingIfNeeded: checksum >> 8))
      checksums.append(UInt8(truncatingIfNeeded: checksum >> 16))
      checksums.append(UInt8(truncatingIfNeeded: checksum >> 24))
    }
    end = locator.offset + locator.length
    line = locator.line
    count += 1
  }

  /// The records of the block; nil when its bytes are damaged.
  func records() -> [IndexedRecord]? {
    var reader = VariableLengthReader(locators)
    var records: [IndexedRecord] = []
    var end = 0
    var line = 0
    for position in 0..<count {
      guard let gap = reader.zigzag(), let length = reader.unsigned(), let step = reader.zigzag()
      else { return nil }
      let offset = end &+ gap
      line = line &+ step
      end = offset &+ Int(truncatingIfNeeded: length)
      let locator = RecordLocator(
        ordinal: firstOrdinal + position, offset: offset,
        length: Int(truncatingIfNeeded: length), line: line)
      records.append(IndexedRecord(locator: locator, checksum: checksum(at: position)))
    }
    return reader.isAtEnd ? records : nil
  }

  func checksum(at position: Int) -> UInt32? {
    guard checksums.count >= (position + 1) * 4 else { return nil }
    return checksums[position * 4..<position * 4 + 4].reversed().reduce(0) { $0 << 8 | UInt32($1) }
  }
}

extension [UInt8] {
  fileprivate var withoutRoom: [UInt8] {
    var exact: [UInt8] = []
    exact.reserveCapacity(count)
    exact.append(contentsOf: self)
    return exact
  }
}
