import StatisticalModel

/// What the attributes of an SDMX observation make of its value, and which codes it may have.
struct SDMXAttributes {
  private let status: Int?
  private let confidentiality: Int?
  private let multiplier: Int?
  private let yearStart: Int?
  private let action: Int?
  /// Values and what qualifies them, for telling what a delete means.
  private let measures: [Int]
  private let qualifiers: [Int]
  private let time: Int
  private let statuses: [[UInt8]: ValueState]
  private let codes: [(position: Int, column: String, codes: Set<[UInt8]>)]
  private let multiplierColumn: String

  /// The power of ten that keeps every number of a file inside the exact range.
  private static let powers = -6...12

  init(_ layout: SDMXLayout, structure: Structure, places: ColumnPlaces) throws(StagingError) {
    status = places.positions[layout.meaning.status]
    confidentiality = places.positions[layout.meaning.confidentiality]
    multiplier = places.positions[layout.meaning.multiplier]
    multiplierColumn = layout.meaning.multiplier
    yearStart = places.positions[layout.meaning.yearStart]
    action = places.positions[SDMXLayout.actionColumn]
    measures = layout.measures.compactMap { places.positions[$0] }
    qualifiers = layout.attributes.filter { $0 != layout.meaning.yearStart }
      .compactMap { places.positions[$0] }
    time = structure.time
    statuses = Dictionary(
      uniqueKeysWithValues: layout.statuses.map { (Array($0.key.utf8), $0.value) })
    codes = layout.codes.sorted { $0.key < $1.key }.compactMap { column, codes in
      places.positions[column].map {
        (position: $0, column: column, codes: Set(codes.map { Array($0.utf8) }))
      }
    }
  }

  /// Codes that the source's own structure, or its definition, does not admit.
  func problems(of row: Row) -> [(column: String, reason: QuarantineReason)] {
    var problems: [(column: String, reason: QuarantineReason)] = []
    // What a delete gives as a value says only which is meant.
    let isDelete = isDelete(row)
    for entry in codes where !isDelete || !qualifiers.contains(entry.position) {
      for code in Self.parts(row.field(entry.position)) where !entry.codes.contains(Array(code)) {
        let text = String(decoding: code, as: UTF8.self)
        problems.append(
          (entry.column, .unknownCode(dimension: entry.column, text: text)))
      }
    }
    if !isDelete, power(of: row) == nil { problems.append((multiplierColumn, .notANumber)) }
    return problems
  }

  func isDelete(_ row: Row) -> Bool {
    action.flatMap { row.field($0) }?.elementsEqual(SDMXLayout.deleteAction.utf8) ?? false
  }

  /// The value of a measure; a status that says there is none stands above a number.
  func read(
    _ field: ArraySlice<UInt8>?, of row: Row, _ numbers: NumberReader
  ) -> NumberReader.Reading {
    let action = action.flatMap { row.field($0) }.map { String(decoding: $0, as: UTF8.self) } ?? ""
    if action == SDMXLayout.deleteAction { return deleted(field, of: row) }
    let isMissing =
      field.map { $0.isEmpty || $0.elementsEqual("NaN".utf8) || $0.elementsEqual("#N/A".utf8) }
      ?? true
    for code in Self.parts(status.flatMap { row.field($0) }) {
      guard let state = statuses[Array(code)] else { continue }
      if state == .roundedZero, !isMissing, !isZero(field, numbers) { continue }
      return .value(ObservedValue(absent: state))
    }
    if isMissing {
      if field?.isEmpty ?? true, SDMXLayout.mergeActions.contains(action) { return .noCell }
      if let field, !field.isEmpty, case .value(let marked) = numbers.read(field) {
        return .value(marked)
      }
      if field == nil || field?.isEmpty == true, case .value(let marked) = numbers.read(nil) {
        return .value(marked)
      }
      let isHidden = confidentiality.flatMap { row.field($0) }.map { $0.first != UInt8(ascii: "F") }
      return .value(ObservedValue(absent: isHidden == true ? .suppressed : .missing))
    }
    let reading = numbers.read(field.map(Self.withoutExponent))
    guard case .value(let value) = reading, let number = value.number, let power = power(of: row),
      power != 0
    else { return reading }
    let factor = Self.powerOfTen(power)
    return .value(
      ObservedValue(
        number * factor, qualifier: value.qualifier,
        roundingUnit: value.roundingUnit.map { $0 * factor }))
  }

  /// What a delete does to a value: a row with values or attributes deletes these, one without
  /// deletes all there is (SDMX 2.1 to 3.1, ActionType).
  private func deleted(_ field: ArraySlice<UInt8>?, of row: Row) -> NumberReader.Reading {
    let isNamed = !(field?.isEmpty ?? true)
    let namesAny = (measures + qualifiers).contains { !row.isBlank($0) }
    return isNamed || !namesAny ? .value(ObservedValue(absent: .deleted)) : .noCell
  }

  private func isZero(_ field: ArraySlice<UInt8>?, _ numbers: NumberReader) -> Bool {
    if case .value(let value) = numbers.read(field) { value.number?.isZero == true } else { false }
  }

  /// The power of ten of a row; nil for a text that is none.
  private func power(of row: Row) -> Int? {
    guard let field = multiplier.flatMap({ row.field($0) }), !field.isEmpty else { return 0 }
    guard let power = Int(String(decoding: field, as: UTF8.self)), Self.powers.contains(power)
    else { return nil }
    return power
  }

  private static func powerOfTen(_ power: Int) -> ExactDecimal {
    power < 0
      ? ExactDecimal(significand: 1, scale: -power)
      : ExactDecimal((0..<power).reduce(1) { product, _ in product * 10 })
  }

  /// The text of the time dimension with the day its reporting year begins on.
  func period(
    _ text: ArraySlice<UInt8>, at position: Int, of row: Row
  ) -> ArraySlice<UInt8>? {
    guard position == time, let start = yearStart.flatMap({ row.field($0) }), !start.isEmpty,
      text.first != 0
    else { return nil }
    return text + [UInt8(ascii: " ")] + start
  }

  /// The values of a component that may have several.
  private static func parts(_ field: ArraySlice<UInt8>?) -> [ArraySlice<UInt8>] {
    guard let field, !field.isEmpty else { return [] }
    return field.split(separator: SDMXLayout.valueSeparator)
  }

  /// `1.5E3` as `1500`: what binary numbers are written as, which is exact as written.
  private static func withoutExponent(_ field: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard let mark = field.firstIndex(where: { $0 | 0x20 == UInt8(ascii: "e") }),
      let exponent = Int(String(decoding: field[(mark + 1)...], as: UTF8.self)),
      (-15...15).contains(exponent),
      let mantissa = ExactDecimal(parsing: String(decoding: field[..<mark], as: UTF8.self))
    else { return field }
    let number =
      exponent < 0
      ? ExactDecimal(significand: mantissa.significand, scale: mantissa.scale - exponent)
      : mantissa * powerOfTen(exponent)
    return ArraySlice(number.description.utf8)
  }
}
