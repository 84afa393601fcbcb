/// The name of an element or attribute.
package struct XMLName: Hashable, Sendable {
  package var local: String
  /// As written in the document.
  package var prefix: String?
  /// URI; nil when the name is in no namespace.
  package var namespace: String?

  /// `prefix:local`, as written.
  package var qualified: String { prefix.map { "\($0):\(local)" } ?? local }
}

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

/// What libxml2 reports, in document order: one run of bytes and a flat array.
///
/// The bytes of event `i` are `text[events[i - 1].end..<events[i].end]`: the value of an attribute
/// or a piece of text; the others have none. Attributes follow the start of their element.
package struct XMLEvents {
  package enum Kind: UInt8, Sendable { case start, attribute, text, end }

  package struct Event: Sendable {
    package var kind: Kind
    /// Position in ``names``; of no meaning for text.
    package var name: Int32
    package var end: Int
  }

  package private(set) var events: [Event] = []
  package private(set) var text: [UInt8] = []
  /// Distinct names of the document so far.
  package private(set) var names: [XMLName] = []
  /// The first fault; nothing is reported after it.
  package internal(set) var fault: XMLFault?
  private var positions: [NameAddress: Int32] = [:]
  /// The last name at each of a few places, so that hashing is rare.
  private var recent = [(address: NameAddress, position: Int32)?](repeating: nil, count: 256)

  package init() {}

  /// Forgets the events, not the names.
  package mutating func removeAll() {
    events.removeAll(keepingCapacity: true)
    text.removeAll(keepingCapacity: true)
  }

  mutating func append(_ kind: Kind, name: Int32) {
    events.append(Event(kind: kind, name: name, end: text.count))
  }

  mutating func append(_ kind: Kind, name: Int32, bytes: UnsafeBufferPointer<UInt8>) {
    unsafe text.append(contentsOf: bytes)
    append(kind, name: name)
  }

  /// Appends the value of an attribute, in which libxml2 leaves every `&` as `&#38;` while it
  /// expands no entities of its own.
  mutating func append(attribute name: Int32, bytes: UnsafeBufferPointer<UInt8>) {
    guard unsafe bytes.contains(UInt8(ascii: "&")) else {
      return unsafe append(.attribute, name: name, bytes: bytes)
    }
    let escape = Array("&#38;".utf8)
    var position = 0
    while position < bytes.count {
      unsafe text.append(bytes[position])
      let rest = unsafe bytes[position...].prefix(escape.count)
      position += unsafe rest.elementsEqual(escape) ? escape.count : 1
    }
    append(.attribute, name: name)
  }

  /// The position of a name; libxml2 keeps each string once, so that addresses tell names apart.
  mutating func intern(
    _ local: UnsafePointer<UInt8>?, _ prefix: UnsafePointer<UInt8>?, _ uri: UnsafePointer<UInt8>?
  ) -> Int32 {
    let address = NameAddress(
      local: UInt(bitPattern: local), prefix: UInt(bitPattern: prefix),
      uri: UInt(bitPattern: uri))
    let place = Int(address.local & 0xFF)
    if let known = recent[place], known.address == address { return known.position }
    let position = unsafe positions[address] ?? add(local, prefix, uri)
    positions[address] = position
    recent[place] = (address, position)
    return position
  }

  private mutating func add(
    _ local: UnsafePointer<UInt8>?, _ prefix: UnsafePointer<UInt8>?, _ uri: UnsafePointer<UInt8>?
  ) -> Int32 {
    names.append(
      XMLName(
        local: unsafe local.map { unsafe String(cString: $0) } ?? "",
        prefix: unsafe prefix.map { unsafe String(cString: $0) },
        namespace: unsafe uri.map { unsafe String(cString: $0) }))
    return Int32(names.count - 1)
  }
}

private struct NameAddress: Hashable {
  var local: UInt
  var prefix: UInt
  var uri: UInt
}
