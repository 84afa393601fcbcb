internal import Files
internal import GRDB
internal import SQLiteInsertion
package import StatisticalModel

/// The readings of a warehouse that need not be made again: those that a run of this very program
/// made.
///
/// Nothing is taken from the warehouse but what its manifests vouch for: all that a vintage wrote
/// about readings is digested anew before any of it is used.
package struct StoredReadings: Sendable {
  private let path: String
  private let structure: Structure
  private let manifests: [Int: Manifest]
  private let stagings: [Staging]
  /// By id.
  private let cells: [CellKey?]

  /// A delivery, and what makes the reading of a file the same.
  package struct Wanted: Sendable {
    package var file: DeliveredFile
    package var stagingHash: String
    /// What ``SourceObservation/delivery`` is to be.
    package var position: Int

    package init(file: DeliveredFile, stagingHash: String, position: Int) {
      self.file = file
      self.stagingHash = stagingHash
      self.position = position
    }
  }

  /// A row of `staging`.
  private struct Staging: Sendable {
    var id: Int64
    var vintage: Int
    var path: String
    var sha256: String
    var definitionHash: String
    var asOf: String?
    var read: Int
    var loaded: Int

    func isOf(_ wanted: Wanted) -> Bool {
      let delivery = wanted.file.delivery
      return path == delivery.path && sha256 == wanted.file.sha256
        && definitionHash == wanted.stagingHash && asOf == delivery.asOf?.description
    }
  }

  /// - Returns: nil where there is no warehouse, and where no run was made by this program.
  /// - Throws: ``WarehouseError/altered(path:)`` where the chain of runs or the tables of files,
  ///   readings and cells are not as published.
  package init?(
    in path: String, programVersion: String, structure: Structure, jobs: Int
  ) throws(WarehouseError) {
    guard PublishedFile(path: path).exists else { return nil }
    let reader = try WarehouseReader(path: path)
    let runs = try reader.runs()
    let own = Set(runs.filter { $0.programVersion == programVersion }.map(\.vintage))
    guard !own.isEmpty else { return nil }
    let found = try reader.read { database -> (manifests: [Int: Manifest], stagings: [Staging])? in
      guard let manifests = try WarehouseDigest.intactManifests(of: runs, in: database),
        try WarehouseDigest.isIntact(.file, manifests, in: database),
        try WarehouseDigest.isIntact(.staging, manifests, in: database)
      else { return nil }
      return (manifests, try Self.stagings(of: own, in: database))
    }
    guard let found, let cells = try Self.cells(in: path, found.manifests, structure, jobs: jobs)
    else { throw .altered(path: path) }
    self.path = path
    self.structure = structure
    self.cells = cells
    (manifests, stagings) = (found.manifests, found.stagings)
  }

  private static func stagings(of vintages: Set<Int>, in database: Database) throws -> [Staging] {
    try database.rows(
      of: .staging,
      "SELECT t.*, f.path FROM staging AS t JOIN file AS f ON f.id = t.file_id ORDER BY t.id"
    ) { row in
      Staging(
        id: try row.require("id"), vintage: try row.number("vintage"), path: try row.text("path"),
        sha256: try row.text("sha256"), definitionHash: try row.text("definition_hash"),
        asOf: row.optionalText("as_of"), read: try row.number("read"),
        loaded: try row.number("loaded"))
    }.filter { vintages.contains($0.vintage) }
  }

  /// The deliveries among those wanted whose reading is here, nil for the others.
  ///
  /// - Throws: ``WarehouseError/altered(path:)`` where what was written with them is not as published.
  package func readings(
    of wanted: [Wanted], jobs: Int
  ) throws(WarehouseError) -> [LoadedDelivery?] {
    // Of several readings of the same bytes the last is the one that vintages rest on.
    let matches = wanted.map { wanted in stagings.last { $0.isOf(wanted) } }
    let vintages = Set(matches.compactMap { $0?.vintage })
    var uses: [Int64: Wanted] = [:]
    for (match, wanted) in zip(matches, wanted) { if let match { uses[match.id] = wanted } }
    let needed = stagings.filter { vintages.contains($0.vintage) }
    let scans = try scan(needed, uses, jobs: jobs)
    let isSound = vintages.allSatisfy { vintage in
      let own = zip(needed, scans).filter { $0.0.vintage == vintage }.map(\.1)
      return ReadingScan.tables.indices.allSatisfy { table in
        var digest = TableDigest()
        for scan in own { digest.add(digests: scan.digests[table]) }
        return manifests[vintage]?.tables[ReadingScan.tables[table].rawValue]
          == Manifest.Table(rows: digest.rows, sha256: digest.sha256)
      }
    }
    guard isSound else { throw .altered(path: path) }
    let byID = Dictionary(uniqueKeysWithValues: zip(needed.map(\.id), scans))
    return matches.map { match in match.flatMap { byID[$0.id]?.delivery } }
  }

  private func scan(
    _ stagings: [Staging], _ uses: [Int64: Wanted], jobs: Int
  ) throws(WarehouseError) -> [ReadingScan] {
    let groups = stagings.indices.cut(every: max(1, stagings.count / (4 * jobs)))
    let found = groups.parallelMap(jobs: jobs) { group in
      Result { () throws(WarehouseError) in
        try WarehouseReader(path: path).read { database in
          try stagings[group].map { staging in
            var scan = ReadingScan(staging.id, cells: cells)
            try scan.read(database, for: uses[staging.id])
            if let wanted = uses[staging.id] {
              scan.finish(wanted, read: staging.read, loaded: staging.loaded)
            }
            return scan
          }
        }
      }
    }
    var scans: [ReadingScan] = []
    for group in found { scans += try group.get() }
    return scans
  }

  /// The cells by id; nil where one is not as published.
  private static func cells(
    in path: String, _ manifests: [Int: Manifest], _ structure: Structure, jobs: Int
  ) throws(WarehouseError) -> [CellKey?]? {
    let last = try WarehouseReader(path: path).read {
      try Int.fetchOne($0, sql: "SELECT max(id) FROM cell") ?? 0
    }
    let groups = (1..<last + 1).cut(every: last / jobs + 1)
    let found = groups.parallelMap(jobs: jobs) { group in
      Result { () throws(WarehouseError) in
        try WarehouseReader(path: path).read { try CellScan(group, structure, in: $0) }
      }
    }
    var cells: [CellKey?] = [nil]
    var digests: [Int: TableDigest] = [:]
    for group in found {
      let scan = try group.get()
      cells += scan.keys
      for (vintage, bytes) in scan.digests {
        digests[vintage, default: .init()].add(digests: bytes)
      }
    }
    let isIntact = manifests.allSatisfy { vintage, manifest in
      let digest = digests[vintage] ?? TableDigest()
      return manifest.tables[WarehouseTable.cell.rawValue]
        == Manifest.Table(rows: digest.rows, sha256: digest.sha256)
    }
    return isIntact ? cells : nil
  }
}

/// A stretch of the table of cells, with the digests of its rows.
private struct CellScan: Sendable {
  /// By id, from the first of the stretch.
  private(set) var keys: [CellKey?]
  /// By vintage, end to end.
  private(set) var digests: [Int: [UInt8]] = [:]

  init(_ ids: Range<Int>, _ structure: Structure, in database: Database) throws {
    keys = Array(repeating: nil, count: ids.count)
    var rows = RowReading(
      try database.makeStatement(
        sql: """
          SELECT id, key, vintage FROM cell_text
          WHERE id BETWEEN \(ids.lowerBound) AND \(ids.upperBound - 1) ORDER BY id
          """))
    var row = StoredValues()
    var text = RowText()
    var reader = CellTextReader(structure)
    while try rows.next(&row) {
      text.removeAll()
      text.add(row)
      guard let id = row.integer(0), let key = row.text(1), let vintage = row.integer(2) else {
        throw WarehouseError.damaged(table: "cell", column: "key")
      }
      digests[Int(vintage), default: []].append(contentsOf: text.digest)
      keys[Int(id) - ids.lowerBound] = reader.key(canonical: key)
    }
  }
}
