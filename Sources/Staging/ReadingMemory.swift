import StatisticalModel

/// What the values of one column have been read as, so that marks and numbers in a form of their own
/// are read once each.
struct ReadingMemory {
  /// Distinct texts that are kept; a column of more is one of numbers, which are read as they come.
  private static let limit = 4096

  private let readsPlainCounts: Bool
  private var texts = StagedTexts()
  private var readings: [NumberReader.Reading] = []

  init(of numbers: NumberReader) { readsPlainCounts = numbers.readsPlainCounts }

  /// As `NumberReader` reads the text; an empty one is a field that is null or absent.
  mutating func read(
    _ text: borrowing Span<UInt8>, by numbers: NumberReader
  ) -> NumberReader.Reading {
    if readsPlainCounts, let count = NumberReader.plainCount(text) {
      return .value(ObservedValue(ExactDecimal(count)))
    }
    guard readings.count < Self.limit else { return numbers.read(Self.bytes(of: text)) }
    let known = Int(texts.intern(text))
    if known == readings.count { readings.append(numbers.read(Self.bytes(of: text))) }
    return readings[known]
  }

  private static func bytes(of text: borrowing Span<UInt8>) -> ArraySlice<UInt8> {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count)
    for index in text.indices { bytes.append(text[index]) }
    return bytes[...]
  }
}

/// The dates that records name, read once each.
struct DateMemory {
  private var texts = StagedTexts()
  private var dates: [Period?] = []

  /// - Returns: nil for what is no date.
  mutating func read(_ text: borrowing Span<UInt8>) -> Period? {
    let known = Int(texts.intern(text))
    if known == dates.count { dates.append(Self.date(reading: texts.entries[known])) }
    return dates[known]
  }

  static func date(reading text: String) -> Period? {
    Period(reading: text, as: .date) ?? Period(parsing: text)
  }
}
