internal import GRDB

/// A vintage in short.
package struct VintageHead: Hashable, Sendable {
  package var vintage: Int
  package var finished: String
  package var programVersion: String
  package var definitionHash: String
  package var manifestHash: String
}

extension WarehouseReader {
  /// The latest vintage, or the one of this number.
  ///
  /// - Throws: ``WarehouseError/noVintage(_:latest:)``.
  package func head(vintage: Int? = nil) throws(WarehouseError) -> VintageHead {
    try read { database in
      let vintage = try existing(vintage, in: database)
      let heads = try database.rows(
        of: nil,
        """
        SELECT vintage, finished, program_version, definition_hash, manifest_hash
        FROM run WHERE vintage = \(vintage)
        """
      ) { row in
        VintageHead(
          vintage: try row.number("vintage"), finished: try row.text("finished"),
          programVersion: try row.text("program_version"),
          definitionHash: try row.text("definition_hash"),
          manifestHash: try row.text("manifest_hash"))
      }
      guard let head = heads.first else { throw WarehouseError.noVintage(vintage, latest: vintage) }
      return head
    }
  }
}
