package import StatisticalModel

/// A record's place and, where one was taken, a checksum of its bytes.
package struct IndexedRecord: Hashable, Sendable {
  package var locator: RecordLocator
  package var checksum: UInt32?

  package init(locator: RecordLocator, checksum: UInt32?) {
    self.locator = locator
    self.checksum = checksum
  }
}

/// Up to 4096 records of consecutive ordinals, as a row of the warehouse has them.
struct RecordBlock: Sendable, Hashable {
  static let capacity = 4096
  /// How many records are packed alike.
  static let frame = 128

  /// How places are written.
  enum Packing: String, Sendable {
    /// Per record: offset less the end of the one before (zigzag), length, line less the one before
    /// (zigzag), as LEB128. So blocks were written before the ninth migration.
    case differences
    /// Offset and line of the first record, each less one (zigzag, LEB128). Then for every 128 records
    /// the same three numbers, each as ``Swift/Array/append(packed:)`` writes 128 of them; the first
    /// record counts from that offset and line.
    case frames
  }

  let firstOrdinal: Int
  let count: Int
  let packing: Packing
  let locators: [UInt8]
  /// Four bytes a record, little-endian; empty when none were taken.
  let checksums: [UInt8]

  /// The records of the block; nil when its bytes are damaged.
  func records() -> [IndexedRecord]? {
    guard (0...Self.capacity).contains(count) else { return nil }
    let places =
      switch packing {
      case .differences: placesFromDifferences()
      case .frames: placesFromFrames()
      }
    return places.map { places in
      places.enumerated().map { position, place in
        IndexedRecord(
          locator: RecordLocator(
            ordinal: firstOrdinal &+ position, offset: place.offset, length: place.length,
            line: place.line),
          checksum: checksum(at: position))
      }
    }
  }

  private struct Place {
    var offset = 0
    var length = 0
    var line = 0

    func next(gap: Int, length: Int, step: Int) -> Place {
      Place(offset: offset &+ self.length &+ gap, length: length, line: line &+ step)
    }
  }

  private func placesFromDifferences() -> [Place]? {
    var reader = VariableLengthReader(locators)
    var places: [Place] = []
    var last = Place()
    for _ in 0..<count {
      guard let gap = reader.zigzag(), let length = reader.unsigned(), let step = reader.zigzag()
      else { return nil }
      last = last.next(gap: gap, length: Int(truncatingIfNeeded: length), step: step)
      places.append(last)
    }
    return reader.isAtEnd ? places : nil
  }

  private func placesFromFrames() -> [Place]? {
    var reader = VariableLengthReader(locators)
    guard let offset = reader.zigzag(), let line = reader.zigzag() else { return nil }
    var last = Place(offset: offset, line: line)
    var places: [Place] = []
    while places.count < count {
      let records = min(Self.frame, count - places.count)
      var numbers: [Int] = []
      for _ in 0..<3 {
        guard reader.unpack(records, into: &numbers) else { return nil }
      }
      for position in 0..<records {
        last = last.next(
          gap: numbers[position], length: numbers[records + position],
          step: numbers[2 * records + position])
        places.append(last)
      }
    }
    return reader.isAtEnd ? places : nil
  }

  func checksum(at position: Int) -> UInt32? {
    guard checksums.count >= (position + 1) * 4 else { return nil }
    return checksums[position * 4..<position * 4 + 4].reversed().reduce(0) { $0 << 8 | UInt32($1) }
  }
}

/// A block that records are added to.
struct OpenRecordBlock: Sendable {
  private let firstOrdinal: Int
  private var count = 0
  private var locators: [UInt8] = []
  private var checksums: [UInt8] = []
  private let hasChecksums: Bool
  // What the frame that is not full yet consists of.
  private var gaps: [Int] = []
  private var lengths: [Int] = []
  private var steps: [Int] = []
  private var end: Int
  private var line: Int

  /// Begins with a record, which is not added.
  init(at first: RecordLocator, hasChecksums: Bool) {
    firstOrdinal = first.ordinal
    self.hasChecksums = hasChecksums
    // One less each: so the first record is like any other of a table without quoted line breaks.
    end = first.offset &- 1
    line = first.line &- 1
    locators.append(zigzag: end)
    locators.append(zigzag: line)
  }

  func admits(_ locator: RecordLocator, hasChecksum: Bool) -> Bool {
    count < RecordBlock.capacity && locator.ordinal == firstOrdinal &+ count
      && hasChecksums == hasChecksum
  }

  mutating func append(_ locator: RecordLocator, checksum: UInt32?) {
    gaps.append(locator.offset &- end)
    lengths.append(locator.length)
    steps.append(locator.line &- line)
    if let checksum {
      checksums.append(UInt8(truncatingIfNeeded: checksum))
      checksums.append(UInt8(truncatingIfNeeded: checksum >> 8))
      checksums.append(UInt8(truncatingIfNeeded: checksum >> 16))
      checksums.append(UInt8(truncatingIfNeeded: checksum >> 24))
    }
    end = locator.offset &+ locator.length
    line = locator.line
    count += 1
    if gaps.count == RecordBlock.frame { closeFrame() }
  }

  private mutating func closeFrame() {
    locators.append(packed: gaps)
    locators.append(packed: lengths)
    locators.append(packed: steps)
    gaps.removeAll(keepingCapacity: true)
    lengths.removeAll(keepingCapacity: true)
    steps.removeAll(keepingCapacity: true)
  }

  /// The block with the records so far.
  var block: RecordBlock {
    var whole = self
    whole.closeFrame()
    return RecordBlock(
      firstOrdinal: firstOrdinal, count: count, packing: .frames, locators: whole.locators,
      checksums: checksums)
  }
}
