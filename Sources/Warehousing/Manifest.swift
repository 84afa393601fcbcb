internal import Files
internal import Foundation
internal import GRDB

/// The digest of a run: what it was and what it wrote, chained to the run before.
struct Manifest: Decodable, Equatable {
  struct Table: Decodable, Equatable {
    var rows: Int
    var sha256: String
  }

  var vintage: Int
  var started: String
  var finished: String
  var programVersion: String
  var definitionHash: String
  var previousHash: String
  /// Over the statements that made tables, indexes and views.
  var schema: String
  var tables: [String: Table]

  var json: CanonicalJSON {
    .object([
      "vintage": .integer(vintage), "started": .string(started), "finished": .string(finished),
      "programVersion": .string(programVersion), "definitionHash": .string(definitionHash),
      "previousHash": .string(previousHash), "schema": .string(schema),
      "tables": .object(
        tables.mapValues { .object(["rows": .integer($0.rows), "sha256": .string($0.sha256)]) }),
    ])
  }

  static func schemaHash(of database: Database) throws -> String {
    let statements = try String.fetchAll(
      database,
      sql: "SELECT type || ' ' || name || ' ' || sql FROM sqlite_master WHERE sql IS NOT NULL")
    return sha256(of: statements.sorted(by: String.byBytes).joined(separator: "\n"))
  }
}

extension Manifest {
  /// - Returns: nil for text that is no manifest.
  init?(parsing text: String) {
    guard let manifest = try? JSONDecoder().decode(Self.self, from: Data(text.utf8)) else {
      return nil
    }
    self = manifest
  }
}
