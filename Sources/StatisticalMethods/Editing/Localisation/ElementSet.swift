/// A set of small numbers as bits; the first 64 need no memory of their own.
struct ElementSet: Hashable, Sendable {
  private var first: UInt64 = 0
  /// Bits of the elements from 64 on, without zeros at the end.
  private var rest: [UInt64] = []

  init() {}

  init(_ elements: some Sequence<Int>) {
    for element in elements { insert(element) }
  }

  mutating func insert(_ element: Int) {
    guard element >= 64 else {
      first |= 1 << UInt64(element)
      return
    }
    let word = element / 64 - 1
    while rest.count <= word { rest.append(0) }
    rest[word] |= 1 << UInt64(element % 64)
  }

  mutating func formUnion(_ other: ElementSet) {
    first |= other.first
    for (word, bits) in other.rest.enumerated() {
      if word < rest.count { rest[word] |= bits } else { rest.append(bits) }
    }
  }

  func subtracting(_ other: ElementSet) -> ElementSet {
    var result = self
    result.first &= ~other.first
    for (word, bits) in zip(rest.indices, other.rest) { result.rest[word] &= ~bits }
    while result.rest.last == 0 { result.rest.removeLast() }
    return result
  }

  func isDisjoint(with other: ElementSet) -> Bool {
    first & other.first == 0 && zip(rest, other.rest).allSatisfy { $0 & $1 == 0 }
  }

  func contains(_ element: Int) -> Bool {
    element < 64
      ? first >> UInt64(element) & 1 == 1
      : element / 64 <= rest.count && rest[element / 64 - 1] >> UInt64(element % 64) & 1 == 1
  }

  /// How many elements there are.
  var count: Int { rest.reduce(first.nonzeroBitCount) { $0 + $1.nonzeroBitCount } }

  /// Some total order, the same everywhere.
  static func precedes(_ left: ElementSet, _ right: ElementSet) -> Bool {
    if left.first != right.first { return left.first < right.first }
    return left.rest.lexicographicallyPrecedes(right.rest)
  }
}

extension ElementSet: Sequence {
  /// The elements, ascending.
  struct Iterator: IteratorProtocol {
    fileprivate var bits: UInt64
    fileprivate var start = 0
    fileprivate var rest: ArraySlice<UInt64>

    mutating func next() -> Int? {
      while bits == 0 {
        guard let word = rest.popFirst() else { return nil }
        (bits, start) = (word, start + 64)
      }
      defer { bits &= bits - 1 }
      return start + bits.trailingZeroBitCount
    }
  }

  func makeIterator() -> Iterator { Iterator(bits: first, rest: rest[...]) }
}
