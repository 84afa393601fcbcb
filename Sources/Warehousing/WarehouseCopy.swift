internal import Files
internal import GRDB

/// A copy of a warehouse in another place, for the day its own disk is lost.
///
/// A copy is verified before it takes the place of the one before it, and only ever replaces an
/// earlier state of the same warehouse: a warehouse that was lost and begun anew, or exchanged,
/// does not reach it.
package struct WarehouseCopy: Sendable {
  private let warehouse: String
  private let file: PublishedFile

  /// - Throws: ``WarehouseError`` when the place cannot be written, or when what is there is not an
  ///   earlier state of the warehouse.
  package init(of warehouse: String, at path: String) throws(WarehouseError) {
    self.warehouse = warehouse
    file = PublishedFile(path: path)
    try mappingErrors(of: path) { [file] in
      try file.requireWritable()
      guard file.exists else { return }
      guard PublishedFile(path: warehouse).exists,
        try resolvingLinks(path) != resolvingLinks(warehouse),
        let last = try WarehouseReader(path: path).runs().last,
        try WarehouseReader(path: warehouse).runs().contains(where: {
          $0.vintage == last.vintage && $0.manifestHash == last.manifestHash
        })
      else { throw WarehouseError.notItsCopy(path: path) }
    }
  }

  /// Makes the copy anew unless it is the warehouse byte for byte.
  ///
  /// - Throws: ``WarehouseError``; the copy before it is then in its place.
  /// - Complexity: O(size of the warehouse).
  func update() throws(WarehouseError) {
    try mappingErrors(of: file.path) {
      let digest = try FileDigest(path: warehouse)
      if file.exists, try FileDigest(path: file.path) == digest { return }
      do {
        try file.copyToNext(from: warehouse)
        guard try FileDigest(path: file.next) == digest else {
          throw WarehouseError.badCopy(path: file.path, reason: "other bytes came back from disk")
        }
        try verify()
        try file.publish()
      } catch {
        file.discardNext()
        throw error
      }
    }
  }

  /// The pages of the copy, then the chain of its runs: a copy of a damaged warehouse is none.
  private func verify() throws {
    let reader = try WarehouseReader(path: file.next)
    let pages = try reader.read { try String.fetchAll($0, sql: "PRAGMA integrity_check") }
    guard pages == ["ok"] else {
      throw WarehouseError.badCopy(path: file.path, reason: "SQLite finds damaged pages")
    }
    if let finding = try WarehouseDigest.verifyChain(reader).first {
      throw WarehouseError.badCopy(
        path: file.path, reason: "a row of table \(finding.table) is not as it was published")
    }
  }
}
