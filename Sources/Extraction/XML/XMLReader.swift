import Files
import LibXML2
import StatisticalModel

/// Why the document was refused; without a place where the place is the start of the file.
struct XMLRefusal: Error {
  var reason: ExtractionError.Reason
  var place: TextPlace

  init(_ reason: ExtractionError.Reason, at place: TextPlace = TextPlace(offset: 0)) {
    self.reason = reason
    self.place = place
  }
}

/// What takes the elements of a document, in its order, by the numbers of their names.
///
/// A name keeps its number, its position in `names`, throughout a document: what it means can be
/// looked up once.
protocol XMLEventSink {
  mutating func start(_ name: Int, in names: [XMLName], at place: TextPlace) throws(XMLRefusal)
  /// Bytes are given as a range of `text`, which costs nothing to pass on.
  mutating func attribute(
    _ name: Int, in names: [XMLName], _ text: [UInt8], _ range: Range<Int>
  ) throws(XMLRefusal)
  mutating func text(_ text: [UInt8], _ range: Range<Int>) throws(XMLRefusal)
  /// - Parameter offset: of the byte after the element.
  mutating func end(at offset: Int) throws(XMLRefusal)
  /// Called between stretches of the document, for handing on what is complete.
  mutating func pause() throws
}

/// What takes the elements of a document by their names.
protocol XMLSink: XMLEventSink {
  mutating func start(_ name: XMLName, at place: TextPlace) throws(XMLRefusal)
  mutating func attribute(_ name: XMLName, _ value: ArraySlice<UInt8>) throws(XMLRefusal)
  mutating func text(_ bytes: ArraySlice<UInt8>) throws(XMLRefusal)
}

extension XMLSink {
  mutating func start(_ name: Int, in names: [XMLName], at place: TextPlace) throws(XMLRefusal) {
    try start(names[name], at: place)
  }

  mutating func attribute(
    _ name: Int, in names: [XMLName], _ text: [UInt8], _ range: Range<Int>
  ) throws(XMLRefusal) {
    try attribute(names[name], text[range])
  }

  mutating func text(_ text: [UInt8], _ range: Range<Int>) throws(XMLRefusal) {
    try self.text(text[range])
  }
}

/// Reads one document: libxml2 says what it holds, a scanner finds where elements stand, and each
/// checks the other.
struct XMLReader: ~Copyable {
  private struct OpenElement {
    var name: Int32
    var place: TextPlace
    /// Of the byte after `<name/>`; nil when an end tag follows.
    var end: Int?
  }

  private let displayName: String
  private var file: DecodedFile
  private var text: [UInt8] = []
  /// Why the text ends where it ends, where that is a fault.
  private var fault: ExtractionError.Reason?
  private var scanner: XMLScanner
  private var parser: XMLParser
  private var events = XMLEvents()
  /// Of ``XMLEvents/names``.
  private var fingerprints: [UInt64] = []
  /// Bytes of text that libxml2 has had and that were dropped.
  private var dropped = 0
  private var open: [OpenElement] = []
  private(set) var elementCount = 0

  init(path: String, displayName: String, encoding: TextEncoding) throws {
    var file = try DecodedFile(path: path, displayName: displayName, encoding: encoding)
    let first = try file.peek(1024)
    do throws(XMLRefusal) {
      file.decode(as: try XMLDeclaration.encoding(of: first, defined: encoding))
    } catch {
      throw ExtractionError(file: displayName, line: 1, column: 1, reason: error.reason)
    }
    let parser = try XMLParser()
    let width = OriginalWidth(file.encoding)
    let fault = try file.read(into: &text)
    scanner = XMLScanner(width: width, offset: file.markWidth)
    self.parser = parser
    self.fault = fault
    self.file = file
    self.displayName = displayName
  }

  /// Local names of the elements and attributes met so far, in the order of their first occurrence.
  var localNames: [String] { events.names.map(\.local) }

  func summary(records: Int) throws -> ExtractedFile {
    try file.summary(records: records, header: [])
  }

  /// Reads the document to its end.
  ///
  /// What is good before a fault is handed on before it is thrown.
  mutating func read(into sink: inout some XMLEventSink) throws {
    while true {
      scanner.scan(text)
      let isLast = file.isAtEnd && fault == nil && scanner.fault == nil
      let count = isLast ? text.count : scanner.position
      parser.parse(text, count: count, isLast: isLast, into: &events)
      do throws(XMLRefusal) {
        defer { events.removeAll() }
        try handOn(to: &sink)
        if let refusal = firstRefusal(isLast: isLast) { throw refusal }
      } catch {
        try sink.pause()
        throw ExtractionError(
          file: displayName, line: error.place.line, column: error.place.column,
          reason: error.reason)
      }
      try sink.pause()
      if isLast { return }
      scanner.discardScanned(text)
      text.removeSubrange(..<count)
      dropped += count
      fault = try file.read(into: &text)
    }
  }

  private mutating func handOn(to sink: inout some XMLEventSink) throws(XMLRefusal) {
    for name in events.names[fingerprints.count...] {
      fingerprints.append(XMLScanner.fingerprint(Array(name.local.utf8).span))
    }
    // Taken out of the reader once: it changes while they are handed on.
    let (list, names, text) = (events.events, events.names, events.text)
    var start = 0
    for index in list.indices {
      let event = list[index]
      let name = Int(event.name)
      switch event.kind {
      case .start: try sink.start(name, in: names, at: startPlace(event.name))
      case .attribute: try sink.attribute(name, in: names, text, start..<event.end)
      case .text: try sink.text(text, start..<event.end)
      case .end: try sink.end(at: endOffset(event.name))
      }
      start = event.end
    }
  }

  private mutating func startPlace(_ name: Int32) throws(XMLRefusal) -> TextPlace {
    guard let tag = scanner.takeTag(), tag.kind != .end, tag.name == fingerprints[Int(name)] else {
      throw disagreement
    }
    elementCount += 1
    open.append(
      OpenElement(name: name, place: tag.place, end: tag.kind == .empty ? tag.end : nil))
    return tag.place
  }

  private mutating func endOffset(_ name: Int32) throws(XMLRefusal) -> Int {
    guard let element = open.popLast(), element.name == name else { throw disagreement }
    if let end = element.end { return end }
    guard let tag = scanner.takeTag(), tag.kind == .end, tag.name == fingerprints[Int(name)] else {
      throw disagreement
    }
    return tag.end
  }

  private var disagreement: XMLRefusal {
    XMLRefusal(.readersDisagree, at: open.last?.place ?? scanner.textPlace)
  }

  /// Of what the two readers and the decoder object to, the first in the document.
  private func firstRefusal(isLast: Bool) -> XMLRefusal? {
    let malformed = events.fault.map { refusal($0, isLast: isLast) }
    let scanned = scanner.fault.map { XMLRefusal($0.reason, at: $0.place) }
    if let malformed, let scanned {
      return malformed.place.offset < scanned.place.offset ? malformed : scanned
    }
    let undecoded = fault.map { XMLRefusal($0, at: scanner.place(of: text.count, in: text)) }
    return malformed ?? scanned ?? undecoded
  }

  private func refusal(_ fault: XMLFault, isLast: Bool) -> XMLRefusal {
    if fault.isDocumentType { return XMLRefusal(.documentType, at: scanner.textPlace) }
    let position = fault.offset - dropped
    if isLast, !fault.isTagMismatch, fault.isAtEnd || position >= text.count {
      let end = scanner.place(of: text.count, in: text)
      if let element = open.last {
        let name = events.names[Int(element.name)].qualified
        return XMLRefusal(.endsInside(element: name, line: element.place.line), at: end)
      }
      if elementCount == 0 { return XMLRefusal(.malformedXML("there is no element"), at: end) }
    }
    if (0...text.count).contains(position) {
      return XMLRefusal(
        .malformedXML(fault.message), at: scanner.place(of: position, in: text))
    }
    var place = scanner.textPlace
    (place.line, place.column) = (max(1, fault.line), max(1, fault.column))
    return XMLRefusal(.malformedXML(fault.message), at: place)
  }
}
