internal import Files
package import StatisticalModel

/// Where the records of a delivery stand, in about a byte each, or five with checksums.
///
/// Cut into blocks, so that one record is found without decoding all. Append in ascending ordinals.
/// What a delivery's blocks hold waits in a spool, where there is one, and not in memory.
package struct RecordIndex: Sendable {
  private var closed: [Place] = []
  private var open: OpenRecordBlock?
  private let spool: RecordSpool?

  /// A block that no records are added to any more.
  private struct Place {
    var firstOrdinal: Int
    var count: Int
    var content: Content
  }

  private enum Content {
    case held(RecordBlock)
    case spooled(RecordSpool.Place)
  }

  package init(spool: RecordSpool? = nil) { self.spool = spool }

  /// Appends a block as it is stored.
  mutating func append(_ block: RecordBlock) {
    let content = spool.map { Content.spooled($0.append(block)) } ?? .held(block)
    closed.append(
      Place(firstOrdinal: block.firstOrdinal, count: block.count, content: content))
  }

  /// Amortised constant.
  package mutating func append(_ locator: RecordLocator, checksum: UInt32? = nil) {
    // Asked in place: the open block as a value of its own would be copied with every record.
    if open?.admits(locator, hasChecksum: checksum != nil) != true {
      close()
      open = OpenRecordBlock(at: locator, hasChecksums: checksum != nil)
    }
    open?.append(locator, checksum: checksum)
  }

  /// Closes the last block: to be called when there are no more records.
  package mutating func close() {
    guard let block = open?.block else { return }
    open = nil
    append(block)
  }

  /// How many blocks are closed.
  var blockCount: Int { closed.count }

  /// A block that is closed.
  ///
  /// - Throws: `FileFailure` when something of the index could not be written or read.
  func block(at position: Int) throws(FileFailure) -> RecordBlock? {
    switch closed[position].content {
    case .held(let block): return block
    case .spooled(let place):
      return try spool?.block(
        at: place, firstOrdinal: closed[position].firstOrdinal, count: closed[position].count)
    }
  }

  /// - Throws: `FileFailure` when something of the index could not be written or read.
  func check() throws(FileFailure) { try spool?.check() }

  /// The checksum of a record in a closed block; nil where none was taken or there is no such record, or where the
  /// spool cannot be read, which ``check()`` tells.
  ///
  /// - Complexity: logarithmic in the blocks.
  package func checksum(of ordinal: Int) -> UInt32? {
    var (low, high) = (0, closed.count)
    while low < high {
      let middle = (low + high) / 2
      if closed[middle].firstOrdinal <= ordinal { low = middle + 1 } else { high = middle }
    }
    guard low > 0, ordinal - closed[low - 1].firstOrdinal < closed[low - 1].count else {
      return nil
    }
    let record = ordinal - closed[low - 1].firstOrdinal
    return switch closed[low - 1].content {
    case .held(let block): block.checksum(at: record)
    case .spooled(let place): spool?.checksum(of: record, at: place)
    }
  }
}
