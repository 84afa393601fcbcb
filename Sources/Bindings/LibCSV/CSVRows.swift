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
    ends.removeAll()
    isNull.removeAll()
    firstField.removeAll(keepingCapacity: true)
    firstField.append(0)
  }

  /// Ends a row, with the fields that there have been in all.
  ///
  /// libcsv reports the line feed of CR LF as a row of its own: it is none.
  @inline(__always)
  mutating func endRow(_ terminator: Int32, fields: Int) {
    let isLineFeed = terminator == 0x0A
    if isLineFeed && followsCarriageReturn && fields == firstField[firstField.count - 1] {
      followsCarriageReturn = false
      return
    }
    followsCarriageReturn = terminator == 0x0D
    firstField.append(fields)
  }
}
