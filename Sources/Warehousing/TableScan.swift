internal import GRDB
internal import SQLiteInsertion

/// A table read in primary-key order.
struct TableScan {
  let table: WarehouseTable
  /// Columns of the primary key.
  let key: [String]

  init(_ table: WarehouseTable, key: [String]) {
    self.table = table
    self.key = key
  }

  private var order: String { key.joined(separator: ", ") }

  /// What each vintage's rows come to now.
  func digests(in database: Database) throws -> [Int: TableDigest] {
    var digests: [Int: TableDigest] = [:]
    var rows = RowReading(
      try database.makeStatement(
        sql: "SELECT vintage, * FROM \(table.rawValue) ORDER BY \(order)"))
    var row = StoredValues()
    var text = RowText()
    while try rows.next(&row) {
      text.removeAll()
      text.add(row, from: 1)
      digests[row.integer(0).map(Int.init) ?? 0, default: TableDigest()].add(text)
    }
    return digests
  }

  /// Names the rows of a vintage at which its digests differ.
  func findings(
    _ edits: [SequenceEdit], vintage: Int, in database: Database
  ) throws -> [WarehouseDigest.Finding] {
    // The digest of the table is wrong though every row's is right: both were changed together.
    guard !edits.isEmpty else { return [finding("", .changed, vintage)] }
    let rows = try Row.fetchCursor(
      database,
      sql: "SELECT \(order) FROM \(table.rawValue) WHERE vintage = ? ORDER BY \(order)",
      arguments: [vintage])
    var findings: [WarehouseDigest.Finding] = []
    var previous: String?
    var position = 0
    for edit in edits {
      while position < edit.position, let row = try rows.next() {
        previous = text(of: row)
        position += 1
      }
      switch edit.kind {
      case .removed:
        findings.append(
          finding(previous ?? "", previous == nil ? .removedFirst : .removedAfter, vintage))
      case .changed, .added:
        guard let row = try rows.next() else { return findings }
        previous = text(of: row)
        position += 1
        findings.append(finding(previous ?? "", edit.kind == .added ? .added : .changed, vintage))
      }
    }
    return findings
  }

  private func finding(
    _ row: String, _ kind: WarehouseDigest.Finding.Kind, _ vintage: Int
  ) -> WarehouseDigest.Finding {
    WarehouseDigest.Finding(vintage: vintage, table: table.rawValue, row: row, kind: kind)
  }

  private func text(of row: Row) -> String {
    zip(key, row.databaseValues).map { "\($0)=\($1.storage.value ?? "null")" }
      .joined(separator: ",")
  }
}

/// A step from one sequence of row digests to another.
struct SequenceEdit: Equatable {
  enum Kind { case changed, added, removed }

  var kind: Kind
  /// In the new sequence; for a removal that of the row after it.
  var position: Int

  /// Compares digests of ``TableDigest/rowWidth`` bytes, put end to end.
  ///
  /// - Complexity: O(length).
  static func edits(from old: [UInt8], to new: [UInt8]) -> [SequenceEdit] {
    let old = words(old)
    let new = words(new)
    let inOld = Set(old)
    let inNew = Set(new)
    var edits: [SequenceEdit] = []
    var left = 0
    var right = 0
    while left < old.count || right < new.count {
      let isGone = left < old.count && !inNew.contains(old[left])
      let isNew = right < new.count && !inOld.contains(new[right])
      switch (isGone, isNew) {
      case (true, true): edits.append(SequenceEdit(kind: .changed, position: right))
      case (true, false): edits.append(SequenceEdit(kind: .removed, position: right))
      case (false, true): edits.append(SequenceEdit(kind: .added, position: right))
      case (false, false): break
      }
      let isSame = isGone == isNew
      if isSame || isGone { left += 1 }
      if isSame || isNew { right += 1 }
    }
    return edits
  }

  private static func words(_ bytes: [UInt8]) -> [UInt64] {
    stride(from: 0, to: bytes.count, by: TableDigest.rowWidth).map { start in
      bytes[start..<min(start + TableDigest.rowWidth, bytes.count)]
        .reduce(0) { $0 << 8 | UInt64($1) }
    }
  }
}
