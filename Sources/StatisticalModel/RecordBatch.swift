/// Where a record stands in a delivered file, in the bytes as received.
package struct RecordLocator: Hashable, Sendable {
  /// Counted from 1 over the data records; the header, where there is one, is 0.
  package var ordinal: Int
  /// Of the first byte, from 0.
  package var offset: Int
  /// In bytes, without the line terminator.
  package var length: Int
  /// Of the first byte, from 1.
  package var line: Int

  package init(ordinal: Int, offset: Int, length: Int, line: Int) {
    self.ordinal = ordinal
    self.offset = offset
    self.length = length
    self.line = line
  }
}

/// A batch of records as extraction hands them on: one run of UTF-8 bytes, cut into fields.
///
/// Field `f` of record `r` is `text[ends[i - 1]..<ends[i]]` with `i = firstField[r] + f`.
/// An unquoted empty field (CSV) or an absent element or attribute (XML) is *null*, which differs
/// from the empty string. Nothing is trimmed.
package struct RecordBatch: Sendable {
  package var locators: [RecordLocator] = []
  /// Fields before each record; one more entry than there are records.
  package var firstField: [Int] = [0]
  /// End of each field in ``text``.
  package var ends: [Int] = []
  package var isNull: [Bool] = []
  package var text: [UInt8] = []

  package init() {}

  package var count: Int { locators.count }
  package var isEmpty: Bool { locators.isEmpty }

  @inlinable
  package func fieldCount(of record: Int) -> Int {
    firstField[record + 1] - firstField[record]
  }

  /// The bytes of a field; nil when it is null or the record has no such field.
  package func field(_ field: Int, of record: Int) -> ArraySlice<UInt8>? {
    place(of: field, of: record).map { text[$0] }
  }

  /// Where in ``text`` a field stands; nil when it is null or the record has no such field.
  @inlinable
  package func place(of field: Int, of record: Int) -> Range<Int>? {
    let index = firstField[record] + field
    guard field >= 0, index < firstField[record + 1], !isNull[index] else { return nil }
    return (index == 0 ? 0 : ends[index - 1])..<ends[index]
  }

  package func string(_ field: Int, of record: Int) -> String? {
    self.field(field, of: record).map { String(decoding: $0, as: UTF8.self) }
  }

  /// Appends a field to the record being built.
  package mutating func appendField(_ bytes: some Sequence<UInt8>) {
    text.append(contentsOf: bytes)
    ends.append(text.count)
    isNull.append(false)
  }

  /// As the generic one, without its cost across modules.
  package mutating func appendField(_ bytes: [UInt8], _ range: Range<Int>) {
    for index in range { text.append(bytes[index]) }
    ends.append(text.count)
    isNull.append(false)
  }

  package mutating func appendNull() {
    ends.append(text.count)
    isNull.append(true)
  }

  /// Closes the record whose fields were appended since the last call.
  package mutating func endRecord(_ locator: RecordLocator) {
    locators.append(locator)
    firstField.append(ends.count)
  }

  package mutating func removeAll() {
    locators.removeAll(keepingCapacity: true)
    firstField.removeAll(keepingCapacity: true)
    firstField.append(0)
    ends.removeAll(keepingCapacity: true)
    isNull.removeAll(keepingCapacity: true)
    text.removeAll(keepingCapacity: true)
  }
}
