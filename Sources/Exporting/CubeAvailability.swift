package import SDMXVocabulary
package import Warehousing

/// Which values there are in each dimension of the observations that a query asks for.
package struct CubeAvailability: Sendable {
  /// In the order of the components; values in that of their bytes.
  package let values: [(component: String, values: [String])]
  package let observations: Int
  private let reference: SDMXReference

  /// - Parameter component: the only one to be listed; nil for all dimensions.
  /// - Complexity: reads every observation that is asked for.
  package init(
    of source: ExportedCube, _ selection: CubeSelection, component: String?,
    from reader: WarehouseReader, vintage: Int
  ) throws {
    let cube = source.cube
    reference = cube.reference
    let positions = cube.components.indices.filter {
      cube.components[$0].isInKey && (component == nil || cube.components[$0].id == component)
    }
    var found = positions.map { _ in Set<String>() }
    var count = 0
    if !selection.isEmpty {
      try source.forEachRow(reader, vintage: vintage, in: selection.span) { row in
        guard selection.admits(row) else { return }
        count += 1
        for (place, position) in positions.enumerated() {
          for value in row[position] { found[place].insert(value) }
        }
      }
    }
    observations = count
    values = zip(positions, found).map { position, values in
      (cube.components[position].id, values.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
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
