import StatisticalModel
import Testing
import Warehousing

@Suite("Checksums of single records")
struct RecordChecksumTests {
  @Test("A record's checksum is found across blocks, and none where there is no record")
  func lookup() {
    var index = RecordIndex()
    for ordinal in 1...10_000 {
      index.append(
        RecordLocator(ordinal: ordinal, offset: ordinal * 10, length: 10, line: ordinal),
        checksum: UInt32(ordinal) &* 2_654_435_761)
    }
    index.close()
    for ordinal in [1, 4096, 4097, 8192, 10_000] {
      #expect(index.checksum(of: ordinal) == UInt32(ordinal) &* 2_654_435_761)
    }
    #expect(index.checksum(of: 0) == nil)
    #expect(index.checksum(of: 10_001) == nil)
    #expect(RecordIndex().checksum(of: 1) == nil)
  }

  @Test("Records kept without checksums have none")
  func without() {
    var index = RecordIndex()
    index.append(RecordLocator(ordinal: 1, offset: 0, length: 10, line: 1))
    index.close()
    #expect(index.checksum(of: 1) == nil)
  }
}
