import Dispatch
package import GRDB
import Synchronization

/// Inserts rows on a thread of its own, in the order in which they come, while the caller makes the
/// next ones.
///
/// A connection serves one thread at a time: whoever made the queue takes it back with ``settle()``
/// before using it, and lets nothing happen to it before ``drain()`` has returned.
package final class InsertionQueue {
  /// Kept alive for the inserter.
  private let statements: [Statement]
  private let inserter: Inserter
  private let queue = DispatchQueue(label: "rows of a vintage")

  /// - Parameter statements: the tables that rows name by their position.
  package init(_ statements: [Statement]) {
    self.statements = statements
    inserter = Inserter(statements.map { RowInsertion($0) })
  }

  /// Hands rows over once those before are inserted, so that no more than two lots are held.
  ///
  /// - Throws: `DatabaseError` of a row before.
  package func insert(_ blocks: [RowBlock]) throws {
    try settle()
    queue.async { [inserter] in
      for block in blocks { inserter.insert(block) }
    }
  }

  /// Returns when every row so far has been inserted.
  ///
  /// - Throws: `DatabaseError` of one of them.
  package func settle() throws {
    drain()
    try inserter.check()
  }

  /// Returns when nothing is being inserted any more.
  package func drain() { queue.sync {} }
}

/// Rows on their way.
package struct RowBlock: Sendable {
  struct Row {
    var table: Int
    var values: Range<Int>
    /// Where its bytes begin.
    var start: Int
  }

  private(set) var bytes: [UInt8] = []
  private(set) var values: [RowValue] = []
  private(set) var rows: [Row] = []

  package init() {}

  /// Of the texts and blobs.
  package var byteCount: Int { bytes.count }

  /// Adds a row whose texts and blobs stand in `bytes`.
  package mutating func append(_ table: Int, _ values: [RowValue], _ bytes: [UInt8]) {
    let first = self.values.count
    self.values.append(contentsOf: values)
    rows.append(Row(table: table, values: first..<self.values.count, start: self.bytes.count))
    self.bytes.append(contentsOf: bytes)
  }
}

/// What the thread of an ``InsertionQueue`` works with.
private final class Inserter: Sendable {
  private let tables: [RowInsertion]
  private let failure = Mutex<DatabaseError?>(nil)

  init(_ tables: [RowInsertion]) { self.tables = tables }

  func insert(_ block: RowBlock) {
    do {
      for row in block.rows {
        try tables[row.table].insert(
          block.values[row.values], in: block.bytes, from: row.start)
      }
    } catch let error as DatabaseError {
      failure.withLock { $0 = error }
    } catch {
      failure.withLock { $0 = DatabaseError(message: "\(error)") }
    }
  }

  /// - Throws: the failure there was.
  func check() throws {
    if let error = failure.withLock({ $0 }) { throw error }
  }
}
