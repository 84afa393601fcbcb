import CLibXML2

/// The owner of a libxml2 push parser that is given UTF-8 and reaches for nothing else.
///
/// No entity is expanded but the five of XML itself, no DTD is read, nothing is loaded from disk
/// or network, nothing is written to standard error.
@safe package struct XMLParser: ~Copyable {
  private let context: UnsafeMutablePointer<xmlParserCtxt>
  /// Bytes parsed so far.
  private var parsed = 0

  /// - Throws: ``XMLFault`` when there is no memory for a parser.
  package init() throws(XMLFault) {
    _ = library
    var handler = unsafe makeHandler()
    guard let context = unsafe xmlCreatePushParserCtxt(&handler, nil, nil, 0, nil) else {
      throw XMLFault(message: "no memory for the XML parser", offset: 0, line: 1, column: 1)
    }
    unsafe self.context = context
    // Never NOENT, DTDLOAD, DTDVALID, DTDATTR, XINCLUDE, HUGE or RECOVER.
    let options =
      XML_PARSE_NONET.rawValue | XML_PARSE_COMPACT.rawValue | XML_PARSE_IGNORE_ENC.rawValue
      | XML_PARSE_BIG_LINES.rawValue
    unsafe xmlCtxtUseOptions(context, Int32(options))
    unsafe xmlSwitchEncoding(context, XML_CHAR_ENCODING_UTF8)
  }

  deinit { unsafe xmlFreeParserCtxt(context) }

  /// Parses the first `count` bytes; what they complete is appended to `events`, whose places are
  /// of these bytes.
  ///
  /// Faults are left in `events`, after what was good before them. `isLast` ends the document.
  package mutating func parse(
    _ text: [UInt8], count: Int, isLast: Bool, into events: inout XMLEvents
  ) {
    let piece = unsafe XMLPiece(parser: context, offset: parsed)
    unsafe text.withUnsafeBytes { bytes in
      unsafe withUnsafeMutablePointer(to: &events) { events in
        var collector = unsafe Collector(events: events, piece: piece)
        unsafe withUnsafeMutablePointer(to: &collector) { collector in
          unsafe context.pointee.userData = UnsafeMutableRawPointer(collector)
          let start = unsafe bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
          _ = unsafe xmlParseChunk(context, start, Int32(count), isLast ? 1 : 0)
          // Nothing of ours may be reached between two calls.
          unsafe context.pointee.userData = nil
        }
      }
    }
    parsed += count
  }
}

/// The piece of text being parsed, which libxml2 has a copy of.
@safe struct XMLPiece {
  let parser: UnsafeMutablePointer<xmlParserCtxt>
  /// Bytes of the text before it.
  let offset: Int

  /// Where in the piece bytes stand that libxml2 reports; nil when they stand elsewhere, as what
  /// was normalised does, or what was left from the piece before.
  @inline(__always)
  func place(of bytes: UnsafeBufferPointer<UInt8>) -> (start: Int32, end: Int32)? {
    guard let position = unsafe position(of: bytes) else { return nil }
    let start = position - offset
    guard start >= 0, start + bytes.count <= Int(Int32.max) else { return nil }
    return (Int32(start), Int32(start + bytes.count))
  }

  /// How many bytes of the text stand before those that libxml2 reports; nil when they stand
  /// elsewhere.
  @inline(__always)
  func position(of bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    guard let address = bytes.baseAddress, let input = unsafe parser.pointee.input,
      let base = unsafe input.pointee.base, let end = unsafe input.pointee.end,
      unsafe address >= base, unsafe address < end
    else { return nil }
    // `consumed` are the bytes libxml2 has dropped before `base`.
    return unsafe Int(input.pointee.consumed) + (address - base)
  }
}

/// What the callbacks are given.
@safe private struct Collector {
  let events: UnsafeMutablePointer<XMLEvents>
  let piece: XMLPiece
}

/// Process-wide settings, made once.
private let library: Void = {
  xmlInitParser()
  unsafe xmlSetExternalEntityLoader { _, _, _ in nil }
}()

private nonisolated func makeHandler() -> xmlSAXHandler {
  var handler = unsafe xmlSAXHandler()
  unsafe handler.initialized = XML_SAX2_MAGIC
  unsafe handler.internalSubset = documentType
  unsafe handler.startElementNs = elementStarted
  unsafe handler.endElementNs = elementEnded
  unsafe handler.characters = charactersFound
  unsafe handler.cdataBlock = sectionFound
  unsafe handler.ignorableWhitespace = charactersFound
  unsafe handler.serror = errorRaised
  return unsafe handler
}

private nonisolated func collector(_ data: UnsafeMutableRawPointer?) -> Collector? {
  guard let collector = unsafe data?.assumingMemoryBound(to: Collector.self).pointee else {
    return nil
  }
  return unsafe collector.events.pointee.fault == nil ? collector : nil
}

private nonisolated func elementStarted(
  _ data: UnsafeMutableRawPointer?, _ local: UnsafePointer<xmlChar>?,
  _ prefix: UnsafePointer<xmlChar>?, _ uri: UnsafePointer<xmlChar>?, _ namespaceCount: Int32,
  _ namespaces: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?, _ attributeCount: Int32,
  _ defaulted: Int32, _ attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
) {
  guard let collector = unsafe collector(data) else { return }
  unsafe collector.events.pointee.start(
    local, prefix, uri, attributes: attributes, count: Int(attributeCount), in: collector.piece)
}

private nonisolated func elementEnded(
  _ data: UnsafeMutableRawPointer?, _ local: UnsafePointer<xmlChar>?,
  _ prefix: UnsafePointer<xmlChar>?, _ uri: UnsafePointer<xmlChar>?
) {
  guard let collector = unsafe collector(data) else { return }
  unsafe collector.events.pointee.end(local, prefix, uri)
}

private nonisolated func charactersFound(
  _ data: UnsafeMutableRawPointer?, _ bytes: UnsafePointer<xmlChar>?, _ count: Int32
) {
  guard let collector = unsafe collector(data) else { return }
  unsafe collector.events.pointee.text(
    UnsafeBufferPointer(start: bytes, count: Int(count)), in: collector.piece)
}

private nonisolated func sectionFound(
  _ data: UnsafeMutableRawPointer?, _ bytes: UnsafePointer<xmlChar>?, _ count: Int32
) {
  guard let collector = unsafe collector(data) else { return }
  unsafe collector.events.pointee.section(
    UnsafeBufferPointer(start: bytes, count: Int(count)), in: collector.piece)
}

private nonisolated func documentType(
  _ data: UnsafeMutableRawPointer?, _ name: UnsafePointer<xmlChar>?,
  _ externalID: UnsafePointer<xmlChar>?, _ systemID: UnsafePointer<xmlChar>?
) {
  guard let collector = unsafe collector(data) else { return }
  unsafe collector.events.pointee.fault = XMLFault(
    message: "DOCTYPE", offset: 0, line: 1, column: 1, isDocumentType: true)
}

private nonisolated func errorRaised(
  _ data: UnsafeMutableRawPointer?, _ error: UnsafeMutablePointer<xmlError>?
) {
  guard let collector = unsafe collector(data), let error = unsafe error?.pointee,
    unsafe error.level.rawValue >= XML_ERR_ERROR.rawValue
  else { return }
  let parser = unsafe error.ctxt?.assumingMemoryBound(to: xmlParserCtxt.self)
  let message = unsafe error.message.map { unsafe String(cString: $0) } ?? "unknown error"
  unsafe collector.events.pointee.fault = XMLFault(
    message: oneLine(message), offset: unsafe parser.map { unsafe xmlByteConsumed($0) } ?? 0,
    line: Int(error.line), column: Int(error.int2),
    isAtEnd: error.code == Int32(XML_ERR_DOCUMENT_END.rawValue),
    isTagMismatch: error.code == Int32(XML_ERR_TAG_NAME_MISMATCH.rawValue))
}

private nonisolated func oneLine(_ message: String) -> String {
  message.split(whereSeparator: \.isNewline).joined(separator: " ")
}
