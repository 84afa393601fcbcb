internal import Crypto

/// Values written one after the other so that different values never give the same bytes: text and
/// bytes with their length before them, numbers with an end mark.
struct CanonicalText {
  private(set) var bytes: [UInt8] = []
  /// Where the text or blob that was added last stands.
  private(set) var last = 0..<0

  mutating func addNull() { bytes.append(UInt8(ascii: "n")) }

  mutating func add(_ number: Int64) {
    bytes.append(UInt8(ascii: "i"))
    bytes.append(digits: number)
    bytes.append(UInt8(ascii: ";"))
  }

  mutating func add(_ text: String) { add(utf8: text.utf8) }

  mutating func add(utf8 text: some Collection<UInt8>) {
    addLength(of: text.count, kind: UInt8(ascii: "t"))
    append(text)
  }

  mutating func add(_ text: String?) {
    if let text { add(text) } else { addNull() }
  }

  mutating func add(blob: some Collection<UInt8>) {
    addLength(of: blob.count, kind: UInt8(ascii: "b"))
    append(blob)
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
    bytes.append(digits: Int64(count))
    bytes.append(UInt8(ascii: ":"))
  }

  private mutating func append(_ content: some Collection<UInt8>) {
    let start = bytes.count
    bytes.append(contentsOf: content)
    last = start..<bytes.count
  }

  /// SHA-256 (FIPS 180-4) of the bytes so far.
  var hash: [UInt8] { Array(SHA256.hash(data: bytes)) }
}

extension [UInt8] {
  /// Appends a number as ASCII digits.
  fileprivate mutating func append(digits number: Int64) {
    if number < 0 { append(UInt8(ascii: "-")) }
    // From the last digit on; an Int64 has 19.
    var digits: [19 of UInt8] = InlineArray(repeating: 0)
    var first = digits.count
    var rest = number.magnitude
    repeat {
      first -= 1
      digits[first] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    } while rest > 0
    for place in first..<digits.count { append(digits[place]) }
  }
}

extension String {
  /// Order of SQLite's BINARY collation: by bytes of UTF-8.
  static func byBytes(_ left: String, _ right: String) -> Bool {
    left.utf8.lexicographicallyPrecedes(right.utf8)
  }
}
