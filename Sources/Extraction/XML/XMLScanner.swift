import LibXML2

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
  /// Where the text since the last tag began, when it began in text that was dropped.
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
      fault = Fault(reason: .textTooLong(limit: Self.textLimit), place: placeOfRun)
    }
  }

  /// Whether there is a tag that was not taken yet.
  var hasTag: Bool { firstTag < tags.count }

  /// The next tag, in document order.
  mutating func takeTag() -> Tag? {
    guard hasTag else { return nil }
    firstTag += 1
    return tags[firstTag - 1]
  }

  /// FNV-1a of a name: enough to see that two readers speak of the same tag.
  static func fingerprint(_ name: borrowing Span<UInt8>) -> UInt64 {
    var hash = basis
    for index in name.indices { hash = (hash ^ UInt64(name[index])) &* prime }
    return hash
  }

  /// The fingerprint of the local name, behind the prefix and the first colon, of the name that
  /// begins here.
  private static func localFingerprint(
    _ bytes: borrowing Span<UInt8>, from start: Int
  ) -> UInt64 {
    var hash = basis
    var isBehindPrefix = false
    var index = start
    while index < bytes.count, !endsName(bytes[index]) {
      if bytes[index] == UInt8(ascii: ":"), !isBehindPrefix {
        isBehindPrefix = true
        hash = basis
      } else {
        hash = (hash ^ UInt64(bytes[index])) &* prime
      }
      index += 1
    }
    return hash
  }

  private static let basis: UInt64 = 0xCBF2_9CE4_8422_2325
  private static let prime: UInt64 = 0x100_0000_01B3

  /// Call it before ``position`` bytes of the text are dropped.
  mutating func discardScanned(_ text: [UInt8]) {
    runPlace = placeOfRun
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

  /// Where the text since the last tag began: nothing behind it was marked, if it is still here.
  private var placeOfRun: TextPlace { runStart < 0 ? runPlace : place }

  private mutating func mark(_ bytes: borrowing Span<UInt8>, _ position: Int) {
    place.advance(over: bytes.extracting(marked..<position), width)
    marked = position
  }

  /// Scans to the next `<` and what it opens; true when more text is needed to tell.
  private mutating func scanContent(_ bytes: borrowing Span<UInt8>) -> Bool {
    let index = firstIndex(of: UInt8(ascii: "<"), in: bytes, from: position) ?? bytes.count
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
    let plainEnd = plainTagEnd(in: bytes, from: start)
    let end = plainEnd ?? Self.tagEnd(bytes, from: start)
    if (end ?? bytes.count) - position > Self.tagLimit {
      mark(bytes, position)
      fault = Fault(reason: .startTagTooLong(limit: Self.tagLimit), place: place)
      return false
    }
    guard let end else { return true }
    appendTag(bytes, nameAt: start, end: end, isPlain: plainEnd != nil)
    return false
  }

  /// Position of the `>` of any tag; nil when there is none yet.
  private static func tagEnd(_ bytes: borrowing Span<UInt8>, from start: Int) -> Int? {
    var index = start
    // In the name there are no quotes.
    while index < bytes.count, !endsName(bytes[index]) { index += 1 }
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
    return index < bytes.count ? index : nil
  }

  private static func endsName(_ byte: UInt8) -> Bool {
    byte <= 0x20 || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "/")
  }

  /// - Parameter last: position of the tag's `>`.
  private mutating func appendTag(
    _ bytes: borrowing Span<UInt8>, nameAt start: Int, end last: Int, isPlain: Bool
  ) {
    if position - runStart > Self.textLimit {
      fault = Fault(reason: .textTooLong(limit: Self.textLimit), place: placeOfRun)
      return
    }
    mark(bytes, position)
    let tagPlace = place
    let kind: Tag.Kind =
      if bytes[position + 1] == UInt8(ascii: "/") {
        .end
      } else if bytes[last - 1] == UInt8(ascii: "/") {
        .empty
      } else {
        .start
      }
    if kind != .end, depth >= Self.depthLimit {
      fault = Fault(reason: .tooDeep(limit: Self.depthLimit), place: tagPlace)
      return
    }
    if kind == .start { depth += 1 }
    if kind == .end { depth -= 1 }
    if isPlain {
      place.advance(overPlain: last + 1 - marked, width)
      marked = last + 1
    } else {
      mark(bytes, last + 1)
    }
    tags.append(
      Tag(
        kind: kind, place: tagPlace, end: place.offset,
        name: Self.localFingerprint(bytes, from: start)))
    position = last + 1
    runStart = position
  }
}
