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
protocol XMLEventSink: ~Copyable {
  mutating func start(_ name: Int, in names: [XMLName], at place: TextPlace) throws(XMLRefusal)
  /// Bytes are given as a range of `text`, which costs nothing to pass on.
  mutating func attribute(
    _ name: Int, in names: [XMLName], _ text: [UInt8], _ range: Range<Int>
  ) throws(XMLRefusal)
  mutating func text(_ text: [UInt8], _ range: Range<Int>) throws(XMLRefusal)
  /// - Parameter offset: of the byte after the element.
  mutating func end(at offset: Int) throws(XMLRefusal)
  /// Takes an element that is a lone tag, `<name … />`, as its start, attributes and end would be.
  ///
  /// - Parameter end: offset of the byte after it.
  mutating func lone(
    _ name: Int, _ attributes: Range<Int>, of report: borrowing XMLReport, at place: TextPlace,
    end: Int
  ) throws(XMLRefusal)
  /// Called between stretches of the document, for handing on what is complete.
  mutating func pause() throws
}

/// What libxml2 said of a piece of text, with the piece.
///
/// Never copied, so that no references are counted for each element.
struct XMLReport: ~Copyable {
  let events: [XMLEvents.Event]
  /// By their numbers.
  let names: [XMLName]
  /// The piece.
  let text: [UInt8]
  /// What does not stand in the piece as it is.
  let aside: [UInt8]
}

extension XMLEventSink where Self: ~Copyable {
  mutating func lone(
    _ name: Int, _ attributes: Range<Int>, of report: borrowing XMLReport, at place: TextPlace,
    end: Int
  ) throws(XMLRefusal) {
    try takeApart(name, attributes, of: report, at: place, end: end)
  }

  /// Takes a lone tag as start, attributes and end.
  mutating func takeApart(
    _ name: Int, _ attributes: Range<Int>, of report: borrowing XMLReport, at place: TextPlace,
    end: Int
  ) throws(XMLRefusal) {
    try start(name, in: report.names, at: place)
    for index in attributes {
      let event = report.events[index]
      try attribute(
        Int(event.name), in: report.names, event.isAside ? report.aside : report.text,
        Int(event.start)..<Int(event.end))
    }
    try self.end(at: end)
  }
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
  }

  /// So much that what is made of it stays in the processor's cache.
  private static let chunkSize = 1 << 16

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

  init(
    path: String, displayName: String, encoding: TextEncoding, hashing: Hashing = .sha256
  ) throws {
    var file = try DecodedFile(
      path: path, displayName: displayName, encoding: encoding, chunkSize: Self.chunkSize,
      hashing: hashing)
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

  /// Throws where somebody has written to the file meanwhile.
  func finish() throws { try file.finish() }

  func summary(records: Int) throws -> ExtractedFile {
    try file.summary(records: records, header: [])
  }

  /// Reads the document to its end.
  ///
  /// What is good before a fault is handed on before it is thrown.
  mutating func read(into sink: inout some XMLEventSink & ~Copyable) throws {
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

  private mutating func handOn(to sink: inout some XMLEventSink & ~Copyable) throws(XMLRefusal) {
    for name in events.names[fingerprints.count...] {
      fingerprints.append(XMLScanner.fingerprint(Array(name.local.utf8).span))
    }
    // Taken out of the reader once: it changes while they are handed on.
    let report = XMLReport(
      events: events.events, names: events.names, text: text, aside: events.aside)
    let isRefused = events.fault != nil
    var index = 0
    let events = report.events.span
    while index < events.count {
      let event = events[index]
      index += 1
      switch event.kind {
      case .start:
        // libxml2 tells of an element before it refuses its tag, which may have no end to be found.
        guard !isRefused || scanner.hasTag else { return }
        let tag = try takeStart(event.name)
        if tag.kind == .empty, let end = Self.loneTagEnd(events, from: index) {
          try sink.lone(Int(event.name), index..<end, of: report, at: tag.place, end: tag.end)
          index = end + 1
        } else {
          open.append(OpenElement(name: event.name, place: tag.place))
          try sink.start(Int(event.name), in: report.names, at: tag.place)
        }
      case .attribute:
        let range = Int(event.start)..<Int(event.end)
        if event.isAside {
          try sink.attribute(Int(event.name), in: report.names, report.aside, range)
        } else {
          try sink.attribute(Int(event.name), in: report.names, report.text, range)
        }
      case .text:
        let range = Int(event.start)..<Int(event.end)
        if event.isAside {
          try sink.text(report.aside, range)
        } else {
          try sink.text(report.text, range)
        }
      case .end: try sink.end(at: endOffset(event.name))
      }
    }
  }

  private mutating func takeStart(_ name: Int32) throws(XMLRefusal) -> XMLScanner.Tag {
    guard let tag = scanner.takeTag(), tag.kind != .end, tag.name == fingerprints[Int(name)] else {
      throw disagreement
    }
    elementCount += 1
    return tag
  }

  /// Index of the end of an element whose attributes begin at `index`; nil when something else
  /// than attributes stands before it.
  private static func loneTagEnd(_ events: borrowing Span<XMLEvents.Event>, from index: Int) -> Int?
  {
    // By cases: a comparison would be a call into the module of the events.
    for index in index..<events.count {
      switch events[index].kind {
      case .attribute: continue
      case .end: return index
      case .start, .text: return nil
      }
    }
    return nil
  }

  private mutating func endOffset(_ name: Int32) throws(XMLRefusal) -> Int {
    guard let element = open.popLast(), element.name == name else { throw disagreement }
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
