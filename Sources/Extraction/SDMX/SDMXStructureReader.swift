import LibXML2
import SDMXVocabulary
import StatisticalModel

/// Reads a structure message (SDMX-ML 2.1 or 3.x).
package struct SDMXStructureReader {
  private let path: String
  private let displayName: String

  /// - Parameter displayName: what messages name.
  package init(path: String, displayName: String) {
    self.path = path
    self.displayName = displayName
  }

  /// Reads the whole message; what it defines beyond ``SDMXStructures`` is passed over.
  ///
  /// - Throws: ``ExtractionError``, `FileFailure`.
  package func read() throws -> SDMXStructures {
    var structures = SDMXStructures()
    func take(_ record: XMLRecord) throws {
      // Artefacts stand in a container below `Structures`; elsewhere the names are references.
      guard record.path.split(separator: "/").count == 4 else { return }
      do throws(SDMXFault) {
        try structures.take(record.element)
      } catch {
        throw ExtractionError(
          file: displayName, line: record.locator.line, column: 1, reason: .sdmx(error))
      }
    }
    try withoutActuallyEscaping(take) { record in
      var reader = try XMLReader(path: path, displayName: displayName, encoding: .utf8)
      var sink = SDMXStructureSink(record: record)
      try reader.read(into: &sink)
      _ = try reader.summary(records: 0)
    }
    return structures
  }
}

/// Builds the artefacts of a structure message.
private struct SDMXStructureSink: XMLSink {
  private var elements: XMLElementSink
  private var isBegun = false

  init(record: @escaping (XMLRecord) throws -> Void) {
    elements = XMLElementSink(
      wanted: [
        "DataStructure", "Dataflow", "Codelist", "ValueList", "ConceptScheme", "ContentConstraint",
        "DataConstraint", "HierarchicalCodelist", "Hierarchy",
      ], record: record)
  }

  mutating func start(_ name: XMLName, at place: TextPlace) throws(XMLRefusal) {
    if !isBegun {
      isBegun = true
      guard let (message, _) = SDMXElement.message(name) else {
        throw XMLRefusal(
          .sdmx(.notAMessage(element: name.local, namespace: name.namespace)), at: place)
      }
      guard !message.isData else {
        throw XMLRefusal(.sdmx(.otherMessage(message, wantsData: false)), at: place)
      }
    }
    try elements.start(name, at: place)
  }

  mutating func attribute(_ name: XMLName, _ value: ArraySlice<UInt8>) throws(XMLRefusal) {
    try elements.attribute(name, value)
  }

  mutating func text(_ bytes: ArraySlice<UInt8>) throws(XMLRefusal) { try elements.text(bytes) }
  mutating func end(at offset: Int) { elements.end(at: offset) }
  mutating func pause() throws { try elements.pause() }
}
