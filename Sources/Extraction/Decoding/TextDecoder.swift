import StatisticalModel

/// Turns the bytes of a file, chunk by chunk, into valid UTF-8 without a byte order mark.
struct TextDecoder {
  typealias Reason = ExtractionError.Reason

  /// What became of a chunk.
  ///
  /// On a fault the text ends where the fault stands.
  struct Result {
    /// Bytes at the end of the chunk that wait for the rest of their character.
    var undecoded = 0
    var fault: Reason?
  }

  let encoding: TextEncoding
  /// Bytes of the byte order mark that was skipped.
  private(set) var markWidth = 0
  private var isBigEndian = false
  private var hasBegun = false
  /// Bytes decoded so far.
  private var offset = 0
  private var misdeclared: MisdeclaredText

  init(encoding: TextEncoding) {
    self.encoding = encoding
    misdeclared = MisdeclaredText(declared: encoding)
  }

  /// Decodes the first `count` bytes and appends the text.
  mutating func decode(
    _ bytes: [UInt8], count: Int, isLast: Bool, into text: inout [UInt8]
  ) -> Result {
    let start = text.count
    var skipped = 0
    if !hasBegun {
      hasBegun = true
      if let fault = begin(bytes, count: count) { return Result(fault: fault) }
      skipped = markWidth
    }
    if encoding == .utf8, isPlainASCII(bytes.span.extracting(skipped..<count)) {
      text.append(contentsOf: bytes[skipped..<count])
      if count > skipped { misdeclared.skipASCII() }
      offset += count
      return Result()
    }
    var result =
      switch encoding {
      case .utf8: decodeUTF8(bytes, skipped..<count, isLast: isLast, into: &text)
      case .utf16: decodeUTF16(bytes, skipped..<count, isLast: isLast, into: &text)
      case .windows1251:
        decodeSingleByte(.windows1251, bytes, count: count, isLast: isLast, into: &text)
      case .kz1048: decodeSingleByte(.kz1048, bytes, count: count, isLast: isLast, into: &text)
      }
    check(&text, from: start, chunkStart: offset + skipped, &result)
    offset += count - result.undecoded
    return result
  }

  /// Looks for a byte order mark, and for the order of bytes where there is none.
  private mutating func begin(_ bytes: [UInt8], count: Int) -> Reason? {
    let first = Array(bytes.prefix(min(count, 3)))
    let isUTF8 = first == [0xEF, 0xBB, 0xBF]
    let isLittle = first.starts(with: [0xFF, 0xFE])
    let isBig = first.starts(with: [0xFE, 0xFF])
    switch encoding {
    case .utf8:
      if isLittle || isBig { return .otherEncoding(declared: encoding, is: .utf16) }
      markWidth = isUTF8 ? 3 : 0
    case .utf16:
      if isUTF8 { return .otherEncoding(declared: encoding, is: .utf8) }
      if isLittle || isBig {
        isBigEndian = isBig
        markWidth = 2
      } else if first.count > 1 {
        // Files begin with a letter, a digit or a sign of ASCII far more often than not.
        if (first[0] == 0) == (first[1] == 0) { return .noByteOrderMark }
        isBigEndian = first[0] == 0
      }
    case .windows1251, .kz1048:
      if isUTF8 { return .otherEncoding(declared: encoding, is: .utf8) }
      if isLittle || isBig { return .otherEncoding(declared: encoding, is: .utf16) }
    }
    return nil
  }

  private func decodeUTF8(
    _ bytes: [UInt8], _ range: Range<Int>, isLast: Bool, into text: inout [UInt8]
  ) -> Result {
    let span = bytes.span.extracting(range)
    do throws(UTF8.ValidationError) {
      _ = try UTF8Span(validating: span)
      text.append(contentsOf: bytes[range])
      return Result()
    } catch {
      let valid = range.lowerBound + error.byteOffsets.lowerBound
      text.append(contentsOf: bytes[range.lowerBound..<valid])
      let endsInside = error.kind == .truncatedScalar && error.byteOffsets.upperBound == range.count
      if endsInside && !isLast { return Result(undecoded: range.upperBound - valid) }
      // Letters that were UTF-8 so far speak for a damaged file, not for another encoding.
      let looksCyrillic =
        !bytes[range.lowerBound..<valid].contains { $0 >= 0x80 }
        && SingleByteGuess.looksCyrillic(bytes, upTo: range.upperBound)
      return Result(fault: .invalidUTF8(offset: offset + valid, looksCyrillic: looksCyrillic))
    }
  }

  private func decodeUTF16(
    _ bytes: [UInt8], _ range: Range<Int>, isLast: Bool, into text: inout [UInt8]
  ) -> Result {
    func unit(_ position: Int) -> UInt16 {
      let (first, second) = (UInt16(bytes[position]), UInt16(bytes[position + 1]))
      return isBigEndian ? first << 8 | second : second << 8 | first
    }
    var position = range.lowerBound
    while position + 1 < range.upperBound {
      let lead = unit(position)
      var scalar = Unicode.Scalar(lead)
      var width = 2
      if lead & 0xFC00 == 0xD800 {
        guard position + 3 < range.upperBound else { break }
        let trail = unit(position + 2)
        if trail & 0xFC00 == 0xDC00 {
          scalar = Unicode.Scalar(
            0x10000 + (UInt32(lead & 0x3FF) << 10 | UInt32(trail & 0x3FF)))
          width = 4
        }
      }
      guard let scalar else { return Result(fault: .invalidUTF16(offset: offset + position)) }
      if scalar.isASCII {
        text.append(UInt8(truncatingIfNeeded: scalar.value))
      } else {
        text.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
      }
      position += width
    }
    let rest = range.upperBound - position
    if rest > 0 && isLast { return Result(fault: .invalidUTF16(offset: offset + position)) }
    return Result(undecoded: rest)
  }

  private mutating func decodeSingleByte(
    _ table: SingleByteTable, _ bytes: [UInt8], count: Int, isLast: Bool, into text: inout [UInt8]
  ) -> Result {
    if misdeclared.isUTF8(bytes, upTo: count, isLast: isLast) {
      return Result(fault: .otherEncoding(declared: encoding, is: .utf8))
    }
    guard let position = table.decode(bytes, upTo: count, into: &text) else { return Result() }
    return Result(
      fault: .unassignedByte(bytes[position], encoding, offset: offset + position))
  }

  /// Cuts the text at the first NUL or letter of a wrong table, whichever comes first.
  private mutating func check(
    _ text: inout [UInt8], from start: Int, chunkStart: Int, _ result: inout Result
  ) {
    if let position = firstNUL(in: text.span.extracting(start...)) {
      text.removeSubrange((start + position)...)
      let width = OriginalWidth(encoding).width(of: text.span.extracting(start...))
      result = Result(fault: .nulByte(offset: chunkStart + width))
    }
    if let position = misdeclared.firstWrongLetter(in: text.span.extracting(start...)) {
      text.removeSubrange((start + position)...)
      result = Result(fault: .wrongTable(declared: encoding))
    }
  }
}

/// Whether all bytes are ASCII other than NUL: then there is nothing to decode or to refuse.
///
/// The bounds of a block are found many bytes at a time.
private func isPlainASCII(_ bytes: borrowing Span<UInt8>) -> Bool {
  var start = 0
  while start < bytes.count {
    let block = bytes.extracting(start..<min(start + 4096, bytes.count))
    var least = UInt8.max
    var greatest: UInt8 = 0
    for index in block.indices {
      least = min(least, block[index])
      greatest = max(greatest, block[index])
    }
    if least == 0 || greatest >= 0x80 { return false }
    start += block.count
  }
  return true
}

/// Position of the first NUL.
///
/// The minimum of a block is found many bytes at a time.
private func firstNUL(in bytes: borrowing Span<UInt8>) -> Int? {
  var start = 0
  while start < bytes.count {
    let block = bytes.extracting(start..<min(start + 4096, bytes.count))
    var least = UInt8.max
    for index in block.indices { least = min(least, block[index]) }
    if least == 0 {
      for index in block.indices where block[index] == 0 { return start + index }
    }
    start += block.count
  }
  return nil
}
