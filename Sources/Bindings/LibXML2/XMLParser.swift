import CLibXML2

/// The owner of a libxml2 push parser that is given UTF-8 and reaches for nothing else.
///
/// No entity is expanded but the five of XML itself, no DTD is read, nothing is loaded from disk
/// or network, nothing is written to standard error.
@safe package struct XMLParser: ~Copyable {
  private let context: UnsafeMutablePointer<xmlParserCtxt>

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
      XML_PARSE_NONET.rawValue | XML_PARSE_COMPACT.rawValue | XML_PARSE_NOCDATA.rawValue
      | XML_PARSE_IGNORE_ENC.rawValue | XML_PARSE_BIG_LINES.rawValue
    unsafe xmlCtxtUseOptions(context, Int32(options))
    unsafe xmlSwitchEncoding(context, XML_CHAR_ENCODING_UTF8)
  }

  deinit { unsafe xmlFreeParserCtxt(context) }

  /// Parses the first `count` bytes; what they complete is appended to `events`.
  ///
  /// Faults are left in `events`, after what was good before them. `isLast` ends the document.
  package mutating func parse(
    _ text: [UInt8], count: Int, isLast: Bool, into events: inout XMLEvents
  ) {
    unsafe text.withUnsafeBytes { bytes in
      unsafe withUnsafeMutablePointer(to: &events) { events in
        unsafe context.pointee.userData = UnsafeMutableRawPointer(events)
        let start = unsafe bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
        _ = unsafe xmlParseChunk(context, start, Int32(count), isLast ? 1 : 0)
        // Nothing of ours may be reached between two calls.
        unsafe context.pointee.userData = nil
      }
    }
  }
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
  unsafe handler.cdataBlock = charactersFound
  unsafe handler.ignorableWhitespace = charactersFound
  unsafe handler.serror = errorRaised
  return unsafe handler
}

private nonisolated func collector(
  _ data: UnsafeMutableRawPointer?
) -> UnsafeMutablePointer<XMLEvents>? {
  guard let events = unsafe data?.assumingMemoryBound(to: XMLEvents.self) else { return nil }
  return unsafe events.pointee.fault == nil ? events : nil
}

private nonisolated func elementStarted(
  _ data: UnsafeMutableRawPointer?, _ local: UnsafePointer<xmlChar>?,
  _ prefix: UnsafePointer<xmlChar>?, _ uri: UnsafePointer<xmlChar>?, _ namespaceCount: Int32,
  _ namespaces: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?, _ attributeCount: Int32,
  _ defaulted: Int32, _ attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
) {
  guard let events = unsafe collector(data) else { return }
  unsafe events.pointee.append(.start, name: events.pointee.intern(local, prefix, uri))
  guard let attributes = unsafe attributes else { return }
  for attribute in 0..<Int(attributeCount) {
    // Local name, prefix, namespace, start and end of the value.
    let parts = unsafe attributes + attribute * 5
    guard let start = unsafe parts[3], let end = unsafe parts[4] else { continue }
    unsafe events.pointee.append(
      attribute: events.pointee.intern(parts[0], parts[1], parts[2]),
      bytes: UnsafeBufferPointer(start: start, count: end - start))
  }
}

private nonisolated func elementEnded(
  _ data: UnsafeMutableRawPointer?, _ local: UnsafePointer<xmlChar>?,
  _ prefix: UnsafePointer<xmlChar>?, _ uri: UnsafePointer<xmlChar>?
) {
  guard let events = unsafe collector(data) else { return }
  unsafe events.pointee.append(.end, name: events.pointee.intern(local, prefix, uri))
}

private nonisolated func charactersFound(
  _ data: UnsafeMutableRawPointer?, _ bytes: UnsafePointer<xmlChar>?, _ count: Int32
) {
  guard let events = unsafe collector(data) else { return }
  unsafe events.pointee.append(
    .text, name: 0, bytes: UnsafeBufferPointer(start: bytes, count: Int(count)))
}

private nonisolated func documentType(
  _ data: UnsafeMutableRawPointer?, _ name: UnsafePointer<xmlChar>?,
  _ externalID: UnsafePointer<xmlChar>?, _ systemID: UnsafePointer<xmlChar>?
) {
  guard let events = unsafe collector(data) else { return }
  unsafe events.pointee.fault = XMLFault(
    message: "DOCTYPE", offset: 0, line: 1, column: 1, isDocumentType: true)
}

private nonisolated func errorRaised(
  _ data: UnsafeMutableRawPointer?, _ error: UnsafeMutablePointer<xmlError>?
) {
  guard let events = unsafe collector(data), let error = unsafe error?.pointee,
    unsafe error.level.rawValue >= XML_ERR_ERROR.rawValue
  else { return }
  let parser = unsafe error.ctxt?.assumingMemoryBound(to: xmlParserCtxt.self)
  let message = unsafe error.message.map { unsafe String(cString: $0) } ?? "unknown error"
  unsafe events.pointee.fault = XMLFault(
    message: oneLine(message), offset: unsafe parser.map { unsafe xmlByteConsumed($0) } ?? 0,
    line: Int(error.line), column: Int(error.int2),
    isAtEnd: error.code == Int32(XML_ERR_DOCUMENT_END.rawValue),
    isTagMismatch: error.code == Int32(XML_ERR_TAG_NAME_MISMATCH.rawValue))
}

private nonisolated func oneLine(_ message: String) -> String {
  message.split(whereSeparator: \.isNewline).joined(separator: " ")
}
