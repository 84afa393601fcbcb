internal import Crypto
internal import Foundation
internal import GRDB
internal import SQLiteInsertion
internal import StatisticalModel

/// A row in the making: its canonical text, which its digest is over, and where in it the values to
/// be stored stand.
struct RowText {
  private(set) var text = CanonicalText()
  private(set) var values: [RowValue] = []
  /// Up to the last value that is not null.
  private(set) var filledEnd = 0

  /// Over the values in column order, without nulls at the end: so a column that a later migration
  /// appends leaves the digests of earlier rows as they are.
  var digest: SHA256.Digest { SHA256.hash(data: text.bytes[..<filledEnd]) }

  mutating func removeAll() {
    text.removeAll()
    values.removeAll(keepingCapacity: true)
    filledEnd = 0
  }

  mutating func addNull() {
    text.addNull()
    values.append(.null)
  }

  mutating func add(_ number: Int64) {
    text.add(number)
    append(.integer(number))
  }

  mutating func add(_ number: Int) { add(Int64(number)) }

  mutating func add(_ string: String) {
    text.add(string)
    append(.text(text.last))
  }

  /// Adds a text that is digested as it is and stored as some numbers, a column each.
  mutating func add(_ string: String, storedAs numbers: Int64...) {
    text.add(string)
    for number in numbers { append(.integer(number)) }
  }

  mutating func add(_ string: String?) {
    if let string { add(string) } else { addNull() }
  }

  mutating func add(_ number: Int?) {
    if let number { add(number) } else { addNull() }
  }

  mutating func add(_ decimal: ExactDecimal?) {
    if let decimal { add(decimal.description) } else { addNull() }
  }

  mutating func add(blob: some Collection<UInt8>) {
    text.add(blob: blob)
    append(.blob(text.last))
  }

  /// Bytes of a column that is null where there are none.
  mutating func add(blobUnlessEmpty blob: some Collection<UInt8>) {
    if blob.isEmpty { addNull() } else { add(blob: blob) }
  }

  mutating func add(_ value: DatabaseValue) {
    switch value.storage {
    case .null: addNull()
    case .int64(let number): add(number)
    case .string(let string): add(string)
    case .blob(let data): add(blob: data)
    // No column is of type REAL; whoever stored one made a different row of it.
    case .double(let number): add("real \(number)")
    }
  }

  /// Adds the values of a row as they are stored, from a column on.
  mutating func add(_ row: StoredValues, from column: Int = 0) {
    let bytes = row.bytes
    for value in row.values[column...] {
      switch value {
      case .null: addNull()
      case .integer(let number): add(number)
      case .text(let range):
        text.add(utf8: bytes[range])
        append(.text(text.last))
      case .blob(let range): add(blob: bytes[range])
      }
    }
  }

  /// `state`, `value`, `qualifier` and `rounding_unit`.
  mutating func add(_ value: ObservedValue) {
    add(value.state.rawValue)
    add(value.number)
    add(value.qualifier.rawValue)
    add(value.roundingUnit)
  }

  private mutating func append(_ value: RowValue) {
    values.append(value)
    filledEnd = text.bytes.count
  }
}
