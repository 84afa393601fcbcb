import Glibc

/// Position of the next byte of this value; nil when there is none.
package func firstIndex(
  of byte: UInt8, in bytes: borrowing Span<UInt8>, from start: Int
) -> Int? {
  unsafe bytes.withUnsafeBufferPointer { buffer in
    guard start < buffer.count, let base = buffer.baseAddress else { return nil }
    let found = unsafe memchr(base + start, Int32(byte), buffer.count - start)
    return unsafe found.map { unsafe UnsafeRawPointer($0) - UnsafeRawPointer(base) }
  }
}

/// Position of the `>` of a tag that is plain: on one line, in ASCII, its values between `"`; nil
/// for any other, and for one that is not whole.
///
/// Eight bytes at a time (Warren, Hacker's Delight, section 6-1).
package func plainTagEnd(in bytes: borrowing Span<UInt8>, from start: Int) -> Int? {
  unsafe bytes.withUnsafeBytes { bytes in
    var position = start
    // An odd number of quotes at one place of a word leaves its bit set.
    var quotes: UInt64 = 0
    var others: UInt64 = 0
    while position + 8 <= bytes.count {
      let word = unsafe UInt64(
        littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self))
      let closing = places(of: UInt8(ascii: ">"), in: word)
      let opening = places(of: UInt8(ascii: "\""), in: word)
      if closing != 0 {
        // The bytes before the first `>`.
        let before = (closing & (0 &- closing)) &- 1
        quotes ^= opening & before
        others |= notPlain(word) & before
        // Behind an odd number of quotes the `>` stands between them: that rare case is left.
        let isPlain = others == 0 && quotes.nonzeroBitCount.isMultiple(of: 2)
        return isPlain ? position + closing.trailingZeroBitCount / 8 : nil
      }
      quotes ^= opening
      others |= notPlain(word)
      position += 8
    }
    return nil
  }
}

/// The high bit of each byte that has this value.
private func places(of byte: UInt8, in word: UInt64) -> UInt64 {
  let others = word ^ (UInt64(byte) &* 0x0101_0101_0101_0101)
  let low: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
  return ~(((others & low) &+ low) | others | low)
}

/// The high bit of each byte that is outside ASCII, `'` or a control character.
private func notPlain(_ word: UInt64) -> UInt64 {
  let high: UInt64 = 0x8080_8080_8080_8080
  // The high bit stays unset below the blank when 0x60 is added.
  let visible = (word & ~high) &+ 0x6060_6060_6060_6060
  return (word | ~visible) & high | places(of: UInt8(ascii: "'"), in: word)
}
