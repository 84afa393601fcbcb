import SDMXVocabulary

/// What every message says of itself before its content.
package struct SDMXMLHeader: Sendable {
  /// An id of SDMX.
  package var id: String
  /// When the vintage was made: the same whenever it is exported.
  package var prepared: String
  package var sender: String

  /// - Parameter prepared: in coordinated universal time, `2025-08-20T02:30:00Z`.
  package init(_ cube: Cube, vintage: Int, prepared: String) {
    id = "\(cube.reference.id)_V\(vintage)"
    self.prepared = prepared
    // Only the ids of agencies have points.
    sender = cube.reference.agency.replacing(".", with: "_")
  }

  func write(to writer: inout XMLWriter, more: (inout XMLWriter) -> Void = { _ in }) {
    writer.element("mes:Header") { writer in
      writer.element("mes:ID", [:], id)
      writer.element("mes:Test", [:], "false")
      writer.element("mes:Prepared", [:], prepared)
      writer.element("mes:Sender", ["id": sender])
      more(&writer)
    }
  }
}

extension SDMXVersion {
  /// The URN of an artefact, or of an item of it.
  func urn(_ kind: String, _ reference: SDMXReference, item: String? = nil) -> String {
    "urn:sdmx:org.sdmx.infomodel.\(kind)=\(reference)\(item.map { ".\($0)" } ?? "")"
  }
}
