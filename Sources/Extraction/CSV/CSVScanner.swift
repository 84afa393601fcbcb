import StatisticalModel

/// Finds where records begin and end (RFC 4180), in step with libcsv, which does not say.
///
/// Lines end with LF, CR or CR LF, in any mixture; inside quotes these are text.
struct CSVScanner {
  /// What one record must look like to the other reader.
  struct Expectation {
    var fields: Int
    /// Bytes of all its fields together.
    var textBytes: Int
  }

  struct Fault {
    var reason: ExtractionError.Reason
    var line: Int
    var column: Int
  }

  private enum State { case recordStart, fieldStart, unquoted, quoted, quoteSeen }

  static let columnLimit = 4096
  static let recordLimit = 16 << 20

  /// Records completed since ``discardCompleted()``.
  private(set) var locators: [RecordLocator] = []
  private(set) var expectations: [Expectation] = []
  /// Bytes at the start of the text that belong to completed records and their terminators.
  private(set) var completed = 0
  private(set) var fault: Fault?
  /// Given to the next record.
  var ordinal = 1

  private let delimiter: UInt8
  private let quote: UInt8
  private let width: OriginalWidth
  /// Whether a byte ends a run of ordinary text.
  private var isSpecial: [256 of Bool]

  private var state = State.recordStart
  private var position = 0
  private var followsCarriageReturn = false
  private var line = 1
  private var lineStart = 0
  /// Of the record being scanned: its place in the file, its fields so far, its structural quotes.
  private var recordOffset: Int
  private var recordLine = 1
  private var separators = 0
  private var structuralQuotes = 0
  /// Where the quoted field being scanned begins.
  private var quoteLine = 1
  private var quoteLineStart = 0
  private var quotePosition = 0

  /// - Parameter offset: bytes of the file before the text (its byte order mark).
  init(delimiter: UInt8, quote: UInt8, width: OriginalWidth, offset: Int) {
    self.delimiter = delimiter
    self.quote = quote
    self.width = width
    recordOffset = offset
    isSpecial = InlineArray(repeating: false)
    for byte in [delimiter, quote, .carriageReturn, .lineFeed] { isSpecial[Int(byte)] = true }
  }

  /// Forgets the completed records; the caller drops ``completed`` bytes from the text.
  mutating func discardCompleted() {
    locators.removeAll(keepingCapacity: true)
    expectations.removeAll(keepingCapacity: true)
    position -= completed
    lineStart -= completed
    quoteLineStart -= completed
    quotePosition -= completed
    completed = 0
  }

  /// Scans on until the text ends, `limit` records are complete, or a fault.
  mutating func scan(_ text: [UInt8], records limit: Int) {
    let bytes = text.span
    while position < bytes.count, fault == nil, locators.count < limit {
      switch state {
      case .recordStart: scanRecordStart(bytes)
      case .fieldStart: scanFieldStart(bytes)
      case .unquoted: scanUnquoted(bytes)
      case .quoted: scanQuoted(bytes)
      case .quoteSeen: scanAfterQuote(bytes)
      }
    }
    if fault == nil, bytes.count - completed > Self.recordLimit, locators.count < limit {
      refuseLongRecord()
    }
  }

  /// Completes the last record, which may lack a terminator.
  mutating func finish(_ text: [UInt8]) {
    let bytes = text.span
    guard fault == nil else { return }
    if state == .quoted {
      let column = characterCount(bytes.extracting(quoteLineStart..<quotePosition)) + 1
      fault = Fault(reason: .unclosedQuote, line: quoteLine, column: column)
    } else if state != .recordStart {
      endRecord(bytes)
    }
  }

  /// Line and column of a position at or after the record being scanned.
  func place(of position: Int, in text: [UInt8]) -> (line: Int, column: Int) {
    (line, characterCount(text.span.extracting(lineStart..<position)) + 1)
  }

  private mutating func scanRecordStart(_ bytes: borrowing Span<UInt8>) {
    let byte = bytes[position]
    if byte == .lineFeed, followsCarriageReturn {
      // The second byte of a terminator.
      followsCarriageReturn = false
      position += 1
      beginRecord(at: recordOffset + terminatorWidth)
    } else if byte == .lineFeed || byte == .carriageReturn {
      endLine(bytes, fields: 0)
    } else {
      followsCarriageReturn = false
      state = .fieldStart
    }
  }

  private mutating func scanFieldStart(_ bytes: borrowing Span<UInt8>) {
    guard bytes[position] == quote else {
      state = .unquoted
      return
    }
    structuralQuotes += 1
    (quoteLine, quoteLineStart, quotePosition) = (line, lineStart, position)
    position += 1
    state = .quoted
  }

  private mutating func scanUnquoted(_ bytes: borrowing Span<UInt8>) {
    var index = position
    while true {
      while index < bytes.count, !isSpecial[Int(bytes[index])] { index += 1 }
      guard index < bytes.count, bytes[index] == delimiter else { break }
      separators += 1
      index += 1
      // Mostly another unquoted field follows: stay here.
      if index == bytes.count || bytes[index] == quote {
        position = index
        endField(bytes)
        return
      }
    }
    position = index
    guard index < bytes.count else { return }
    if bytes[index] == quote {
      refuse(.strayQuote, bytes)
    } else {
      endRecord(bytes)
    }
  }

  private mutating func scanQuoted(_ bytes: borrowing Span<UInt8>) {
    var index = position
    while index < bytes.count, bytes[index] != quote {
      let byte = bytes[index]
      index += 1
      if byte == .carriageReturn || byte == .lineFeed {
        // The opening quote stands before, so that there is a byte to look back at.
        if byte == .carriageReturn || bytes[index - 2] != .carriageReturn { line += 1 }
        lineStart = index
      }
    }
    position = index
    guard index < bytes.count else { return }
    structuralQuotes += 1
    position += 1
    state = .quoteSeen
  }

  private mutating func scanAfterQuote(_ bytes: borrowing Span<UInt8>) {
    switch bytes[position] {
    case delimiter:
      separators += 1
      position += 1
      endField(bytes)
    case quote:
      position += 1
      state = .quoted
    case .carriageReturn, .lineFeed:
      endRecord(bytes)
    default:
      refuse(.textAfterQuote, bytes)
    }
  }

  private mutating func endField(_ bytes: borrowing Span<UInt8>) {
    state = .fieldStart
    if separators >= Self.columnLimit {
      refuse(.tooManyColumns(limit: Self.columnLimit), bytes)
    }
  }

  /// The record ends at `position`, where its terminator or the end of the text is.
  private mutating func endRecord(_ bytes: borrowing Span<UInt8>) {
    if separators >= Self.columnLimit {
      refuse(.tooManyColumns(limit: Self.columnLimit), bytes)
    } else if position - completed > Self.recordLimit {
      refuseLongRecord()
    } else {
      endLine(bytes, fields: separators + 1)
    }
  }

  private mutating func endLine(_ bytes: borrowing Span<UInt8>, fields: Int) {
    let length = width.width(of: bytes.extracting(completed..<position))
    locators.append(
      RecordLocator(ordinal: ordinal, offset: recordOffset, length: length, line: recordLine))
    expectations.append(
      Expectation(
        fields: fields, textBytes: position - completed - separators - structuralQuotes))
    ordinal += 1
    let hasTerminator = position < bytes.count
    followsCarriageReturn = hasTerminator && bytes[position] == .carriageReturn
    if hasTerminator {
      position += 1
      line += 1
    }
    beginRecord(at: recordOffset + length + (hasTerminator ? terminatorWidth : 0))
  }

  private mutating func beginRecord(at offset: Int) {
    state = .recordStart
    completed = position
    lineStart = position
    recordOffset = offset
    recordLine = line
    separators = 0
    structuralQuotes = 0
  }

  private var terminatorWidth: Int { if case .utf16 = width { 2 } else { 1 } }

  private mutating func refuse(
    _ reason: ExtractionError.Reason, _ bytes: borrowing Span<UInt8>
  ) {
    let column = characterCount(bytes.extracting(lineStart..<position)) + 1
    fault = Fault(reason: reason, line: line, column: column)
  }

  private mutating func refuseLongRecord() {
    fault = Fault(
      reason: .recordTooLong(limit: Self.recordLimit), line: recordLine, column: 1)
  }
}

extension UInt8 {
  static var lineFeed: UInt8 { 0x0A }
  static var carriageReturn: UInt8 { 0x0D }
}
