internal import Files
internal import GRDB
internal import StatisticalModel

/// Checks that no row of any vintage was changed, added or removed since it was published.
///
/// A run's manifest has for each table the SHA-256 over the rows the run wrote, and the manifest's
/// own hash is part of the next manifest: whoever changes a row must change every manifest since.
/// Compare the latest `manifest_hash` with one noted elsewhere to rule that out too.
package enum WarehouseDigest {
  /// A place where the warehouse is not what was published.
  package struct Finding: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable {
      case changed
      case added
      /// Gone; `row` is the one it followed.
      case removedAfter
      /// Gone from the start of the table.
      case removedFirst
    }

    package var vintage: Int
    package var table: String
    /// Primary key, `cell_id=3,vintage=2`; empty when only the table is known.
    package var row: String
    package var kind: Kind
  }

  /// - Parameter jobs: how many tables are read at once.
  /// - Returns: findings by table, then vintage; none when all is as published.
  /// - Complexity: O(size of the warehouse), with four bytes of memory a row.
  package static func verifyChain(
    _ reader: WarehouseReader, jobs: Int = 1
  ) throws(WarehouseError) -> [Finding] {
    let runs = try reader.runs()
    return try reader.read { database in
      let manifests = Dictionary(
        uniqueKeysWithValues: runs.map { ($0.vintage, Manifest(parsing: $0.manifest)) })
      var findings = try check(runs, manifests: manifests, in: database)
      var index = try RowDigestIndex(database)
      // A file of an earlier version lacks the later tables; one that was dropped leaves digests.
      let tables = try WarehouseTable.allCases.filter { try database.tableExists($0.rawValue) }
      let digests = digests(of: tables, in: reader.path, widths: index.widths, jobs: jobs)
      for (table, digests) in zip(tables, digests) {
        findings += try check(
          table, digests.get(), manifests: manifests, index: &index, in: database)
      }
      return findings + index.leftOver
    }
  }

  /// What the rows of each table come to now, by vintage; each table on a connection of its own.
  private static func digests(
    of tables: [WarehouseTable], in path: String, widths: [Int: Int], jobs: Int
  ) -> [Result<[Int: TableDigest], WarehouseError>] {
    tables.parallelMap(jobs: jobs) { table in
      Result { () throws(WarehouseError) in
        try WarehouseReader(path: path).read { database in
          try TableScan(table, key: try database.primaryKey(table.rawValue).columns)
            .digests(in: database, widths: widths)
        }
      }
    }
  }

  /// The manifests of all runs; nil when the chain is not as published.
  static func intactManifests(of runs: [RunRow], in database: Database) throws -> [Int: Manifest]? {
    let manifests = Dictionary(
      uniqueKeysWithValues: runs.map { ($0.vintage, Manifest(parsing: $0.manifest)) })
    guard try check(runs, manifests: manifests, in: database).isEmpty else { return nil }
    return manifests.compactMapValues(\.self)
  }

  /// Whether the rows of a table are those that the manifests vouch for.
  static func isIntact(
    _ table: WarehouseTable, _ manifests: [Int: Manifest], in database: Database
  ) throws -> Bool {
    let scan = TableScan(table, key: try database.primaryKey(table.rawValue).columns)
    let digests = try scan.digests(in: database)
    return Set(digests.keys).isSubset(of: manifests.keys)
      && manifests.allSatisfy { vintage, manifest in
        let digest = digests[vintage] ?? TableDigest()
        return manifest.tables[table.rawValue]
          == Manifest.Table(rows: digest.rows, sha256: digest.sha256)
      }
  }

  private static func check(
    _ runs: [RunRow], manifests: [Int: Manifest?], in database: Database
  ) throws -> [Finding] {
    var findings: [Finding] = []
    var previous = (vintage: 0, hash: "")
    for run in runs {
      if run.vintage != previous.vintage + 1 {
        findings.append(runRemoved(after: previous.vintage))
      }
      let manifest = manifests[run.vintage] ?? nil
      let isIntact =
        run.manifestHash == sha256(of: run.manifest) && run.previousHash == previous.hash
        && manifest?.describes(run) == true
      if !isIntact {
        findings.append(
          Finding(
            vintage: run.vintage, table: "run", row: "vintage=\(run.vintage)", kind: .changed))
      }
      previous = (run.vintage, run.manifestHash)
    }
    // A warehouse is published with its first run in it, and a run is taken away with its rows or
    // leaves their digests behind.
    let digested = try Int.fetchOne(database, sql: "SELECT max(vintage) FROM row_digest") ?? 0
    if runs.isEmpty || digested > previous.vintage {
      findings.append(runRemoved(after: previous.vintage))
    }
    // Statements may be made anew by a later run; only the latest manifest tells how they are now.
    if let manifest = manifests[previous.vintage] ?? nil,
      manifest.schema != (try Manifest.schemaHash(of: database))
    {
      findings.append(
        Finding(vintage: previous.vintage, table: "sqlite_schema", row: "", kind: .changed))
    }
    return findings
  }

  private static func runRemoved(after vintage: Int) -> Finding {
    Finding(
      vintage: vintage + 1, table: "run", row: "vintage=\(vintage)",
      kind: vintage == 0 ? .removedFirst : .removedAfter)
  }

  private static func check(
    _ table: WarehouseTable, _ actual: [Int: TableDigest], manifests: [Int: Manifest?],
    index: inout RowDigestIndex, in database: Database
  ) throws -> [Finding] {
    // A warehouse that an earlier program wrote lacks the tables of later migrations.
    guard try database.has(table) else {
      let emptied = manifests.filter { ($0.value?.tables[table.rawValue]?.rows ?? 0) > 0 }
      return emptied.keys.sorted().map {
        Finding(vintage: $0, table: table.rawValue, row: "", kind: .changed)
      }
    }
    let scan = TableScan(table, key: try database.primaryKey(table.rawValue).columns)
    var findings: [Finding] = []
    for vintage in Set(manifests.keys).union(actual.keys).sorted() {
      let digest = actual[vintage] ?? TableDigest()
      let stored = index.take(vintage, table)
      let manifest = (manifests[vintage] ?? nil)?.tables[table.rawValue]
      if manifest == Manifest.Table(rows: digest.rows, sha256: digest.sha256) {
        findings += stored.differences(from: digest, vintage: vintage, table: table)
      } else {
        let edits = SequenceEdit.edits(
          from: stored.digests, to: digest.rowDigests, width: digest.width)
        // Without a manifest, which is a finding of its own, only the rows' digests can tell.
        if manifest == nil, edits.isEmpty { continue }
        findings += try scan.findings(edits, vintage: vintage, in: database)
      }
    }
    return findings
  }
}

extension Manifest {
  /// Whether the columns of the run's row are those of the manifest.
  fileprivate func describes(_ run: RunRow) -> Bool {
    vintage == run.vintage && started == run.started && finished == run.finished
      && programVersion == run.programVersion && definitionHash == run.definitionHash
      && previousHash == run.previousHash
  }
}

extension WarehouseDigest.Finding: CustomStringConvertible {
  package var description: String {
    let place = row.isEmpty ? "some row" : row
    return switch kind {
    case .changed: "vintage \(vintage), table \(table): \(place) was changed"
    case .added: "vintage \(vintage), table \(table): \(place) was added"
    case .removedAfter: "vintage \(vintage), table \(table): a row after \(place) was removed"
    case .removedFirst: "vintage \(vintage), table \(table): the first row was removed"
    }
  }
}
