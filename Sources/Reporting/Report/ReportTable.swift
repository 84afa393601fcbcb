package import StatisticalModel
package import Warehousing

/// A CSV file beside the report: everything the report shows in part or in counts.
package enum ReportTable: Hashable, Sendable {
  case summary
  case cells
  case flags
  case values
  case gaps
  case quarantine
  /// The lines of one provider, with the files' ids of its sources.
  case letter(provider: String, sources: [String])

  /// Its name in the report's folder: letters, digits and hyphens alone.
  package var fileName: String {
    switch self {
    case .summary: "summary.csv"
    case .cells: "cells.csv"
    case .flags: "flags.csv"
    case .values: "values.csv"
    case .gaps: "gaps.csv"
    case .quarantine: "quarantine.csv"
    case .letter(let provider, _): "letter-\(Self.plain(provider)).csv"
    }
  }

  /// A provider is an id; one that is none is spelt in the hexadecimal of its bytes.
  private static func plain(_ provider: String) -> String {
    let isPlain = provider.utf8.allSatisfy { byte in
      (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x2D
    }
    guard !isPlain || provider.isEmpty || provider.utf8.count > 100 else { return provider }
    return "x" + provider.utf8.prefix(100).map { String($0, radix: 16) }.joined()
  }
}

/// Writes the tables of a vintage row by row.
package struct ReportTables {
  let reader: WarehouseReader
  let definition: PipelineDefinition
  let words: Words
  let vintage: Int

  package init(
    reading reader: WarehouseReader, definition: PipelineDefinition, words: Words, vintage: Int
  ) {
    self.reader = reader
    self.definition = definition
    self.words = words
    self.vintage = vintage
  }

  /// The tables of a report, in the order in which it names them.
  package func all(letters: [SupplierLetter]) -> [ReportTable] {
    [.summary, .cells, .flags, .values, .gaps, .quarantine]
      + letters.map { .letter(provider: $0.provider, sources: $0.sources) }
  }

  /// Gives the header and the rows of a table one by one, each a line of CSV with its end.
  ///
  /// - Returns: how many rows there were, without the header.
  package func write(
    _ table: ReportTable, _ body: (String) throws -> Void
  ) throws(WarehouseError) -> Int {
    var rows = -1
    try write(table) { fields in
      try body(CSVText.line(fields) + "\r\n")
      rows += 1
    }
    return rows
  }

  private func write(
    _ table: ReportTable, _ row: ([CSVText.Field]) throws -> Void
  ) throws(WarehouseError) {
    switch table {
    case .summary: try summary(row)
    case .cells: try cells(row)
    case .flags: try flags(row)
    case .values: try values(row)
    case .gaps: try gaps(row)
    case .quarantine: try quarantine(row)
    case .letter(_, let sources): try lines(of: sources, row)
    }
  }

  private func header(
    _ titles: [String], _ row: ([CSVText.Field]) throws -> Void
  ) throws(WarehouseError) {
    try reader.passing { try row(titles.map { .text($0) }) }
  }

  private var dimensions: [String] { definition.structure.dimensions.map(\.id) }

  /// The codes of a cell in structure order.
  private func codes(_ cell: [DimensionCode]) -> [CSVText.Field] {
    dimensions.map { dimension in .text(cell.first { $0.dimension == dimension }?.code) }
  }

  private func summary(_ row: ([CSVText.Field]) throws -> Void) throws(WarehouseError) {
    try header(["count_of", "by", "code", "outcome_or_severity", "number"], row)
    let period = definition.structure.dimensions[definition.structure.time].id
    let overview = try VintageOverview(
      reading: reader, periodDimension: period, vintage: vintage)
    var rows: [[CSVText.Field]] = []
    for count in overview.cells {
      rows.append([
        .text("cells"), .text("status"), .text(count.status.rawValue),
        .text(count.outcome.rawValue), .count(count.cells),
      ])
    }
    for count in overview.periods {
      rows.append([
        .text("cells"), .text(period), .text(count.code), .text(count.outcome.rawValue),
        .count(count.cells),
      ])
    }
    for count in overview.flags {
      rows.append([
        .text("flags"), .text("cause"), .text(count.cause.rawValue),
        .text(count.severity.rawValue), .count(count.count),
      ])
    }
    for count in overview.sources {
      rows.append([
        .text("flags"), .text("source"), .text(count.source), .text(count.severity.rawValue),
        .count(count.flags),
      ])
    }
    try reader.passing { for fields in rows { try row(fields) } }
  }

  private func cells(_ row: ([CSVText.Field]) throws -> Void) throws(WarehouseError) {
    try header(
      dimensions + [
        "status", "outcome", "value", "lower", "upper", "method", "rule", "explained_share",
        "since_vintage",
      ], row)
    try reader.eachFigure(vintage: vintage) { figure in
      try row(
        codes(figure.codes) + [
          .text(figure.status.rawValue), .text(figure.outcome.rawValue), .number(figure.value),
          .number(figure.lower), .number(figure.upper), .text(figure.method), .text(figure.rule),
          .number(figure.explainedShare), .count(figure.vintage),
        ])
    }
  }

  private func flags(_ row: ([CSVText.Field]) throws -> Void) throws(WarehouseError) {
    try header(
      ["flag"] + dimensions + [
        "severity", "cause", "cause_in_words", "confidence", "rule", "difference", "relative",
        "ratio", "tolerance", "evidence", "next_step", "since_vintage",
      ], row)
    try reader.eachFlag(vintage: vintage) { flag in
      try row(
        [.text(flag.id)] + codes(flag.codes) + [
          .text(flag.severity.rawValue), .text(flag.cause.rawValue),
          .text(words.cause(flag.cause)), .text(flag.confidence.rawValue), .text(flag.rule),
          .number(flag.measures.difference), .number(flag.measures.relative),
          .number(flag.measures.ratio), .number(flag.measures.tolerance),
          .text(flag.evidence.map { words.sentence($0) }.joined(separator: "; ")),
          .text(words.nextStep(flag.cause)), .count(flag.vintage),
        ])
    }
  }

  private func values(_ row: ([CSVText.Field]) throws -> Void) throws(WarehouseError) {
    try header(
      ["flag", "source", "file"] + dimensions + [
        "state", "value", "qualifier", "rounding_unit", "as_of",
      ], row)
    try reader.eachFlag(vintage: vintage) { flag in
      for quoted in flag.reported {
        try row(
          [.text(flag.id), .text(quoted.source), .text(quoted.path)] + codes(quoted.codes) + [
            .text(quoted.value.state.rawValue), .number(quoted.value.number),
            .text(quoted.value.qualifier.rawValue), .number(quoted.value.roundingUnit),
            .text(quoted.asOf),
          ])
      }
    }
  }

  private func gaps(_ row: ([CSVText.Field]) throws -> Void) throws(WarehouseError) {
    try header(
      dimensions + ["outcome", "sources", "lowest", "highest", "relative_gap"], row)
    try reader.eachComparedCell(vintage: vintage) { cell in
      try row(
        codes(cell.codes) + [
          .text(cell.outcome.rawValue), .count(cell.values.count), .number(cell.values.min()),
          .number(cell.values.max()), .number(RelativeGap.of(cell.values)),
        ])
    }
  }

  private func quarantine(_ row: ([CSVText.Field]) throws -> Void) throws(WarehouseError) {
    try header(["source", "file", "record", "line", "column", "reason"], row)
    for input in try reader.inputs(vintage: vintage) {
      try reader.eachQuarantined(of: input.stagingID) { record in
        try row([
          .text(input.source), .text(input.path), .count(record.locator.ordinal),
          .count(record.locator.line), .text(record.column), .text(words.sentence(record.reason)),
        ])
      }
    }
  }

  private func lines(
    of sources: [String], _ row: ([CSVText.Field]) throws -> Void
  ) throws(WarehouseError) {
    try header(
      ["file", "line", "records", "field", "column"] + dimensions + [
        "state", "value", "difference", "severity", "cause", "reason", "next_step",
      ], row)
    for input in try reader.inputs(vintage: vintage) where sources.contains(input.source) {
      try reader.eachQuarantined(of: input.stagingID) { record in
        try row(
          [
            .text(input.path), .count(record.locator.line), .count(1), .count(nil),
            .text(record.column),
          ] + dimensions.map { _ in .text(nil) } + [
            .text(nil), .number(nil), .number(nil), .text(nil), .text(nil),
            .text(words.sentence(record.reason)), .text(nil),
          ])
      }
    }
    try reader.eachLine(of: sources, vintage: vintage) { line in
      let evidence = line.evidence.map { words.sentence($0) }
      try row(
        [
          .text(line.path), .count(line.line), .count(line.records), .count(line.field), .text(nil),
        ] + codes(line.codes) + [
          .text(line.quoted.value.state.rawValue), .number(line.quoted.value.number),
          .number(line.difference), .text(line.severity.rawValue), .text(line.cause.rawValue),
          .text(([words.cause(line.cause)] + evidence).joined(separator: "; ")),
          .text(words.nextStep(line.cause)),
        ])
    }
  }
}
