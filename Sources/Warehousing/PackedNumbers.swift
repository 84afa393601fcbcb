import StatisticalModel

/// Numbers that lie close together, each in as many bits as the widest needs: the least of them
/// (zigzag, LEB128), the width in bits (one byte), then every number less the least, lowest bit first,
/// up to a whole byte. Where all are alike nothing follows the width.
///
/// Frame of reference, as in Goldstein, Ramakrishnan and Shaft: Compressing Relations and Indexes
/// (1998).
extension [UInt8] {
  mutating func append(packed numbers: [Int]) {
    guard let least = numbers.min(), let greatest = numbers.max() else { return }
    let width = UInt64.bitWidth - UInt64(bitPattern: Int64(greatest &- least)).leadingZeroBitCount
    append(zigzag: least)
    append(UInt8(width))
    guard width > 0 else { return }
    // Room for the seven bits at most that wait, and for a number of any width.
    var waiting: UInt128 = 0
    var bits = 0
    for number in numbers {
      waiting |= UInt128(UInt64(bitPattern: Int64(number &- least))) << UInt128(bits)
      bits += width
      while bits >= 8 {
        append(UInt8(truncatingIfNeeded: waiting))
        waiting >>= 8
        bits -= 8
      }
    }
    if bits > 0 { append(UInt8(truncatingIfNeeded: waiting)) }
  }
}

extension VariableLengthReader {
  /// Appends `count` numbers that ``Swift/Array/append(packed:)`` wrote.
  ///
  /// - Returns: false for bytes that end early, and for a width that no number has.
  mutating func unpack(_ count: Int, into numbers: inout [Int]) -> Bool {
    guard let least = zigzag(), let width = byte().map(Int.init), width <= UInt64.bitWidth else {
      return false
    }
    guard width > 0 else {
      numbers.append(contentsOf: repeatElement(least, count: count))
      return true
    }
    let mask: UInt128 = (1 << UInt128(width)) - 1
    var waiting: UInt128 = 0
    var bits = 0
    for _ in 0..<count {
      while bits < width {
        guard let next = byte() else { return false }
        waiting |= UInt128(next) << UInt128(bits)
        bits += 8
      }
      numbers.append(least &+ Int(bitPattern: UInt(truncatingIfNeeded: waiting & mask)))
      waiting >>= UInt128(width)
      bits -= width
    }
    return true
  }
}
