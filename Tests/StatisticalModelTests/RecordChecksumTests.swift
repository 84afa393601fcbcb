import StatisticalModel
import Testing

@Suite("Checksums of records")
struct RecordChecksumTests {
  // FNV-1a of the bytes of "foobar" (Noll's test vectors), then the end of its one field.
  @Test("A field is hashed byte by byte, then closed")
  func known() {
    var batch = RecordBatch()
    batch.appendField("foobar".utf8)
    batch.endRecord(RecordLocator(ordinal: 1, offset: 0, length: 6, line: 1))
    let closed: UInt32 = (0xBF9C_F968 ^ 0x100) &* 0x0100_0193
    #expect(batch.checksum(of: 0) == closed)
  }

  /// Fields longer and shorter than those beside them, empty, null, too many and too few: taken four
  /// at a time they must come to what each comes to alone.
  @Test("Records side by side have the checksums they have alone", arguments: 0...13)
  func sideBySide(count: Int) {
    let fields: [[String?]] = [
      ["KZ-75", "2019", ""], ["KZ-7", "2019/2020", nil], ["", "", ""], [nil, nil, nil],
      ["a"], ["a", "b", "c", "d"], [], ["қазақ", "ә", "1"], ["1", "2", "3"],
    ]
    var batch = RecordBatch()
    for record in 0..<count {
      for field in fields[(record * 5 + count) % fields.count] {
        if let field { batch.appendField(field.utf8) } else { batch.appendNull() }
      }
      batch.endRecord(RecordLocator(ordinal: record + 1, offset: 0, length: 0, line: 1))
    }
    #expect(batch.checksums() == (0..<count).map { batch.checksum(of: $0) })
  }
}
