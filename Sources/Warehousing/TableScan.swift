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
  ///
  /// - Parameter widths: bytes kept of a row by vintage, where they are not as many as now.
  func digests(
    in database: Database, widths: [Int: Int] = [:]
  ) throws -> [Int: TableDigest] {
    var digests: [Int: TableDigest] = [:]
    var rows = RowReading(
      try database.makeStatement(
        sql: "SELECT vintage, * FROM \(table.digested) ORDER BY \(order)"))
    var row = StoredValues()
    var text = RowText()
    while try rows.next(&row) {
      text.removeAll()
      text.add(row, from: 1)
      let vintage = row.integer(0).map(Int.init) ?? 0
      digests[vintage, default: TableDigest(width: widths[vintage] ?? TableDigest.rowWidth)]
        .add(text)
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

  /// Compares digests of `width` bytes, put end to end.
  ///
  /// - Complexity: O(length).
  static func edits(from old: [UInt8], to new: [UInt8], width: Int) -> [SequenceEdit] {
    let old = words(old, width)
    let new = words(new, width)
    let inOld = Set(old)
    let inNew = Set(new)
    var edits: [SequenceEdit] = []
    var left = 0
    var right = 0
    while left < old.count || right < new.count {
      if left < old.count, right < new.count, old[left] == new[right] {
        (left, right) = (left + 1, right + 1)
        continue
      }
      var isGone = left < old.count && !inNew.contains(old[left])
      var isNew = right < new.count && !inOld.contains(new[right])
      if !isGone, !isNew {
        // Some other row has the digest of this one: what comes next tells.
        isGone = right == new.count || (left + 1 < old.count && old[left + 1] == new[right])
        isNew = left == old.count || (right + 1 < new.count && new[right + 1] == old[left])
        if isGone == isNew { (isGone, isNew) = (true, true) }
      }
      let kind: Kind = isGone && isNew ? .changed : isGone ? .removed : .added
      edits.append(SequenceEdit(kind: kind, position: right))
      if isGone { left += 1 }
      if isNew { right += 1 }
    }
    return edits
  }

  private static func words(_ bytes: [UInt8], _ width: Int) -> [UInt64] {
    stride(from: 0, to: bytes.count, by: width).map { start in
      bytes[start..<min(start + width, bytes.count)]
        .reduce(0) { $0 << 8 | UInt64($1) }
    }
  }
}
