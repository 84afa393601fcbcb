internal import Crypto
internal import GRDB
internal import SQLiteInsertion
package import StatisticalModel

/// What the latest vintage has of each cell, in forty bytes a cell: enough to tell whether a result
/// that is derived again is the same.
package struct RecordedResults: Sendable {
  private var positions = CellPositions()
  /// Of the columns of `figure` behind `vintage`, end to end.
  private var digests: [UInt8] = []
  private let digest: ResultDigest

  /// - Parameter paths: of the deliveries that derived results count.
  package init(
    _ reader: WarehouseReader, structure: Structure, paths: [String]
  ) throws(WarehouseError) {
    digest = ResultDigest(structure: structure, paths: paths)
    let (positions, digests) = try reader.read { try Self.read($0, structure) }
    (self.positions, self.digests) = (positions, digests)
  }

  private static func read(
    _ database: Database, _ structure: Structure
  ) throws -> (CellPositions, [UInt8]) {
    var positions = CellPositions()
    var digests: [UInt8] = []
    // A bare column beside max() is that of the row with the greatest value (SQLite, lang_select).
    var rows = RowReading(
      try database.makeStatement(
        sql: """
          SELECT max(f.vintage), c.key, f.* FROM cell_text AS c JOIN figure AS f ON f.cell_id = c.id
          GROUP BY c.id
          """))
    var row = StoredValues()
    var texts = CellTextReader(structure)
    var text = RowText()
    while try rows.next(&row) {
      guard let key = row.text(1).flatMap({ texts.key(canonical: $0) }),
        positions.position(of: key) * SHA256.byteCount == digests.count
      else { continue }
      text.removeAll()
      // max, key, cell_id and vintage come first.
      text.add(row, from: 4)
      digests.append(contentsOf: text.digest)
    }
    return (positions, digests)
  }

  /// Whether this is what the vintage says, figure by column and all else by hash.
  package func contains(_ result: CellResult) -> Bool {
    guard let position = positions[result.key] else { return false }
    var text = RowText()
    text.add(result.figure, outcome: result.outcome, hash: digest.hash(of: result))
    let start = position * SHA256.byteCount
    return digests[start..<start + SHA256.byteCount].elementsEqual(text.digest)
  }
}
