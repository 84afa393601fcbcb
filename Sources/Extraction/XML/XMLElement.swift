import Files
import LibXML2
package import StatisticalModel

/// An element with all it holds.
package struct XMLElement: Hashable, Sendable {
  /// Local name.
  package var name: String
  /// In the order of the document; names as written, without namespace declarations.
  package var attributes: [Attribute] = []
  package var children: [XMLElement] = []
  /// The element's own text, without that of its children, untrimmed.
  package var text = ""

  package struct Attribute: Hashable, Sendable {
    package var name: String
    package var value: String
  }
}

/// An element that was chosen as a record, and where it stands.
package struct XMLRecord: Hashable, Sendable {
  package var locator: RecordLocator
  /// Local names from the root to the element: `/a/b`.
  package var path: String
  package var element: XMLElement
}

/// Reads the elements of an XML file as they stand, without knowing which fields are wanted.
package struct XMLElementReader {
  private let path: String
  private let displayName: String
  private let encoding: TextEncoding

  /// - Parameter displayName: what messages name.
  package init(path: String, displayName: String, encoding: TextEncoding) {
    self.path = path
    self.displayName = displayName
    self.encoding = encoding
  }

  /// Hands on every element with this local name, or each child of the root, in the order in which
  /// they begin; one inside another is a record of its own and part of the other.
  ///
  /// - Throws: ``ExtractionError``, `FileFailure`, or what the closure throws.
  package func read(
    element: String?, record: (XMLRecord) throws -> Void
  ) throws {
    try withoutActuallyEscaping(record) { record in
      var reader = try XMLReader(
        path: path, displayName: displayName, encoding: encoding, hashing: .none)
      var sink = XMLElementSink(wanted: element.map { [$0] }, record: record)
      try reader.read(into: &sink)
      try reader.finish()
    }
  }
}

/// Builds the elements that are records.
struct XMLElementSink: XMLSink {
  /// Local names; nil for the children of the root.
  let wanted: Set<String>?
  let record: (XMLRecord) throws -> Void

  private(set) var count = 0
  private var path: [String] = []
  /// The outermost record at hand and its open descendants.
  private var open: [OpenElement] = []
  private var size = 0
  /// Records that ended inside the outermost one, which begins before them.
  private var inner: [XMLRecord] = []
  private var complete: [XMLRecord] = []

  private struct OpenElement {
    var element: XMLElement
    var place: TextPlace
    /// Of the record; nil for a descendant that is none.
    var ordinal: Int?
  }

  private static let sizeLimit = 16 << 20

  init(wanted: Set<String>?, record: @escaping (XMLRecord) throws -> Void) {
    self.wanted = wanted
    self.record = record
  }

  mutating func start(_ name: XMLName, at place: TextPlace) throws(XMLRefusal) {
    let isRecord = wanted?.contains(name.local) ?? (path.count == 1)
    path.append(name.local)
    guard isRecord || !open.isEmpty else { return }
    if open.isEmpty { size = 0 }
    if isRecord { count += 1 }
    open.append(
      OpenElement(
        element: XMLElement(name: name.local), place: place, ordinal: isRecord ? count : nil))
    try grow(by: name.local.utf8.count)
  }

  mutating func attribute(_ name: XMLName, _ value: ArraySlice<UInt8>) throws(XMLRefusal) {
    guard !open.isEmpty else { return }
    open[open.count - 1].element.attributes.append(
      XMLElement.Attribute(
        name: name.qualified, value: String(decoding: value, as: UTF8.self)))
    try grow(by: value.count)
  }

  mutating func text(_ bytes: ArraySlice<UInt8>) throws(XMLRefusal) {
    guard !open.isEmpty else { return }
    open[open.count - 1].element.text += String(decoding: bytes, as: UTF8.self)
    try grow(by: bytes.count)
  }

  /// Keeps a record from filling the memory.
  private mutating func grow(by bytes: Int) throws(XMLRefusal) {
    size += bytes + 32
    if size > Self.sizeLimit {
      throw XMLRefusal(
        .recordTooLong(limit: Self.sizeLimit), at: open.first?.place ?? TextPlace(offset: 0))
    }
  }

  mutating func end(at offset: Int) {
    if let ended = open.popLast() {
      if let ordinal = ended.ordinal {
        let locator = RecordLocator(
          ordinal: ordinal, offset: ended.place.offset, length: offset - ended.place.offset,
          line: ended.place.line)
        inner.append(
          XMLRecord(
            locator: locator, path: "/" + path.joined(separator: "/"), element: ended.element))
      }
      if open.isEmpty {
        complete += inner.sorted { $0.locator.ordinal < $1.locator.ordinal }
        inner.removeAll(keepingCapacity: true)
      } else {
        open[open.count - 1].element.children.append(ended.element)
      }
    }
    path.removeLast()
  }

  mutating func pause() throws {
    for element in complete { try record(element) }
    complete.removeAll(keepingCapacity: true)
  }
}
