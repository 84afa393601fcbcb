internal import GRDB

/// Which cells are read: those whose codes are let through, all in the order of their keys.
package struct CellSpan: Hashable, Sendable {
  /// The codes that are let through in one dimension.
  package struct Choice: Hashable, Sendable {
    package var dimension: String
    package var codes: [String]
    /// What a cell has that is older than the dimension.
    package var total: String?

    package init(dimension: String, codes: [String], total: String?) {
      self.dimension = dimension
      self.codes = codes
      self.total = total
    }
  }

  package var choices: [Choice]
  private var after: String?
  private var through: String?

  package static let all = CellSpan(choices: [])

  package init(choices: [Choice]) {
    self.choices = choices
  }

  var isAll: Bool { self == .all }

  /// The part behind a cell, up to one or to the end.
  func part(after: String, through: String?) -> CellSpan {
    var part = self
    part.after = after
    part.through = through
    return part
  }

  /// A condition on `c`, the cell.
  var condition: SQL {
    var conditions: [SQL] = ["TRUE"]
    if let after { conditions.append("c.key > \(after)") }
    if let through { conditions.append("c.key <= \(through)") }
    for choice in choices {
      let code = SQL.code(of: choice.dimension)
      // A cell without the dimension and without a total is let through by nothing.
      conditions.append("coalesce(\(code), \(choice.total)) IN \(choice.codes)")
    }
    return conditions.joined(separator: " AND ")
  }
}

extension WarehouseReader {
  /// The next cells of a span after a place: a long list in pieces, each of which is a question of
  /// its own.
  ///
  /// - Returns: a span of at most `count` cells, and the place to go on from, nil when there are no
  ///   more. Not every cell has a figure or a statement in every vintage.
  package func piece(
    of span: CellSpan, after place: ListPlace, count: Int
  ) throws(WarehouseError) -> (span: CellSpan, next: ListPlace?) {
    try read { database in
      let last = try database.rows(
        of: .cell,
        """
        SELECT c.key FROM cell AS c WHERE \(span.part(after: place.text, through: nil).condition)
        ORDER BY c.key LIMIT 1 OFFSET \(count - 1)
        """
      ) { try $0.text("key") }.first
      return (
        span.part(after: place.text, through: last),
        last.map { ListPlace(text: $0, position: 0) }
      )
    }
  }
}
