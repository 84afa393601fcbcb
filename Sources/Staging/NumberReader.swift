import StatisticalModel

/// Reads the numbers of one source as its definition says they are written.
///
/// What has another form is refused with a reason; nothing is guessed, trimmed or rounded.
struct NumberReader {
  private let format: NumberFormat
  private let markers: [String: Marker]
  private let hasNumericMarkers: Bool
  /// Whether digits alone are a number as they stand, exact and in the unit of the indicator.
  let readsPlainCounts: Bool
  private let multiplier: ExactDecimal
  private let roundingUnit: ExactDecimal?
  private let prefixes: [(text: [UInt8], qualifier: Qualifier)]
  private let groups: [[UInt8]]

  private static let nbsp: [UInt8] = [0xC2, 0xA0]
  private static let narrowNbsp: [UInt8] = [0xE2, 0x80, 0xAF]
  private static let minusSign: [UInt8] = [0xE2, 0x88, 0x92]

  init(format: NumberFormat, markers: [String: Marker], column: ValueColumn) {
    self.format = format
    self.markers = markers
    hasNumericMarkers = markers.keys.contains { $0.utf8.first.map(Self.isDigit) ?? false }
    let percent: ExactDecimal = format.percent == .share ? 100 : 1
    multiplier = (column.multiplier ?? format.multiplier) * percent
    roundingUnit = column.roundingUnit ?? format.roundingUnit
    readsPlainCounts = !hasNumericMarkers && multiplier == 1 && roundingUnit == nil
    prefixes = format.prefixes.map { (text: Array($0.text.utf8), qualifier: $0.qualifier) }
      .sorted { $0.text.count > $1.text.count }
    groups = format.groups.sorted().map { Array(String($0).utf8) }
  }

  enum Reading: Equatable {
    case value(ObservedValue)
    /// The mark says that there is no cell.
    case noCell
    case refused(QuarantineReason)
  }

  func read(_ field: ArraySlice<UInt8>?) -> Reading {
    guard let field, !field.isEmpty else { return marker("") ?? .refused(.notANumber) }
    if hasNumericMarkers || !Self.isDigit(field[field.startIndex]),
      let marked = marker(String(decoding: field, as: UTF8.self))
    {
      return marked
    }
    if let count = Self.plainCount(field.span) { return finished(ExactDecimal(count), .exact) }
    var text = field
    var qualifier = Qualifier.exact
    if let prefix = prefixes.first(where: { text.starts(with: $0.text) }) {
      text = text.dropFirst(prefix.text.count)
      qualifier = prefix.qualifier
    }
    return number(text).map { finished($0, qualifier) } ?? .refused(.notANumber)
  }

  /// Digits alone, few enough for a machine integer: what nearly every count is.
  static func plainCount(_ text: borrowing Span<UInt8>) -> Int? {
    guard !text.isEmpty, text.count <= ExactDecimal.maximumIntegerDigits else { return nil }
    var count = 0
    for index in text.indices {
      let digit = text[index] &- UInt8(ascii: "0")
      guard digit < 10 else { return nil }
      count = count &* 10 &+ Int(digit)
    }
    return count
  }

  private func marker(_ text: String) -> Reading? {
    switch markers[text] {
    case .absent(let state): .value(ObservedValue(absent: state, roundingUnit: roundingUnit))
    case .zero: .value(ObservedValue(.zero))
    case .skip: .noCell
    case nil: nil
    }
  }

  private func finished(_ number: ExactDecimal, _ qualifier: Qualifier) -> Reading {
    let value = multiplier == 1 ? number : number * multiplier
    if value.isNegative && !format.allowsNegative { return .refused(.negativeCount) }
    if let unit = roundingUnit, !value.isMultiple(of: unit) {
      return .refused(.notOnRoundingUnit(unit.description))
    }
    return .value(ObservedValue(value, qualifier: qualifier, roundingUnit: roundingUnit))
  }

  /// The number that is the whole of `text`, as ``NumberFormat`` allows it.
  private func number(_ text: ArraySlice<UInt8>) -> ExactDecimal? {
    var rest = text
    let negative = take(&rest, [UInt8(ascii: "-")]) || take(&rest, Self.minusSign)
    guard var digits = integer(&rest) else { return nil }
    var fraction = 0
    if rest.first == format.decimal {
      rest = rest.dropFirst()
      let decimals = takeDigits(&rest)
      fraction = decimals.count
      guard fraction > 0, fraction <= ExactDecimal.maximumFractionDigits else { return nil }
      digits.append(contentsOf: decimals)
    }
    if format.percent == .sign, !rest.isEmpty {
      _ = take(&rest, [UInt8(ascii: " ")]) || take(&rest, Self.nbsp) || take(&rest, Self.narrowNbsp)
      guard take(&rest, [UInt8(ascii: "%")]) else { return nil }
    }
    guard rest.isEmpty else { return nil }
    var significand: Int128 = 0
    for digit in digits { significand = significand * 10 + Int128(digit - UInt8(ascii: "0")) }
    return ExactDecimal(significand: negative ? -significand : significand, scale: fraction)
  }

  /// Digits before the decimal sign: a run, or groups of three behind one to three leading digits,
  /// with one and the same separator between all of them.
  private func integer(_ rest: inout ArraySlice<UInt8>) -> [UInt8]? {
    var digits = Array(takeDigits(&rest))
    guard !digits.isEmpty else { return nil }
    if digits.count <= 3, let separator = groups.first(where: { rest.starts(with: $0) }) {
      while let group = group(after: separator, in: &rest) { digits.append(contentsOf: group) }
    }
    return digits.count <= ExactDecimal.maximumIntegerDigits ? digits : nil
  }

  /// Three digits behind a separator.
  ///
  /// Other text is left where it is: a space may also stand before a percent sign.
  private func group(after separator: [UInt8], in rest: inout ArraySlice<UInt8>)
    -> ArraySlice<UInt8>?
  {
    guard rest.starts(with: separator) else { return nil }
    var behind = rest.dropFirst(separator.count)
    let digits = takeDigits(&behind)
    guard digits.count == 3 else { return nil }
    rest = behind
    return digits
  }

  private func take(_ rest: inout ArraySlice<UInt8>, _ prefix: [UInt8]) -> Bool {
    guard rest.starts(with: prefix) else { return false }
    rest = rest.dropFirst(prefix.count)
    return true
  }

  private func takeDigits(_ rest: inout ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let digits = rest.prefix(while: Self.isDigit)
    rest = rest.dropFirst(digits.count)
    return digits
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    UInt8(ascii: "0") <= byte && byte <= UInt8(ascii: "9")
  }
}
