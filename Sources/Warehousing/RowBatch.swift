internal import Crypto
internal import GRDB
internal import SQLiteInsertion

/// Rows of a vintage with their digests, made anywhere and handed to a ``RowWriter`` in one piece.
struct RowBatch: Sendable {
  /// The values of the next row, column by column.
  var row = RowText()
  private(set) var block = RowBlock()
  /// By table: the SHA-256 of each row, end to end.
  private(set) var digests: [[UInt8]] = WarehouseTable.allCases.map { _ in [] }

  /// Adds what was put into ``row``, and empties it.
  mutating func insert(into table: WarehouseTable) {
    let position = table.position
    digests[position].append(contentsOf: row.digest)
    block.append(position, row.values, row.text.bytes)
    row.removeAll()
  }

  /// Adds a row of a table that has few.
  mutating func insert(into table: WarehouseTable, _ values: [(any DatabaseValueConvertible)?]) {
    for value in values { row.add(value?.databaseValue ?? .null) }
    insert(into: table)
  }
}

extension WarehouseTable {
  private static let positions = Dictionary(
    uniqueKeysWithValues: allCases.enumerated().map { ($0.element, $0.offset) })

  /// Its place among all.
  var position: Int { Self.positions[self] ?? 0 }
}
