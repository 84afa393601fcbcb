import StatisticalModel

/// A value as read: plain counts apart, since nearly all are.
enum StagedReading {
  case count(Int)
  case value(ObservedValue)
  /// The mark says that there is no cell.
  case noCell
}

/// Reads the values of one column, marks and numbers in a form of their own once each.
struct ReadingMemory {
  /// Distinct texts that are kept; a column of more is one of numbers, which are read as they come.
  private static let limit = 4096

  private let numbers: NumberReader
  private var texts = StagedTexts()
  /// By text; nil for what is refused.
  private var readings: [StagedReading?] = []

  init(of numbers: NumberReader) { self.numbers = numbers }

  /// As `NumberReader` reads the text; an empty one is a field that is null or absent.
  ///
  /// - Returns: nil for what is refused.
  mutating func read(_ text: borrowing Span<UInt8>) -> StagedReading? {
    if numbers.readsPlainCounts, let count = NumberReader.plainCount(text) { return .count(count) }
    guard readings.count < Self.limit else { return reading(of: text) }
    let known = Int(texts.intern(text))
    if known == readings.count { readings.append(reading(of: text)) }
    return readings[known]
  }

  private func reading(of text: borrowing Span<UInt8>) -> StagedReading? {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count)
    for index in text.indices { bytes.append(text[index]) }
    return switch numbers.read(bytes[...]) {
    case .value(let value): .value(value)
    case .noCell: .noCell
    case .refused: nil
    }
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
