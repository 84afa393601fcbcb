internal import Files
internal import GRDB
internal import WarehouseSchema

/// How the SQLite file of a warehouse is opened.
enum WarehouseFile {
  /// Opens the published file, which is never written to.
  ///
  /// - Throws: `missing`, `notAWarehouse`, `newerSchema`; `FileFailure` when it is no file.
  static func openToRead(_ path: String) throws -> DatabaseQueue {
    guard PublishedFile(path: path).exists else { throw WarehouseError.missing(path: path) }
    try PublishedFile(path: path).requireFile()
    var configuration = Configuration()
    configuration.readonly = true
    configuration.label = "warehouse reader"
    configuration.prepareDatabase { try CellViews.make(in: $0) }
    let queue = try DatabaseQueue(path: path, configuration: configuration)
    try queue.read { try check($0, path: path) }
    return queue
  }

  /// Opens the copy that will be published.
  ///
  /// Nobody else sees it and a crash throws it away, so it needs neither a journal nor to wait for
  /// the disk: ``PublishedFile`` synchronises it once, whole.
  static func openToWrite(_ path: String) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.label = "warehouse writer"
    // The load gives every id itself; looking each one up again would cost as much as the inserts.
    configuration.foreignKeysEnabled = false
    configuration.prepareDatabase { database in
      try database.execute(
        sql: """
          PRAGMA journal_mode = OFF;
          PRAGMA synchronous = OFF;
          PRAGMA locking_mode = EXCLUSIVE;
          PRAGMA cache_size = -8192;
          """)
    }
    return try DatabaseQueue(path: path, configuration: configuration)
  }

  /// Applies the migrations that the file has not had.
  static func migrate(_ database: Database) throws {
    let applied = try integer("user_version", in: database)
    for migration in WarehouseSchema.migrations.dropFirst(applied) {
      try database.execute(sql: migration)
    }
    try database.execute(
      sql: """
        PRAGMA application_id = \(WarehouseSchema.applicationID);
        PRAGMA user_version = \(WarehouseSchema.version);
        """)
  }

  /// Makes the views anew for these dimensions.
  static func makeViews(dimensions: [String], in database: Database) throws {
    for view in WarehouseSchema.views(dimensions: dimensions) {
      try database.execute(sql: "DROP VIEW IF EXISTS \(view.name); \(view.sql)")
    }
  }

  private static func check(_ database: Database, path: String) throws {
    guard try integer("application_id", in: database) == WarehouseSchema.applicationID else {
      throw WarehouseError.notAWarehouse(path: path)
    }
    let found = try integer("user_version", in: database)
    guard found <= WarehouseSchema.version else {
      throw WarehouseError.newerSchema(path: path, found: found, known: WarehouseSchema.version)
    }
  }

  private static func integer(_ pragma: String, in database: Database) throws -> Int {
    try Int.fetchOne(database, sql: "PRAGMA \(pragma)") ?? 0
  }
}
