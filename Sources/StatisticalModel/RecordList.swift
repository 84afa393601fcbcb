/// Ordinals of records in a byte or two each: differences as LEB128 (DWARF 5, section 7.6) behind a
/// zigzag (0, −1, 1, −2 … become 0, 1, 2, 3 …), the form in which the warehouse keeps them.
///
/// Lists of one delivery may share one run of bytes.
package struct RecordList: Sendable {
  private let storage: [UInt8]
  // Narrow, since every observation has a list: what a delivery's lists take together ends below
  // four gigabytes, as do its records.
  private let start: UInt32
  private let end: UInt32
  private let storedCount: UInt32
  package var count: Int { Int(storedCount) }

  /// A list that was encoded as `count` numbers at `range` of `storage`.
  package init(encodedIn storage: [UInt8], at range: Range<Int>, count: Int) {
    self.storage = storage
    start = UInt32(range.lowerBound)
    end = UInt32(range.upperBound)
    storedCount = UInt32(count)
  }

  package init(_ ordinals: some Sequence<Int>) {
    var bytes: [UInt8] = []
    var previous = 0
    var count = 0
    for ordinal in ordinals {
      Self.encode(ordinal - previous) { bytes.append($0) }
      previous = ordinal
      count += 1
    }
    self.init(encodedIn: bytes, at: 0..<bytes.count, count: count)
  }

  package var isEmpty: Bool { count == 0 }

  package var bytes: ArraySlice<UInt8> { storage[Int(start)..<Int(end)] }

  /// Gives the bytes of a difference, first to last.
  @inlinable
  package static func encode(_ difference: Int, _ append: (UInt8) -> Void) {
    var rest = UInt(bitPattern: difference << 1 ^ difference >> (Int.bitWidth - 1))
    while rest >= 0x80 {
      append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    append(UInt8(truncatingIfNeeded: rest))
  }
}

extension RecordList: Sequence {
  package struct Iterator: IteratorProtocol {
    fileprivate var bytes: ArraySlice<UInt8>
    fileprivate var previous = 0

    package mutating func next() -> Int? {
      var number: UInt = 0
      var shift: UInt = 0
      while let byte = bytes.popFirst() {
        number |= UInt(byte & 0x7F) << shift
        shift += 7
        guard byte & 0x80 == 0 else { continue }
        previous += Int(bitPattern: number >> 1) ^ -Int(bitPattern: number & 1)
        return previous
      }
      return nil
    }
  }

  package func makeIterator() -> Iterator { Iterator(bytes: bytes) }
  package var underestimatedCount: Int { count }
}

extension RecordList: Hashable {
  package static func == (left: Self, right: Self) -> Bool { left.bytes == right.bytes }
  package func hash(into hasher: inout Hasher) { hasher.combine(bytes) }
}

extension RecordList: ExpressibleByArrayLiteral {
  package init(arrayLiteral ordinals: Int...) { self.init(ordinals) }
}
