internal import Files
package import Pipelining
internal import StatisticalModel
internal import Synchronization
internal import Warehousing

/// A pipeline whose warehouse is served.
package final class PublishedPipeline: Sendable {
  package let folder: PipelineFolder
  private let current: Mutex<(definition: PipelineDefinition, manifestHash: String)>

  package var id: String { current.withLock { $0.definition.id } }

  /// - Throws: `DefinitionErrors`; `WarehouseError` when nothing has been published yet.
  package init(folder path: String, warehouse: String? = nil) throws {
    let (definition, found) = try DefinitionReader.locatedReading(of: path)
    folder = PipelineFolder(
      path: found.path, deliveries: found.deliveries, warehouse: warehouse ?? found.warehouse)
    let manifestHash = try WarehouseReader(path: folder.warehouse).head().manifestHash
    current = Mutex((definition, manifestHash))
  }

  /// The warehouse as it is published now.
  ///
  /// A run that publishes meanwhile puts another file in its place; this one is what all of an
  /// answer is taken from. With a new vintage the definition is read anew; one that is being edited
  /// and cannot be read leaves the one before in use.
  func snapshot(vintage: Int? = nil) throws -> Snapshot {
    let reader = try WarehouseReader(path: folder.warehouse)
    let latest = try reader.head()
    let definition = current.withLock { current in
      if current.manifestHash != latest.manifestHash,
        let (definition, _) = try? DefinitionReader.locatedReading(of: folder.path)
      {
        current = (definition, latest.manifestHash)
      }
      return current.definition
    }
    return Snapshot(
      definition: definition, folder: folder, reader: reader, latest: latest,
      shown: vintage == nil ? latest : try reader.head(vintage: vintage))
  }
}

/// One state of a pipeline's warehouse, and the vintage of it that is shown.
struct Snapshot: Sendable {
  let definition: PipelineDefinition
  let folder: PipelineFolder
  let reader: WarehouseReader
  let latest: VintageHead
  let shown: VintageHead

  var vintage: Int { shown.vintage }
  var structure: Structure { definition.structure }

  /// Tells apart whatever can be said of the vintage: what runs wrote, and under which names and
  /// words it is shown.
  func tag(for target: String, program version: String) -> String {
    let definitions = definition.files.map { "\($0.path) \($0.sha256)" }
    let parts = [version, latest.manifestHash, target] + definitions
    return "\"\(sha256(of: Array(parts.joined(separator: "\n").utf8)).prefix(32))\""
  }
}
