internal import Crypto

/// Values written one after the other so that different values never give the same bytes: text and
/// bytes with their length before them, numbers with an end mark.
struct CanonicalText {
  private(set) var bytes: [UInt8] = []

  mutating func addNull() { bytes.append(UInt8(ascii: "n")) }

  mutating func add(_ number: Int64) {
    bytes.append(UInt8(ascii: "i"))
    bytes.append(contentsOf: String(number).utf8)
    bytes.append(UInt8(ascii: ";"))
  }

  mutating func add(_ text: String) {
    addLength(of: text.utf8.count, kind: UInt8(ascii: "t"))
    bytes.append(contentsOf: text.utf8)
  }

  mutating func add(_ text: String?) {
    if let text { add(text) } else { addNull() }
  }

  mutating func add(blob: some Collection<UInt8>) {
    addLength(of: blob.count, kind: UInt8(ascii: "b"))
    bytes.append(contentsOf: blob)
  }

  /// A list: how many there are, then each.
  mutating func add<Element>(
    list: some Collection<Element>, _ addOne: (inout Self, Element) -> Void
  ) {
    add(Int64(list.count))
    for element in list { addOne(&self, element) }
  }

  mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

  private mutating func addLength(of count: Int, kind: UInt8) {
    bytes.append(kind)
    bytes.append(contentsOf: String(count).utf8)
    bytes.append(UInt8(ascii: ":"))
  }

  /// SHA-256 (FIPS 180-4) of the bytes so far.
  var hash: [UInt8] { Array(SHA256.hash(data: bytes)) }
}

extension String {
  /// Order of SQLite's BINARY collation: by bytes of UTF-8.
  static func byBytes(_ left: String, _ right: String) -> Bool {
    left.utf8.lexicographicallyPrecedes(right.utf8)
  }
}
