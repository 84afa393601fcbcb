/// Why libxml2 stopped.
package struct XMLFault: Error, Hashable, Sendable {
  /// libxml2's words, on one line.
  package var message: String
  /// Bytes of the text before the place.
  package var offset: Int
  /// As libxml2 counts them.
  package var line: Int
  package var column: Int
  /// The document ended where it should not, or did not end where it should.
  package var isAtEnd = false
  package var isTagMismatch = false
  /// A document type declaration was met.
  package var isDocumentType = false
}

/// What libxml2 reports of one piece of text, in document order.
///
/// Attributes follow the start of their element. Values and text are places in the piece that was
/// parsed, or, where libxml2 made something else of what is written there, in ``aside``.
package struct XMLEvents {
  package enum Kind: UInt8, Sendable { case start, attribute, text, end }

  package struct Event: Sendable {
    package var kind: Kind
    /// Whether the bytes stand in ``XMLEvents/aside``.
    package var isAside = false
    /// Position in ``XMLEvents/names``; of no meaning for text.
    package var name: Int32
    /// Of the bytes; starts and ends of elements have none.
    package var start: Int32 = 0
    package var end: Int32 = 0
  }

  package private(set) var events: [Event] = []
  package private(set) var aside: [UInt8] = []
  /// The first fault; nothing is reported after it.
  package internal(set) var fault: XMLFault?
  private var table = XMLNameTable()
  /// Where the part of a CDATA section ends that was reported last, if it ends with a carriage
  /// return: a line feed there is the rest of one line end.
  private var brokenLineEnd: Int?

  package init() {}

  /// Distinct names of the document so far.
  package var names: [XMLName] { table.names }

  /// Forgets the events, not the names.
  package mutating func removeAll() {
    events.removeAll(keepingCapacity: true)
    aside.removeAll(keepingCapacity: true)
  }

  /// Appends the start of an element and its attributes, of each of which `attributes` holds local
  /// name, prefix, namespace, and start and end of the value.
  @inline(__always)
  mutating func start(
    _ local: UnsafePointer<UInt8>?, _ prefix: UnsafePointer<UInt8>?,
    _ uri: UnsafePointer<UInt8>?, attributes: UnsafeMutablePointer<UnsafePointer<UInt8>?>?,
    count: Int, in piece: XMLPiece
  ) {
    let name = unsafe table.number(of: local, prefix, uri)
    guard let attributes = unsafe attributes, count > 0 else {
      events.append(Event(kind: .start, name: name))
      return
    }
    unsafe Self.append(
      name, attributes, count: count, in: piece, to: &events, &table, aside: &aside)
  }

  private static func append(
    _ element: Int32, _ attributes: UnsafeMutablePointer<UnsafePointer<UInt8>?>, count: Int,
    in piece: XMLPiece, to events: inout [Event], _ table: inout XMLNameTable,
    aside: inout [UInt8]
  ) {
    events.append(addingCapacity: 1 + count) { output in
      output.append(Event(kind: .start, name: element))
      for attribute in 0..<count {
        let parts = unsafe attributes + attribute * 5
        guard let start = unsafe parts[3], let end = unsafe parts[4] else { continue }
        let value = unsafe UnsafeBufferPointer(start: start, count: end - start)
        var event = unsafe Event(
          kind: .attribute, name: table.number(of: parts[0], parts[1], parts[2]))
        if let place = unsafe piece.place(of: value) {
          (event.start, event.end) = place
        } else {
          event.isAside = true
          event.start = Int32(aside.count)
          unsafe appendUnescaped(value, to: &aside)
          event.end = Int32(aside.count)
        }
        output.append(event)
      }
    }
  }

  @inline(__always)
  mutating func end(
    _ local: UnsafePointer<UInt8>?, _ prefix: UnsafePointer<UInt8>?,
    _ uri: UnsafePointer<UInt8>?
  ) {
    events.append(Event(kind: .end, name: unsafe table.number(of: local, prefix, uri)))
  }

  mutating func text(_ bytes: UnsafeBufferPointer<UInt8>, in piece: XMLPiece) {
    var event = Event(kind: .text, name: 0)
    if let place = unsafe piece.place(of: bytes) {
      (event.start, event.end) = place
    } else {
      event.isAside = true
      event.start = Int32(aside.count)
      unsafe aside.append(contentsOf: bytes)
      event.end = Int32(aside.count)
    }
    events.append(event)
  }

  /// Appends part of a CDATA section, whose line ends libxml2 leaves as they are while it is pushed
  /// to, each as one line feed (XML 1.0, 2.11).
  mutating func section(_ bytes: UnsafeBufferPointer<UInt8>, in piece: XMLPiece) {
    let position = unsafe piece.position(of: bytes)
    let isContinued = brokenLineEnd != nil && brokenLineEnd == position
    brokenLineEnd = nil
    let hasReturn = unsafe bytes.contains(0x0D)
    guard isContinued || hasReturn else {
      unsafe text(bytes, in: piece)
      return
    }
    let start = Int32(aside.count)
    var follows = isContinued
    for index in bytes.indices {
      let byte = unsafe bytes[index]
      if byte != 0x0A || !follows { aside.append(byte == 0x0D ? 0x0A : byte) }
      follows = byte == 0x0D
    }
    if follows { brokenLineEnd = position.map { $0 + bytes.count } }
    var event = Event(kind: .text, name: 0)
    event.isAside = true
    event.start = start
    event.end = Int32(aside.count)
    events.append(event)
  }

  /// Appends the value of an attribute, in which libxml2 leaves every `&` as `&#38;` while it
  /// expands no entities of its own.
  private static func appendUnescaped(
    _ bytes: UnsafeBufferPointer<UInt8>, to text: inout [UInt8]
  ) {
    guard unsafe bytes.contains(UInt8(ascii: "&")) else {
      unsafe text.append(contentsOf: bytes)
      return
    }
    let escape = Array("&#38;".utf8)
    var position = 0
    while position < bytes.count {
      unsafe text.append(bytes[position])
      let rest = unsafe bytes[position...].prefix(escape.count)
      position += unsafe rest.elementsEqual(escape) ? escape.count : 1
    }
  }
}
