/// Elements of an XML document as text, one to a line.
struct XMLWriter {
  typealias Attributes = KeyValuePairs<String, String>

  private(set) var bytes: [UInt8]
  private var open: [String] = []

  /// A new document, or the go on of one in which elements are open.
  init() { bytes = Array("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".utf8) }

  mutating func begin(_ name: String, _ attributes: Attributes = [:]) {
    start(name, attributes)
    bytes.append(contentsOf: ">\n".utf8)
    open.append(name)
  }

  /// As ``begin(_:_:)``, where not every attribute is always there.
  mutating func begin(_ name: String, listed attributes: [(String, String)]) {
    indent()
    bytes.append(contentsOf: "<\(name)".utf8)
    for (name, value) in attributes { XMLText.append(attribute: name, value, to: &bytes) }
    bytes.append(contentsOf: ">\n".utf8)
    open.append(name)
  }

  mutating func end() {
    guard let name = open.popLast() else { return }
    indent()
    bytes.append(contentsOf: "</\(name)>\n".utf8)
  }

  mutating func element(_ name: String, _ attributes: Attributes = [:], _ text: String? = nil) {
    start(name, attributes)
    if let text {
      bytes.append(UInt8(ascii: ">"))
      XMLText.append(text, to: &bytes)
      bytes.append(contentsOf: "</\(name)>\n".utf8)
    } else {
      bytes.append(contentsOf: "/>\n".utf8)
    }
  }

  /// An element with others in it.
  mutating func element(
    _ name: String, _ attributes: Attributes = [:], holding body: (inout XMLWriter) -> Void
  ) {
    begin(name, attributes)
    body(&self)
    end()
  }

  /// Takes what has been written so far.
  mutating func take() -> [UInt8] {
    defer { bytes.removeAll(keepingCapacity: true) }
    return bytes
  }

  private mutating func start(_ name: String, _ attributes: Attributes) {
    indent()
    bytes.append(contentsOf: "<\(name)".utf8)
    for (name, value) in attributes { XMLText.append(attribute: name, value, to: &bytes) }
  }

  private mutating func indent() {
    for _ in open { bytes.append(contentsOf: "  ".utf8) }
  }
}

/// Text as XML 1.0 takes it.
enum XMLText {
  /// ` NAME="VALUE"`.
  static func append(attribute name: String, _ value: String, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: " "))
    bytes.append(contentsOf: name.utf8)
    bytes.append(contentsOf: "=\"".utf8)
    append(value, to: &bytes)
    bytes.append(UInt8(ascii: "\""))
  }

  /// Escapes what means something in text or in an attribute.
  ///
  /// Tabs and line ends are written as references, so that no reader normalises them. A control
  /// character, U+FFFE or U+FFFF, which XML cannot hold, becomes U+FFFD.
  static func append(_ text: String, to bytes: inout [UInt8]) {
    // The three bytes of U+FFFE and U+FFFF differ from those of U+FFFD in the last.
    var (before, last): (UInt8, UInt8) = (0, 0)
    for byte in text.utf8 {
      defer { (before, last) = (last, byte) }
      switch byte {
      case UInt8(ascii: "&"): bytes.append(contentsOf: "&amp;".utf8)
      case UInt8(ascii: "<"): bytes.append(contentsOf: "&lt;".utf8)
      case UInt8(ascii: ">"): bytes.append(contentsOf: "&gt;".utf8)
      case UInt8(ascii: "\""): bytes.append(contentsOf: "&quot;".utf8)
      case 0x09, 0x0A, 0x0D: bytes.append(contentsOf: "&#\(byte);".utf8)
      case 0..<0x20: bytes.append(contentsOf: "\u{FFFD}".utf8)
      case 0xBE...0xBF where last == 0xBF && before == 0xEF: bytes.append(0xBD)
      default: bytes.append(byte)
      }
    }
  }
}
