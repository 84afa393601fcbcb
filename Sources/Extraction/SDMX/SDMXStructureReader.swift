import Files
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
      var reader = try XMLReader(
        path: path, displayName: displayName, encoding: .utf8, hashing: .none)
      var sink = SDMXStructureSink(record: record)
      try reader.read(into: &sink)
      try reader.finish()
    }
    do throws(SDMXFault) {
      try structures.extendCodelists()
    } catch {
      throw ExtractionError(file: displayName, line: 1, column: 1, reason: .sdmx(error))
    }
    return structures
  }
}

/// Builds the artefacts of a structure message.
private struct SDMXStructureSink: XMLSink {
  private var elements: XMLElementSink
  /// Of the artefacts; nil before the document element.
  private var namespace: String?
  private var depth = 0

  init(record: @escaping (XMLRecord) throws -> Void) {
    elements = XMLElementSink(
      wanted: [
        "DataStructure", "Dataflow", "Codelist", "ValueList", "ConceptScheme", "ContentConstraint",
        "DataConstraint", "HierarchicalCodelist", "Hierarchy",
      ], record: record)
  }

  mutating func start(_ name: XMLName, at place: TextPlace) throws(XMLRefusal) {
    depth += 1
    if let namespace {
      // Artefacts stand in a container below `Structures`.
      if depth == 4, elements.wanted?.contains(name.local) == true, name.namespace != namespace {
        let fault = SDMXFault.otherNamespace(
          element: name.qualified, found: name.namespace, expected: namespace)
        throw XMLRefusal(.sdmx(fault), at: place)
      }
    } else {
      guard let (message, version) = SDMXElement.message(name) else {
        throw XMLRefusal(
          .sdmx(.notAMessage(element: name.local, namespace: name.namespace)), at: place)
      }
      guard !message.isData else {
        throw XMLRefusal(.sdmx(.otherMessage(message, wantsData: false)), at: place)
      }
      namespace = version.namespace(.structure)
    }
    try elements.start(name, at: place)
  }

  mutating func attribute(_ name: XMLName, _ value: ArraySlice<UInt8>) throws(XMLRefusal) {
    try elements.attribute(name, value)
  }

  mutating func text(_ bytes: ArraySlice<UInt8>) throws(XMLRefusal) { try elements.text(bytes) }

  mutating func end(at offset: Int) {
    depth -= 1
    elements.end(at: offset)
  }

  mutating func pause() throws { try elements.pause() }
}
