package import StatisticalModel

/// Turns the records of one delivery into typed observations in the source's own codes.
///
/// A value: it holds what the rows so far have set (the section they stand under, the distinct
/// texts, the ledger) and does no I/O. A record is staged whole or quarantined whole.
package struct Stager {
  private let source: SourceDefinition
  private let columnCount: Int
  private let rules: [CompiledRowRule]
  private let dimensions: [DimensionSource]
  private let values: [StagedColumn]
  /// By value column and within it by dimension the interned text that the column gives; -1 where
  /// the row decides.
  ///
  /// Empty where all rows decide everything.
  private let columnTexts: [Int32]
  /// Per dimension the interned text that is the same for every row; nil where rows or columns
  /// decide.
  private let constants: [Int32?]
  /// Per dimension where a record that is as expected gives its text.
  private let origins: [PlainOrigin]
  private let asOfColumn: Int?
  private let attributes: SDMXAttributes?
  private var units: UnitNames?
  private var sections: [Int: ArraySlice<UInt8>] = [:]
  /// Of the record at hand, by value column and by dimension; kept so that no record allocates.
  private var readings: [StagedReading]
  private var rowTexts: [Int32]
  private var valueTexts: [Int32]
  private var memories: [ReadingMemory]
  private var dates = DateMemory()

  /// The distinct texts per dimension, in structure order.
  package private(set) var texts: [StagedTexts]
  /// What became of the records; ``Ledger/loaded`` is for harmonisation to count.
  package private(set) var ledger = Ledger()

  /// Prepares for files whose columns have these names, in order.
  ///
  /// - Throws: ``StagingError`` when the definition names a column the file does not have.
  package init(source: SourceDefinition, structure: Structure, columns: [String])
    throws(StagingError)
  {
    self.source = source
    let places = ColumnPlaces(columns)
    columnCount = columns.count
    rules = try CompiledRowRule.compile(source.rows, structure: structure, places: places)
    asOfColumn = if let column = source.asOfColumn { try places.position(of: column) } else { nil }
    attributes =
      if case .sdmx(let layout) = source.layout {
        try SDMXAttributes(layout, structure: structure, places: places)
      } else {
        nil
      }
    units = source.unitColumns.isEmpty ? nil : try UnitNames(source.unitColumns, places: places)
    var dimensions: [DimensionSource] = []
    for (position, dimension) in structure.dimensions.enumerated() {
      dimensions.append(
        try DimensionSource(dimension, at: position, of: source, places: places))
    }
    self.dimensions = dimensions
    var texts = Array(repeating: StagedTexts(), count: structure.dimensions.count)
    constants = dimensions.indices.map { position in
      dimensions[position].constant.map { texts[position].intern($0) }
    }
    var values: [StagedColumn] = []
    for column in source.values {
      values.append(
        StagedColumn(
          position: try places.position(of: column.column),
          numbers: NumberReader(format: source.numbers, markers: source.markers, column: column),
          texts: dimensions.indices.map { position in
            dimensions[position].text(setBy: column).map { texts[position].intern($0) }
          }))
    }
    self.values = values
    self.texts = texts
    let setByColumns = values.flatMap { column in column.texts.map { $0 ?? -1 } }
    columnTexts = setByColumns.contains { $0 >= 0 } ? setByColumns : []
    origins = dimensions.indices.map { [constants] position in
      if let constant = constants[position] { return .constant(constant) }
      if let column = dimensions[position].sourceColumn { return .column(column) }
      return values.allSatisfy { $0.texts[position] != nil } ? .values : .none
    }
    readings = Array(repeating: .noCell, count: values.count)
    memories = values.map { ReadingMemory(of: $0.numbers) }
    rowTexts = Array(repeating: 0, count: dimensions.count)
    valueTexts = rowTexts
  }

  /// Stages a batch of records.
  ///
  /// Linear in its fields.
  package mutating func stage(_ batch: RecordBatch) -> StagedBatch {
    var staged = StagedBatch(dimensions: dimensions.count, locators: batch.locators)
    for record in 0..<batch.count {
      ledger.read += 1
      if rules.isEmpty, attributes == nil, stagePlain(record, of: batch, into: &staged) { continue }
      stage(record, of: batch, into: &staged)
    }
    return staged
  }

  /// Stages a record whose fields all say what they are expected to say, as nearly every one does,
  /// without allocating.
  ///
  /// - Returns: false when there is more to it; nothing has been staged then.
  private mutating func stagePlain(
    _ record: Int, of batch: RecordBatch, into staged: inout StagedBatch
  ) -> Bool {
    guard batch.fieldCount(of: record) == columnCount, readValues(of: record, in: batch),
      internTexts(of: record, in: batch)
    else { return false }
    var asOf: Period?
    if let asOfColumn, let place = batch.place(of: asOfColumn, of: record), !place.isEmpty {
      asOf = dates.read(batch.text.span.extracting(place))
      if asOf == nil { return false }
    }
    let unit = units?.unit(of: record, in: batch) ?? -1
    for index in values.indices {
      let row = StagedBatch.Row(
        record: record, field: values[index].position, asOf: asOf, unit: unit)
      switch readings[index] {
      case .count(let count): staged.append(row, count: count, texts: texts(ofColumn: index))
      case .value(let value): staged.append(row, value, texts: texts(ofColumn: index))
      case .noCell: continue
      }
    }
    return true
  }

  /// ``rowTexts``, with what a value column says in the place of what the row says.
  private mutating func texts(ofColumn index: Int) -> [Int32] {
    if columnTexts.isEmpty { return rowTexts }
    for position in rowTexts.indices {
      let own = columnTexts[index * rowTexts.count + position]
      valueTexts[position] = own < 0 ? rowTexts[position] : own
    }
    return valueTexts
  }

  /// Fills ``readings``; false where a value is refused, or none is given.
  private mutating func readValues(of record: Int, in batch: RecordBatch) -> Bool {
    var hasCell = false
    for index in values.indices {
      let place = batch.place(of: values[index].position, of: record) ?? 0..<0
      guard let reading = memories[index].read(batch.text.span.extracting(place)) else {
        return false
      }
      readings[index] = reading
      if case .noCell = reading { continue }
      hasCell = true
    }
    return hasCell
  }

  /// Fills ``rowTexts``; false where a column that decides a dimension is empty.
  private mutating func internTexts(of record: Int, in batch: RecordBatch) -> Bool {
    for position in origins.indices {
      switch origins[position] {
      case .constant(let constant): rowTexts[position] = constant
      case .column(let column):
        guard let place = batch.place(of: column, of: record), !place.isEmpty else { return false }
        rowTexts[position] = texts[position].intern(batch.text.span.extracting(place))
      case .values: continue
      case .none: return false
      }
    }
    return true
  }

  private mutating func stage(
    _ record: Int, of batch: RecordBatch, into staged: inout StagedBatch
  ) {
    let row = Row(batch: batch, record: record)
    var totals: [Int: ArraySlice<UInt8>] = [:]
    if let rule = rules.first(where: { $0.applies(to: row) }) {
      switch rule.effect {
      case .ignore: return ignore(row, by: rule.id)
      case .section(let column, let dimension):
        sections[dimension] = row.isBlank(column) ? nil : row.field(column)
        return ignore(row, by: rule.id)
      case .total(let codes): totals = codes
      }
    }
    guard row.fieldCount > 0 else { return quarantine(row, "", .blankRow) }
    guard row.fieldCount == columnCount else {
      return quarantine(row, "", .raggedRow(fields: row.fieldCount, expected: columnCount))
    }
    stageDetail(row, totals: totals, into: &staged)
  }

  private mutating func stageDetail(
    _ row: Row, totals: [Int: ArraySlice<UInt8>], into staged: inout StagedBatch
  ) {
    var problems: [(column: String, reason: QuarantineReason)] = []
    var readings: [(column: Int, value: ObservedValue)] = []
    for problem in attributes?.problems(of: row) ?? [] { problems.append(problem) }
    for (index, column) in values.enumerated() {
      let field = row.field(column.position)
      switch attributes?.read(field, of: row, column.numbers) ?? column.numbers.read(field) {
      case .value(let value): readings.append((index, value))
      case .noCell: continue
      case .refused(let reason): problems.append((source.values[index].column, reason))
      }
    }
    let asOf = referenceDate(row, &problems)
    var rowTexts = dimensions.indices.map { text(at: $0, of: row, totals: totals) }
    if attributes?.isDelete(row) ?? false {
      for position in dimensions.indices
      where rowTexts[position] == nil && dimensions[position].mayBeOpen {
        rowTexts[position] = texts[position].intern(TargetCode.every)
      }
    }
    for position in dimensions.indices where rowTexts[position] == nil {
      let setByEveryColumn = values.allSatisfy { $0.texts[position] != nil }
      if !setByEveryColumn {
        problems.append(dimensions[position].absence)
      }
    }
    guard problems.isEmpty else {
      for problem in problems { quarantine(row, problem.column, problem.reason) }
      return
    }
    guard !readings.isEmpty else { return ignore(row, by: "no-cell") }
    let unit = units?.unit(of: row.record, in: row.batch) ?? -1
    for reading in readings {
      let texts = dimensions.indices.map { position in
        let own = totals[position] == nil ? values[reading.column].texts[position] : nil
        // One of the two is there, or the row would have been quarantined above.
        return own ?? rowTexts[position] ?? -1
      }
      staged.append(
        StagedBatch.Row(
          record: row.record, field: values[reading.column].position, asOf: asOf, unit: unit),
        reading.value, texts: texts)
    }
  }

  /// The interned text of a dimension that a row gives, whatever its value columns say.
  private mutating func text(
    at position: Int, of row: Row, totals: [Int: ArraySlice<UInt8>]
  ) -> Int32? {
    if let total = totals[position] { return texts[position].intern(total) }
    if let constant = constants[position] { return constant }
    return dimensions[position].text(in: row, sections: sections).map {
      texts[position].intern(attributes?.period($0, at: position, of: row) ?? $0)
    }
  }

  private func referenceDate(
    _ row: Row, _ problems: inout [(column: String, reason: QuarantineReason)]
  ) -> Period? {
    guard let asOfColumn, let field = row.field(asOfColumn), !field.isEmpty else { return nil }
    let period = DateMemory.date(reading: String(decoding: field, as: UTF8.self))
    if period == nil { problems.append((source.asOfColumn ?? "", .notADate)) }
    return period
  }

  private mutating func quarantine(_ row: Row, _ column: String, _ reason: QuarantineReason) {
    ledger.quarantined.append(
      QuarantinedRecord(locator: row.locator, column: column, reason: reason))
  }

  private mutating func ignore(_ row: Row, by rule: String) {
    ledger.ignore(row.locator.ordinal, by: rule)
  }
}

/// A value column with everything resolved that does not depend on the row.
private struct StagedColumn {
  var position: Int
  var numbers: NumberReader
  /// Per dimension the interned text this column gives, or nil where the row decides.
  var texts: [Int32?]
}

/// Where a record that is as expected gives the text of a dimension.
private enum PlainOrigin {
  case constant(Int32)
  case column(Int)
  /// Every value column gives one of its own.
  case values
  /// Nothing plain does.
  case none
}
