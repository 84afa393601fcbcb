import SDMXVocabulary
package import StatisticalModel

/// Reads a delivered file once: hashes its bytes, decodes them, cuts them into records and hands
/// these on in batches.
package struct Extractor {
  private let path: String
  private let displayName: String
  private let layout: FileLayout

  /// - Parameter displayName: what messages name.
  package init(path: String, displayName: String, layout: FileLayout) {
    self.path = path
    self.displayName = displayName
    self.layout = layout
  }

  /// Calls `header` once with the names of the columns, then `batch` for the records in order.
  ///
  /// Good records before a fault are handed on before it is thrown, so that a caller that loads
  /// while it reads must be able to take back. A ragged record is handed on as it stands.
  /// - Throws: ``ExtractionError``, `FileFailure`, or what the closures throw.
  package func read(
    header: ([String]) throws -> Void, batch: (RecordBatch) throws -> Void
  ) throws -> ExtractedFile {
    switch layout {
    case .csv(let layout):
      return try CSVReader(path: path, displayName: displayName, layout: layout).read(
        leading: layout.titleRows + layout.headerRows,
        first: { rows, locators in try header(names(of: rows, at: locators, layout)) }, batch: batch
      )
    case .xml(let layout):
      try header(layout.fields.map(\.name))
      return try withoutActuallyEscaping(batch) { batch in try read(layout, batch) }
    case .sdmx(let layout):
      let columns = layout.columns
      try header(columns.map(\.id))
      let reader = SDMXReader(
        path: path, displayName: displayName, expecting: .components(columns))
      return try layout.form == .ml
        ? reader.readML { message in try batch(message.records) }
        : reader.readCSV(encoding: layout.encoding) { message in try batch(message.records) }
    }
  }

  /// The attributes that an SDMX message gives some of its observations, by ordinal, also those
  /// that loading passes over; nothing of other files.
  ///
  /// - Throws: ``ExtractionError``, `FileFailure`.
  /// - Complexity: reads the whole file.
  package func attributes(of ordinals: Set<Int>) throws -> [Int: [StatedAttribute]] {
    guard case .sdmx(let layout) = layout else { return [:] }
    var columns = layout.columns
    let known = Set(columns.map(\.id))
    for id in SDMXConcept.attributes.subtracting(known).sorted() {
      columns.append(SDMXComponent(id: id, role: .attribute))
    }
    let reader = SDMXReader(path: path, displayName: displayName, expecting: .components(columns))
    return layout.form == .ml
      ? try reader.attributesOfML(ordinals)
      : try reader.attributesOfCSV(ordinals, encoding: layout.encoding)
  }

  private func read(
    _ layout: XMLLayout, _ batch: @escaping (RecordBatch) throws -> Void
  ) throws -> ExtractedFile {
    var reader = try XMLReader(path: path, displayName: displayName, encoding: layout.encoding)
    var sink = XMLFieldSink(layout: layout, batch: batch)
    try reader.read(into: &sink)
    // A root without anything in it is a table without rows; anything else is not what was meant.
    if sink.count == 0, reader.elementCount > 1 {
      let nearest = nearestName(to: layout.record, among: reader.localNames)
      throw error(.noRecord(element: layout.record, nearest: nearest), line: 1)
    }
    return try reader.summary(records: sink.count)
  }

  private func names(
    of rows: [[String?]], at locators: [RecordLocator], _ layout: CSVLayout
  ) throws -> [String] {
    guard layout.headerRows > 0 else { return layout.columns }
    guard rows.count == layout.titleRows + layout.headerRows else {
      throw error(.noHeader(rows: layout.headerRows), line: 1)
    }
    let names = CSVHeader.merge(Array(rows[layout.titleRows...]))
    let reason =
      CSVHeader.duplicate(in: names) ?? CSVHeader.shortfall(of: names, from: layout.columns)
    if let reason { throw error(reason, line: locators[layout.titleRows].line) }
    return names
  }

  private func error(_ reason: ExtractionError.Reason, line: Int) -> ExtractionError {
    ExtractionError(file: displayName, line: line, column: 1, reason: reason)
  }
}

extension SDMXLayout {
  fileprivate var columns: [SDMXComponent] {
    [SDMXComponent(id: Self.actionColumn, role: .action)]
      + dimensions.map { SDMXComponent(id: $0, role: .dimension) }
      + measures.map { SDMXComponent(id: $0, role: .measure) }
      + attributes.map { SDMXComponent(id: $0, role: .attribute) }
  }
}
