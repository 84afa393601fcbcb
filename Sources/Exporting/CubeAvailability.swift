package import SDMXVocabulary
package import StatisticalModel
package import Warehousing

/// Which values there are in each dimension of the observations that a query asks for.
package struct CubeAvailability: Sendable {
  /// In the order of the components; values in that of their bytes.
  package let values: [(component: String, values: [String])]
  package let observations: Int
  private let reference: SDMXReference

  /// - Parameter listed: the components to be listed; nil for all dimensions.
  /// - Complexity: reads the key of every observation that is asked for.
  package init(
    of source: ExportedCube, _ selection: CubeSelection, components listed: Set<String>?,
    of structure: Structure, from reader: WarehouseReader, vintage: Int
  ) throws {
    reference = source.cube.reference
    var keys = CodesInUse(structure)
    if !selection.isEmpty {
      switch source {
      case .figures:
        try reader.eachCellWithFigure(vintage: vintage, in: selection.span) { cell in
          if selection.admits(cell: cell) { keys.add(cell) }
        }
      case .sources:
        try reader.eachCellWithStatements(vintage: vintage, in: selection.span) {
          cell, source, count in
          for statement in 1...count
          where selection.admits(cell: cell, statement: (source, statement)) {
            keys.add(cell)
            keys.sources.insert(source)
            keys.statements.insert("\(statement)")
          }
        }
      }
    }
    observations = keys.count
    let dimensions = source.cube.components.filter { $0.isInKey }
    values = zip(dimensions, keys.values).filter { listed?.contains($0.0.id) ?? true }.map {
      ($0.0.id, $0.1.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
    }
  }

  /// A structure message with the one constraint: a content constraint of type `Actual` in 2.1, a
  /// data constraint in 3.0, with the count of observations as an annotation.
  package func message(_ version: SDMXVersion, _ header: SDMXMLHeader) -> [UInt8] {
    SDMXMLStructure.message(version, header) { writer in
      let is21 = version == .version21
      writer.element(is21 ? "str:Constraints" : "str:DataConstraints") { writer in
        writer.element(
          is21 ? "str:ContentConstraint" : "str:DataConstraint",
          [
            "id": "CR_\(reference.id)", "agencyID": reference.agency, "version": Cube.version,
            is21 ? "type" : "role": "Actual",
          ]
        ) { constraint(&$0, version) }
      }
    }
  }

  private func constraint(_ writer: inout XMLWriter, _ version: SDMXVersion) {
    writer.element("com:Annotations") { writer in
      writer.element("com:Annotation", ["id": "obs_count"]) { writer in
        writer.element("com:AnnotationTitle", [:], "\(observations)")
        writer.element("com:AnnotationType", [:], "sdmx_metrics")
      }
    }
    writer.element("com:Name", ["xml:lang": "en"], "What is there")
    writer.element("str:ConstraintAttachment") { writer in
      if version == .version21 {
        writer.element("str:Dataflow") { $0.reference(.dataflow, reference) }
      } else {
        writer.element("str:Dataflow", [:], version.urn(SDMXArtefact.dataflow.urnKind, reference))
      }
    }
    writer.element("str:CubeRegion", ["include": "true"]) { writer in
      let prefix = version == .version21 ? "com" : "str"
      for (component, values) in values where !values.isEmpty {
        writer.element("\(prefix):KeyValue", ["id": component]) { writer in
          for value in values { writer.element("\(prefix):Value", [:], value) }
        }
      }
    }
  }
}

extension Cube.Component {
  package var isInKey: Bool { role == .dimension || role == .time }
}

/// The codes that some cells have, gathered from the texts of their keys.
private struct CodesInUse {
  private let dimensions: [Dimension]
  /// `area=KZ-35`, as keys have it.
  private var parts: Set<Substring> = []
  /// Dimensions that some cell is older than: it has their totals.
  private var later: Set<String> = []
  var sources: Set<String> = []
  var statements: Set<String> = []
  private(set) var count = 0

  init(_ structure: Structure) { dimensions = structure.dimensions }

  mutating func add(_ cell: String) {
    count += 1
    let found = cell.split(separator: ",")
    if found.count < dimensions.count {
      for dimension in dimensions where !found.contains(where: { $0.hasPrefix("\(dimension.id)=") })
      { later.insert(dimension.id) }
    }
    // A copy, so that not every cell's text is kept.
    for part in found where !parts.contains(part) { parts.insert(Substring(String(part))) }
  }

  /// In the order of the components of a key: dimensions, source and statement where there are
  /// any, time.
  var values: [Set<String>] {
    var codes: [String: Set<String>] = [:]
    for part in parts {
      for code in DimensionCode.codes(of: String(part)) {
        codes[code.dimension, default: []].insert(code.code)
      }
    }
    var values: [Set<String>] = []
    var periods: Set<String> = []
    for dimension in dimensions {
      var found = codes[dimension.id] ?? []
      if later.contains(dimension.id), let total = dimension.total { found.insert(total) }
      if dimension.codelist == nil {
        periods = Set(found.compactMap { Period(parsing: $0)?.sdmxText })
      } else {
        values.append(found)
      }
    }
    if !sources.isEmpty { values += [sources, statements] }
    return values + [periods]
  }
}
