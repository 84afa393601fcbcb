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

  /// In the order in which the structure has the dimensions.
  private let choices: [Choice]
  /// How the keys of all cells begin that are let through.
  private let prefix: String
  private var after: String?
  private var through: String?
  /// The cells themselves, once they have been looked for.
  private var cells: [Int64]?

  package static let all = CellSpan(choices: [], of: [])

  /// - Parameter dimensions: those of the structure, in its order.
  package init(choices: [Choice], of dimensions: [String]) {
    self.choices = choices.sorted {
      (dimensions.firstIndex(of: $0.dimension) ?? 0)
        < (dimensions.firstIndex(of: $1.dimension) ?? 0)
    }
    // A total may be missing in a key, so that it cannot be part of how all begin; behind the last
    // code there is no comma.
    let fixed = zip(self.choices, dimensions.dropLast()).prefix { choice, dimension in
      choice.dimension == dimension && choice.codes.count == 1 && choice.codes[0] != choice.total
    }
    prefix = fixed.map { "\($0.0.dimension)=\($0.0.codes[0])," }.joined()
  }

  var isAll: Bool { self == .all }

  /// The part behind a cell, up to one or to the end.
  fileprivate func part(after: String, through: String? = nil) -> CellSpan {
    var part = self
    part.after = after
    part.through = through
    return part
  }

  fileprivate func part(cells: [Int64]) -> CellSpan {
    var part = self
    part.cells = cells
    return part
  }

  fileprivate var isFiltered: Bool { !choices.isEmpty }

  /// A condition on `c`, the cell.
  var condition: SQL {
    if let cells { return "c.id IN \(cells)" }
    var conditions: [SQL] = ["TRUE"]
    if let after { conditions.append(.cellFollows(after)) }
    if let through { conditions.append(.cellIsUpTo(through)) }
    if !prefix.isEmpty { conditions.append(.cellBegins(prefix)) }
    for choice in choices {
      if choice.codes.count == 1, choice.codes[0] != choice.total {
        let text = ",\(choice.dimension)=\(choice.codes[0]),"
        conditions.append("instr(',' || c.key || ',', \(text)) > 0")
      } else {
        let code = SQL.code(of: choice.dimension)
        // A cell without the dimension and without a total is let through by nothing.
        conditions.append("coalesce(\(code), \(choice.total)) IN \(choice.codes)")
      }
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
      guard span.isFiltered else {
        let last = try database.rows(
          of: .cell,
          """
          SELECT c.key FROM cell_list AS c WHERE \(span.part(after: place.text).condition)
          ORDER BY c.head, c.tail LIMIT 1 OFFSET \(count - 1)
          """
        ) { try $0.text("key") }.first
        return (
          span.part(after: place.text, through: last),
          last.map { ListPlace(text: $0, position: 0) }
        )
      }
      // Looked for once: what lets a cell through is asked of every cell.
      let cells = try database.rows(
        of: .cell,
        """
        SELECT c.id, c.key FROM cell_list AS c WHERE \(span.part(after: place.text).condition)
        ORDER BY c.head, c.tail LIMIT \(count)
        """
      ) { row -> (id: Int64, key: String) in (try row.require("id"), try row.text("key")) }
      return (
        span.part(cells: cells.map(\.id)),
        cells.count == count ? cells.last.map { ListPlace(text: $0.key, position: 0) } : nil
      )
    }
  }
}
