package import StatisticalModel
import Warehousing

/// A pipeline whose definition and list of deliveries have been read and found sound.
package struct OpenedPipeline: Sendable {
  package let definition: PipelineDefinition
  package let folder: PipelineFolder
  /// By source, edition and path.
  package let deliveries: [Delivery]

  /// - Parameter warehouse: a warehouse to use instead of the pipeline's own.
  /// - Throws: ``DefinitionErrors`` with every problem found.
  package init(folder path: String, warehouse: String? = nil) throws(DefinitionErrors) {
    let (definition, folder) = try DefinitionReader.locatedReading(of: path)
    self.definition = definition
    self.folder = PipelineFolder(
      path: folder.path, deliveries: folder.deliveries, warehouse: warehouse ?? folder.warehouse)
    deliveries = try DeliveryReader(
      folder: folder, sources: definition.sources.map(\.id)
    ).read()
  }

  private init(
    _ other: OpenedPipeline, definition: PipelineDefinition? = nil, deliveries: [Delivery]
  ) {
    self.definition = definition ?? other.definition
    folder = other.folder
    self.deliveries = deliveries
  }

  /// The pipeline with one decision more, as if its file were there.
  func adding(_ decision: Decision) -> OpenedPipeline {
    var definition = definition
    definition.decisions = (definition.decisions + [decision]).sorted()
    let file = DefinitionFile(path: "decisions/\(decision.id).yaml", sha256: decision.sha256)
    definition.files = (definition.files + [file]).sorted { $0.path < $1.path }
    return OpenedPipeline(self, definition: definition, deliveries: deliveries)
  }

  /// The pipeline with those deliveries alone that a vintage was made from.
  ///
  /// - Returns: nil when a delivery note says something else of one of them by now.
  func restricted(to inputs: [InputRow]) -> OpenedPipeline? {
    let known = Dictionary(uniqueKeysWithValues: inputs.map { ($0.path, $0) })
    let own = deliveries.filter { known[$0.path]?.describes($0) == true }
    return own.count == inputs.count ? OpenedPipeline(self, deliveries: own) : nil
  }
}

extension DefinitionReader {
  /// Reads a pipeline's folder; problems name files from where the program was started.
  package static func locatedReading(of folder: String) throws(DefinitionErrors) -> (
    PipelineDefinition, PipelineFolder
  ) {
    do {
      return try DefinitionReader(folder: folder).read()
    } catch {
      throw error.located(in: folder)
    }
  }
}
