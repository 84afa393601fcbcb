/// Rows as libcsv cuts them: one run of bytes and flat arrays, nothing allocated per field.
package struct CSVRows {
  package var text: [UInt8] = []
  /// End of each field in ``text``.
  package var ends: [Int] = []
  package var isNull: [Bool] = []
  /// Fields before each row; one more entry than there are rows.
  package var firstField: [Int] = [0]
  private var followsCarriageReturn = false

  package init() {}

  package var count: Int { firstField.count - 1 }

  package mutating func removeAll() {
    text.removeAll()
    ends.removeAll(keepingCapacity: true)
    isNull.removeAll(keepingCapacity: true)
    firstField.removeAll(keepingCapacity: true)
    firstField.append(0)
  }

  @inline(__always)
  mutating func appendField(endingAt end: Int, isNull: Bool) {
    ends.append(end)
    self.isNull.append(isNull)
  }

  /// libcsv reports the line feed of CR LF as a row of its own: it is none.
  @inline(__always)
  mutating func endRow(_ terminator: Int32) {
    let isLineFeed = terminator == 0x0A
    if isLineFeed && followsCarriageReturn && ends.count == firstField[firstField.count - 1] {
      followsCarriageReturn = false
      return
    }
    followsCarriageReturn = terminator == 0x0D
    firstField.append(ends.count)
  }
}
