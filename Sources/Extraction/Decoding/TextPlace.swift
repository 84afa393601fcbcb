/// A place in a file as received: line and column for people, the offset for machines.
struct TextPlace {
  /// In bytes of the file, from 0.
  var offset: Int
  var line = 1
  /// In characters, from 1.
  var column = 1
  private var followsCarriageReturn = false

  init(offset: Int) { self.offset = offset }

  /// Moves on over decoded text.
  ///
  /// LF, CR and CR LF end a line.
  @inline(__always)
  mutating func advance(over text: borrowing Span<UInt8>, _ width: OriginalWidth) {
    offset += width.width(of: text)
    for index in text.indices {
      let byte = text[index]
      if byte == .lineFeed {
        if !followsCarriageReturn { line += 1 }
        column = 1
      } else if byte == .carriageReturn {
        line += 1
        column = 1
      } else if byte & 0xC0 != 0x80 {
        column += 1
      }
      followsCarriageReturn = byte == .carriageReturn
    }
  }

  /// Moves on over so many characters of ASCII without a line end.
  mutating func advance(overPlain count: Int, _ width: OriginalWidth) {
    guard count > 0 else { return }
    offset += width.width(ofASCII: count)
    column += count
    followsCarriageReturn = false
  }
}
