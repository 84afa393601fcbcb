internal import StatisticalModel
internal import Warehousing

/// Which figures or flags a URL asks for: a parameter for each dimension, and `cause`, `severity`,
/// `source`, `vintage`.
///
/// A dimension of one of these names is not filtered by.
struct ListFilter: Sendable {
  /// Parameters that are no dimensions.
  static let own = ["cause", "severity", "source", "vintage", "sort", "page"]

  let parameters: Parameters
  let filter: WarehouseFilter

  /// - Throws: ``Refusal`` for a parameter or a value that does not exist here.
  init(_ parameters: Parameters, in definition: PipelineDefinition) throws(Refusal) {
    let dimensions = Self.dimensions(of: definition.structure).map(\.id)
    try parameters.require(only: dimensions + Self.own)
    var codes: [String: String] = [:]
    for dimension in dimensions {
      guard let code = parameters[dimension] else { continue }
      guard let position = definition.structure.position(of: dimension),
        definition.structure.number(at: position, text: code) != nil
      else { throw .unknownValue(code, of: dimension, known: []) }
      codes[dimension] = code
    }
    let sources = definition.sources.map(\.id)
    if let source = parameters["source"], !sources.contains(source) {
      throw .unknownValue(source, of: "source", known: sources)
    }
    self.parameters = parameters
    filter = WarehouseFilter(
      codes: codes, cause: try parameters.choice("cause", Cause.self),
      severities: try parameters.choice("severity", Severity.self).map { [$0] },
      source: parameters["source"])
  }

  static func dimensions(of structure: Structure) -> [Dimension] {
    structure.dimensions.filter { !own.contains($0.id) }
  }
}

extension Structure {
  /// The cell of a parameter: as people write it, or the id that lists give, which may be a series'.
  func cell(_ parameters: Parameters) throws(Refusal) -> String {
    guard let text = parameters["cell"] else { throw .noCell }
    if let key = key(canonical: text) { return self.text(of: key) }
    do {
      return self.text(of: try cell(parsing: text))
    } catch {
      throw .noCell
    }
  }
}
