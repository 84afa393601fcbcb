package import StatisticalModel

/// A pipeline whose definition and list of deliveries have been read and found sound.
package struct OpenedPipeline: Sendable {
  package let definition: PipelineDefinition
  package let folder: PipelineFolder
  /// By source, edition and path.
  package let deliveries: [Delivery]

  /// - Parameter warehouse: a warehouse to use instead of the pipeline's own.
  /// - Throws: ``DefinitionErrors`` with every problem found.
  package init(folder path: String, warehouse: String? = nil) throws(DefinitionErrors) {
    let (definition, folder) = try DefinitionReader(folder: path).read()
    self.definition = definition
    self.folder = PipelineFolder(
      path: folder.path, deliveries: folder.deliveries, warehouse: warehouse ?? folder.warehouse)
    deliveries = try DeliveryReader(
      folder: folder, sources: definition.sources.map(\.id)
    ).read()
  }
}
