/// Finds where tags begin and end, in step with libxml2, which does not say, and refuses what
/// would keep libxml2 busy: long tags, long texts, deep nesting, document types.
///
/// What is malformed passes: libxml2 says why it is.
struct XMLScanner {
  struct Tag {
    enum Kind { case start, empty, end }

    var kind: Kind
    /// Of its `<`.
    var place: TextPlace
    /// Of the byte after its `>`.
    var end: Int
    /// Of the local name, see ``fingerprint(_:)``.
    var name: UInt64
  }

  struct Fault {
    var reason: ExtractionError.Reason
    var place: TextPlace
  }

  private enum State {
    case content
    /// In a comment, processing instruction or CDATA section, which `>` ends after `count` times
    /// `byte`.
    case closedBy(byte: UInt8, count: Int)
  }

  static let tagLimit = 64 << 10
  static let depthLimit = 256
  static let textLimit = 10_000_000

  /// Tags that were not taken yet.
  private var tags: [Tag] = []
  private var firstTag = 0
  /// Bytes that may be given to libxml2: they do not end inside a tag.
  private(set) var position = 0
  private(set) var fault: Fault?
  /// Of the first byte of the text.
  private(set) var textPlace: TextPlace

  private let width: OriginalWidth
  private var state = State.content
  /// Closing bytes just seen in a row.
  private var run = 0
  private var depth = 0
  /// Up to where `place` has come.
  private var marked = 0
  private var place: TextPlace
  /// Where the text since the last tag began, and how long it was when the text was last dropped.
  private var runPlace: TextPlace
  private var runStart = 0

  /// - Parameter offset: bytes of the file before the text (its byte order mark).
  init(width: OriginalWidth, offset: Int) {
    self.width = width
    textPlace = TextPlace(offset: offset)
    place = textPlace
    runPlace = textPlace
  }

  /// Scans on; an unfinished tag waits for the next text.
  mutating func scan(_ text: [UInt8]) {
    let bytes = text.span
    var waits = false
    while position < bytes.count, fault == nil, !waits {
      switch state {
      case .content: waits = scanContent(bytes)
      case .closedBy(let byte, let count): scanMarkup(bytes, closing: byte, count: count)
      }
    }
    if fault == nil, position - runStart > Self.textLimit {
      fault = Fault(reason: .textTooLong(limit: Self.textLimit), place: runPlace)
    }
  }

  /// The next tag, in document order.
  mutating func takeTag() -> Tag? {
    guard firstTag < tags.count else { return nil }
    firstTag += 1
    return tags[firstTag - 1]
  }

  /// FNV-1a of a name: enough to see that two readers speak of the same tag.
  static func fingerprint(_ name: borrowing Span<UInt8>) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for index in name.indices { hash = (hash ^ UInt64(name[index])) &* 0x100_0000_01B3 }
    return hash
  }

  /// Call it before ``position`` bytes of the text are dropped.
  mutating func discardScanned(_ text: [UInt8]) {
    mark(text.span, position)
    textPlace = place
    runStart -= position
    marked = 0
    position = 0
    tags.removeSubrange(..<firstTag)
    firstTag = 0
  }

  /// The place of a position in the text.
  func place(of position: Int, in text: [UInt8]) -> TextPlace {
    var place = textPlace
    place.advance(over: text.span.extracting(..<position), width)
    return place
  }

  private mutating func mark(_ bytes: borrowing Span<UInt8>, _ position: Int) {
    place.advance(over: bytes.extracting(marked..<position), width)
    marked = position
  }

  /// Scans to the next `<` and what it opens; true when more text is needed to tell.
  private mutating func scanContent(_ bytes: borrowing Span<UInt8>) -> Bool {
    var index = position
    while index < bytes.count, bytes[index] != UInt8(ascii: "<") { index += 1 }
    position = index
    guard index + 1 < bytes.count else { return index < bytes.count }
    switch bytes[index + 1] {
    case UInt8(ascii: "?"):
      open(2, closedBy: UInt8(ascii: "?"), 1)
    case UInt8(ascii: "!"):
      return scanDeclaration(bytes)
    case UInt8(ascii: "/"):
      return scanTag(bytes, nameAt: index + 2)
    default:
      return scanTag(bytes, nameAt: index + 1)
    }
    return false
  }

  private mutating func scanDeclaration(_ bytes: borrowing Span<UInt8>) -> Bool {
    switch (begins(bytes, "<!--"), begins(bytes, "<![CDATA["), begins(bytes, "<!DOCTYPE")) {
    case (true, _, _): open(4, closedBy: UInt8(ascii: "-"), 2)
    case (_, true, _): open(9, closedBy: UInt8(ascii: "]"), 2)
    case (_, _, true):
      mark(bytes, position)
      fault = Fault(reason: .documentType, place: place)
    case (nil, _, _), (_, nil, _), (_, _, nil): return true
    default: position += 1
    }
    return false
  }

  /// Whether the text goes on with `prefix`; nil when it ends too early to tell.
  private func begins(_ bytes: borrowing Span<UInt8>, _ prefix: StaticString) -> Bool? {
    var index = position
    for byte in "\(prefix)".utf8 {
      guard index < bytes.count else { return nil }
      if bytes[index] != byte { return false }
      index += 1
    }
    return true
  }

  private mutating func open(_ length: Int, closedBy byte: UInt8, _ count: Int) {
    position += length
    run = 0
    state = .closedBy(byte: byte, count: count)
  }

  private mutating func scanMarkup(
    _ bytes: borrowing Span<UInt8>, closing: UInt8, count: Int
  ) {
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      if byte == closing {
        run += 1
      } else if byte == UInt8(ascii: ">"), run >= count {
        state = .content
        return
      } else {
        run = 0
      }
    }
  }

  /// Scans a whole tag, in which `>` may stand between quotes.
  private mutating func scanTag(_ bytes: borrowing Span<UInt8>, nameAt start: Int) -> Bool {
    var nameEnd = start
    var nameStart = start
    while nameEnd < bytes.count, !Self.endsName(bytes[nameEnd]) {
      if bytes[nameEnd] == UInt8(ascii: ":"), nameStart == start { nameStart = nameEnd + 1 }
      nameEnd += 1
    }
    var index = nameEnd
    var quote: UInt8?
    while index < bytes.count, quote != nil || bytes[index] != UInt8(ascii: ">") {
      let byte = bytes[index]
      if byte == quote {
        quote = nil
      } else if quote == nil, byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
      }
      index += 1
    }
    if index - position > Self.tagLimit {
      mark(bytes, position)
      fault = Fault(reason: .startTagTooLong(limit: Self.tagLimit), place: place)
      return false
    }
    guard index < bytes.count else { return true }
    let isEnd = bytes[position + 1] == UInt8(ascii: "/")
    let isEmpty = !isEnd && bytes[index - 1] == UInt8(ascii: "/")
    appendTag(
      bytes, isEnd ? .end : isEmpty ? .empty : .start, name: nameStart..<nameEnd, end: index + 1)
    return false
  }

  private static func endsName(_ byte: UInt8) -> Bool {
    byte <= 0x20 || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "/")
  }

  private mutating func appendTag(
    _ bytes: borrowing Span<UInt8>, _ kind: Tag.Kind, name: Range<Int>, end: Int
  ) {
    if position - runStart > Self.textLimit {
      fault = Fault(reason: .textTooLong(limit: Self.textLimit), place: runPlace)
      return
    }
    mark(bytes, position)
    let start = place
    if kind != .end, depth >= Self.depthLimit {
      fault = Fault(reason: .tooDeep(limit: Self.depthLimit), place: start)
      return
    }
    if kind == .start { depth += 1 }
    if kind == .end { depth -= 1 }
    mark(bytes, end)
    let fingerprint = Self.fingerprint(bytes.extracting(name))
    tags.append(Tag(kind: kind, place: start, end: place.offset, name: fingerprint))
    position = end
    runStart = end
    runPlace = place
  }
}
