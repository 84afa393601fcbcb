package import StatisticalModel

/// What a run says about each of its cells, worked out when it is asked for: all of it at once would
/// fill the memory.
package struct CellResults: Sendable {
  /// The cells that have a result, each once, in any order.
  ///
  /// A cell of an earlier vintage that was judged and is not among them is recorded as absent.
  package let cells: [CellKey]
  /// Cells that no delivery speaks of and results name all the same.
  package let named: [CellKey]
  /// Where not all cells were judged: of the others the latest vintage says what there is to say.
  let judged: JudgedCells?
  private let derive: @Sendable (CellKey) -> CellResult

  /// - Parameters:
  ///   - judged: nil where every cell of the vintage was judged.
  ///   - derive: gives the same for a cell whenever, and on whatever thread, it is called.
  package init(
    of cells: [CellKey], naming named: [CellKey],
    among judged: JudgedCells? = nil,
    _ derive: @escaping @Sendable (CellKey) -> CellResult
  ) {
    self.cells = cells
    self.named = named
    self.judged = judged
    self.derive = derive
  }

  /// Results that are there already; two about one cell are refused by the load.
  package init(_ results: [CellResult]) {
    let byCell = Dictionary(results.map { ($0.key, $0) }) { first, _ in first }
    self.init(
      of: results.map(\.key),
      naming: results.flatMap { $0.quotedKeys }
    ) { byCell[$0] ?? CellResult(key: $0, figure: Figure(status: .absent, method: "none")) }
  }

  package var count: Int { cells.count }

  package subscript(cell: CellKey) -> CellResult { derive(cell) }

  static let stretch = 1024

  /// What comes of each stretch of cells, in their order, on up to `jobs` threads.
  package func map<Outcome: Sendable>(
    jobs: Int, _ transform: @Sendable ([CellResult]) -> Outcome
  ) -> [Outcome] {
    cells.indices.cut(every: Self.stretch).parallelMap(jobs: jobs) { stretch in
      transform(cells[stretch].map(derive))
    }
  }
}

/// What a run that does not judge all cells knows of those of the vintage before it.
package struct JudgedCells: Sendable {
  let standing: StandingVintage
  /// Those that it judged.
  let keys: [CellKey]

  /// - Parameter keys: cells that were judged, of which only those of the vintage count.
  package init(_ keys: [CellKey], of standing: StandingVintage) {
    self.standing = standing
    self.keys = keys.filter { standing.cells[$0] != nil }
  }
}

extension CellResult {
  /// The cells that figure, flags, bridges, blocks and proposals quote.
  fileprivate var quotedKeys: [CellKey] {
    let values =
      figure.used + figure.lost + flags.flatMap(\.reported)
      + bridges.flatMap { [$0.left, $0.right] } + blocks.flatMap { $0.values.map(\.reported) }
    return values.map(\.key) + flags.flatMap(\.proposals).map(\.key)
  }
}
