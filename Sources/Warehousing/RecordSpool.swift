package import Files
import Synchronization

/// Blocks of records on disk, from when they are read until they are loaded: in memory they would
/// grow with the files.
///
/// Nothing may be published before ``check()`` has returned: a block that could not be written, or
/// a checksum that could not be read, is told there.
package final class RecordSpool: Sendable {
  struct Place {
    var start: Int
    var locators: UInt32
    var checksums: UInt32
    var packing: RecordBlock.Packing
  }

  private let file: SpoolFile
  private let failure = Mutex<FileFailure?>(nil)

  package init(_ file: SpoolFile) { self.file = file }

  /// - Throws: the first failure there was.
  func check() throws(FileFailure) {
    if let failure = failure.withLock({ $0 }) { throw failure }
  }

  func append(_ block: RecordBlock) -> Place {
    Place(
      start: remembering { () throws(FileFailure) in
        try file.append(block.locators + block.checksums)
      } ?? 0,
      locators: UInt32(block.locators.count), checksums: UInt32(block.checksums.count),
      packing: block.packing)
  }

  /// - Throws: the first failure there was, which may have been that of writing this block.
  func block(at place: Place, firstOrdinal: Int, count: Int) throws(FileFailure) -> RecordBlock {
    try check()
    let middle = place.start + Int(place.locators)
    return RecordBlock(
      firstOrdinal: firstOrdinal, count: count, packing: place.packing,
      locators: try file.bytes(at: place.start..<middle),
      checksums: try file.bytes(at: middle..<middle + Int(place.checksums)))
  }

  /// A record's checksum; nil where none was taken.
  func checksum(of record: Int, at place: Place) -> UInt32? {
    guard Int(place.checksums) >= (record + 1) * 4 else { return nil }
    let start = place.start + Int(place.locators) + record * 4
    return remembering { () throws(FileFailure) in try file.bytes(at: start..<start + 4) }?
      .reversed().reduce(0) { $0 << 8 | UInt32($1) }
  }

  private func remembering<Value>(_ body: () throws(FileFailure) -> Value) -> Value? {
    do throws(FileFailure) {
      return try body()
    } catch {
      failure.withLock { $0 = $0 ?? error }
      return nil
    }
  }
}
