import Foundation

/// A whole case: a pipeline, three ministries' deliveries, and the list of what is wrong with them.
///
/// The same rows and seed give the same bytes on every machine. Memory does not grow with the rows.
package struct BenchmarkCase {
  private let rows: Int
  private let seed: Int

  /// What was written.
  package struct Summary: Sendable {
    package var source: String
    package var files: Int
    package var records: Int
    package var bytes: Int
  }

  /// - Parameter rows: rows of education; health and social protection have a fifth each.
  package init(rows: Int, seed: Int) {
    self.rows = rows
    self.seed = seed
  }

  /// Writes `Pipelines/bench`, `RawData/bench`, an empty `Warehouse` and `truth.csv`.
  ///
  /// - Throws: what the file system says; a folder that has a case already is refused.
  package func write(to folder: String) throws -> [Summary] {
    let files = FileManager.default
    let deliveries = "\(folder)/RawData/bench"
    try files.createDirectory(
      atPath: "\(folder)/Pipelines", withIntermediateDirectories: true)
    try files.createDirectory(
      atPath: "\(folder)/Warehouse", withIntermediateDirectories: true)
    try files.copyItem(atPath: Tables.pipeline, toPath: "\(folder)/Pipelines/bench")
    let scale = Scale(rows: rows)
    let tables = try Tables()
    let space = tables.space(for: scale)
    let plan = ErrorPlan(seed: seed, space: space, scale: scale)
    var truth = Truth(space: space)
    let folders = try Dictionary(
      uniqueKeysWithValues: Source.allCases.map { ($0, try DeliveryFolder($0, in: deliveries)) })
    let parts = CaseParts(
      space: space, plan: plan, scale: scale, seed: seed, tables: tables, folders: folders)
    try parts.writeEducation(&truth)
    try parts.writeHealth(&truth)
    try parts.writeSocial(&truth)
    for folder in folders.values { try folder.writeNote() }
    try truth.write(to: "\(folder)/truth.csv", space: space)
    return Source.allCases.compactMap { folders[$0] }.map {
      Summary(source: $0.source.rawValue, files: $0.files, records: $0.records, bytes: $0.bytes)
    }
  }
}
