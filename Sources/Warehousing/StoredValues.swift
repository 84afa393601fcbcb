internal import Foundation
internal import GRDB
internal import StatisticalModel

/// A row of a table, or of `run`, for errors that say which.
struct StoredRow {
  let table: WarehouseTable?
  let row: Row

  func damaged(_ column: String) -> WarehouseError {
    .damaged(table: table?.rawValue ?? "run", column: column)
  }

  /// Nil for null, and for another type than the column's: the subscripts of ``Row`` would trap.
  func optional<Value: DatabaseValueConvertible>(_ column: String) -> Value? {
    let stored: DatabaseValue? = row[column]
    return stored.flatMap(Value.fromDatabaseValue)
  }

  /// A column that is never null.
  func require<Value: DatabaseValueConvertible>(_ column: String) throws -> Value {
    guard let value: Value = optional(column) else { throw damaged(column) }
    return value
  }

  func text(_ column: String) throws -> String { try require(column) }
  func number(_ column: String) throws -> Int { try require(column) }
  func optionalText(_ column: String) -> String? { optional(column) }

  func choice<Choice: RawRepresentable<String>>(_ column: String) throws -> Choice {
    guard let choice = Choice(rawValue: try text(column)) else { throw damaged(column) }
    return choice
  }

  func decimal(_ column: String) throws -> ExactDecimal {
    guard let value = try optionalDecimal(column) else { throw damaged(column) }
    return value
  }

  func optionalDecimal(_ column: String) throws -> ExactDecimal? {
    guard let text = optionalText(column) else { return nil }
    guard let value = ExactDecimal(stored: text) else { throw damaged(column) }
    return value
  }

  func bytes(_ column: String) -> [UInt8] {
    let data: Data? = optional(column)
    return data.map { Array($0) } ?? []
  }

  func ordinals(_ column: String) throws -> [Int] {
    guard let ordinals = OrdinalList.decode(bytes(column)) else { throw damaged(column) }
    return ordinals
  }

  func json<Value: Decodable>(_ column: String) throws -> Value {
    let text = try text(column)
    guard let value = try? JSONDecoder().decode(Value.self, from: Data(text.utf8)) else {
      throw damaged(column)
    }
    return value
  }

  /// `state`, `value`, `qualifier` and `rounding_unit`.
  func observedValue() throws -> ObservedValue {
    let state: ValueState = try choice("state")
    let unit = try optionalDecimal("rounding_unit")
    guard state == .reported else { return ObservedValue(absent: state, roundingUnit: unit) }
    return ObservedValue(
      try decimal("value"), qualifier: try choice("qualifier"), roundingUnit: unit)
  }

  func quoted() throws -> QuotedRow {
    QuotedRow(
      source: try text("source"), path: try text("path"), cell: try text("key"),
      value: try observedValue(), asOf: optionalText("as_of"))
  }
}

extension ExactDecimal {
  /// Reads what ``description`` wrote, however many digits a sum or product has come to.
  init?(stored text: String) {
    let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
    let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
    let fraction = parts.count == 2 ? parts[1] : ""
    guard (1...2).contains(parts.count), !parts[0].isEmpty, parts.count == 1 || !fraction.isEmpty,
      parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }),
      let significand = Int128(parts[0] + fraction)
    else { return nil }
    self.init(significand: text.hasPrefix("-") ? -significand : significand, scale: fraction.count)
  }
}
