internal import GRDB
internal import StatisticalModel

extension WarehouseReader {
  /// The figures that two vintages state differently, with the reasons that can be found.
  ///
  /// A reason is what is not the same among the things a figure rests on: what deliveries say about
  /// its cell and the cells it was checked against, the files of the definition that bear on them,
  /// the decisions about them, the program.
  ///
  /// - Complexity: O(cells) and a few look-ups for each changed figure and delivery.
  package func difference(
    from first: Int, to second: Int, _ filter: WarehouseFilter = WarehouseFilter()
  ) throws(WarehouseError) -> VintageDifference {
    let runs = try runs()
    let before = try figures(filter, vintage: first)
    let after = try figures(filter, vintage: second)
    let files = try changedFiles(from: first, to: second)
    return try read { database in
      let difference = VintageDifference(
        changes: [], otherwise: 0, definitionFiles: files, before: runs[first - 1],
        after: runs[second - 1])
      return try Differencing(database, first, second, difference).compared(before, after)
    }
  }

  private func changedFiles(
    from first: Int, to second: Int
  ) throws(WarehouseError) -> [String] {
    let before = try Set(definitionFiles(vintage: first))
    let after = try Set(definitionFiles(vintage: second))
    return Set(before.symmetricDifference(after).map(\.path)).sorted(by: String.byBytes)
  }
}

/// Sets two vintages side by side, cell by cell.
private struct Differencing {
  private let database: Database
  private let vintages: [Int]
  private let inputs: [[String: InputRow]]
  private var difference: VintageDifference

  init(
    _ database: Database, _ first: Int, _ second: Int, _ difference: VintageDifference
  ) throws {
    self.database = database
    self.difference = difference
    vintages = [first, second]
    inputs = try vintages.map { vintage in
      Dictionary(
        try database.inputs(vintage: vintage).map { ($0.path, $0) },
        uniquingKeysWith: { first, _ in first })
    }
  }

  func compared(_ before: [FigureRow], _ after: [FigureRow]) throws -> VintageDifference {
    var difference = difference
    let old = Dictionary(before.map { ($0.cell, $0) }, uniquingKeysWith: { first, _ in first })
    let new = Dictionary(after.map { ($0.cell, $0) }, uniquingKeysWith: { first, _ in first })
    for cell in Set(old.keys).union(new.keys).sorted(by: String.byBytes) {
      let figures = (old[cell], new[cell])
      guard figures.0?.hash != figures.1?.hash else { continue }
      if let one = figures.0, let other = figures.1, one.states(as: other) {
        difference.otherwise += 1
      } else {
        difference.changes.append(
          FigureChange(
            cell: cell, before: figures.0, after: figures.1, reasons: try reasons(cell, figures)))
      }
    }
    return difference
  }

  private func reasons(
    _ cell: String, _ figures: (FigureRow?, FigureRow?)
  ) throws -> [ChangeReason] {
    guard let id = try database.cellID(of: cell) else { return [] }
    let results = [figures.0, figures.1].compactMap {
      $0.map { ResultID(cell: id, vintage: $0.vintage) }
    }
    let cells = try results.reduce(into: Set([id])) { cells, result in
      cells.formUnion(try quotedCells(of: result))
    }
    var reasons: Set<ChangeReason> = []
    var sources: Set<String> = []
    for cell in cells.sorted() {
      let said = try vintages.map { try database.observations(of: cell, vintage: $0) }
      sources.formUnion(said.joined().map(\.source))
      reasons.formUnion(readingReasons(said))
      if try decisions(of: cell, in: vintages[0]) != decisions(of: cell, in: vintages[1]) {
        reasons.insert(.decision)
      }
    }
    if difference.definitionFiles.contains(where: { Self.bears($0, on: sources) }) {
      reasons.insert(.rule)
    }
    if difference.programVersions != nil { reasons.insert(.code) }
    return reasons.sorted()
  }

  /// Why deliveries say something else about a cell: other bytes or another note, or another reading
  /// of the same.
  private func readingReasons(_ said: [[ObservationRow]]) -> Set<ChangeReason> {
    var reasons: Set<ChangeReason> = []
    let paths = Set(said.joined().map(\.path))
    for path in paths {
      let words = said.map { $0.filter { $0.path == path }.map(Words.init) }
      guard words[0] != words[1] else { continue }
      guard let before = inputs[0][path], let after = inputs[1][path] else {
        reasons.insert(.data)
        continue
      }
      if before.sha256 != after.sha256 || before.edition != after.edition
        || before.asOf != after.asOf
      {
        reasons.insert(.data)
      }
      if before.stagingHash != after.stagingHash { reasons.insert(.rule) }
    }
    return reasons
  }

  /// What an observation says, without the records that say it.
  private struct Words: Hashable {
    let value: ObservedValue
    let asOf: String?
    let edition: Int
    let extentFrom: Int?
    let hasDuplicates: Bool

    init(_ row: ObservationRow) {
      value = row.value
      asOf = row.asOf
      edition = row.edition
      extentFrom = row.extentFrom
      hasDuplicates = !row.duplicates.isEmpty
    }
  }

  /// Whether a file of the definition can change the figure of a cell whose sources say the same.
  private static func bears(_ file: String, on sources: Set<String>) -> Bool {
    switch file.split(separator: "/").first {
    case "sources": sources.contains { file == "sources/\($0).yaml" }
    case "codelists", "structure.yaml", "rules.yaml", "reconcile.yaml": true
    // A crosswalk acts through what it makes the sources say; a title and a decision do not act here.
    default: false
    }
  }

  private func quotedCells(of result: ResultID) throws -> [Int64] {
    try Int64.fetchAll(
      database,
      sql: """
        SELECT quoted_cell_id FROM figure_input WHERE cell_id = :cell AND vintage = :vintage
        UNION SELECT quoted_cell_id FROM flag_value WHERE cell_id = :cell AND vintage = :vintage
        UNION SELECT quoted_cell_id FROM bridge_side WHERE cell_id = :cell AND vintage = :vintage
        """, arguments: ["cell": result.cell, "vintage": result.vintage])
  }

  /// The decisions about a cell that hold in a vintage: id, file and fate.
  private func decisions(of cell: Int64, in vintage: Int) throws -> Set<[String]> {
    guard try database.has(.decisionCell) else { return [] }
    return try Set(
      database.rows(
        of: .decisionCell,
        """
        SELECT * FROM decision_cell WHERE cell_id = \(cell) AND vintage = (
          SELECT max(vintage) FROM figure WHERE cell_id = \(cell) AND vintage <= \(vintage))
        """
      ) { [try $0.text("decision"), try $0.text("sha256"), try $0.text("status")] })
  }
}

extension FigureRow {
  /// Whether both state the same of the cell, whatever was said beside.
  fileprivate func states(as other: FigureRow) -> Bool {
    status == other.status && value == other.value && lower == other.lower
      && upper == other.upper && method == other.method && rule == other.rule
      && explainedShare == other.explainedShare
  }
}
