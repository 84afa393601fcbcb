package import StatisticalModel

extension RecordBatch {
  /// Records as extraction hands them on; nil is a null field.
  ///
  /// Ordinals and lines count from `first`, offsets are made up.
  package init(_ rows: [[String?]], from first: Int = 1) {
    self.init()
    for (index, row) in rows.enumerated() {
      for field in row {
        if let field { appendField(field.utf8) } else { appendNull() }
      }
      let ordinal = first + index
      endRecord(
        RecordLocator(ordinal: ordinal, offset: ordinal * 100, length: 99, line: ordinal + 1))
    }
  }
}
