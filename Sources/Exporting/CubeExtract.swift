import SDMXVocabulary
package import Warehousing

/// Which observations of each series are taken.
package enum SeriesPart: Hashable, Sendable {
  case all
  case first(Int)
  case last(Int)

  func rows(of series: [CubeRow]) -> [CubeRow] {
    switch self {
    case .all: series
    case .first(let count): Array(series.prefix(count))
    case .last(let count): Array(series.suffix(count))
    }
  }
}

/// The forms of SDMX in which data are written.
package enum SDMXDataForm: Hashable, CaseIterable, Sendable {
  case csv1
  case csv2
  case ml21
  case ml30
}

/// Part of a cube in one form: a head, observations, a tail.
package struct CubeExtract: Sendable {
  private let source: ExportedCube
  private let selection: CubeSelection
  private let columns: CubeColumns
  private let format: CubeFormat

  /// - Parameter isInSeries: whether SDMX-ML puts observations into series; SDMX-CSV knows none.
  package init(
    of source: ExportedCube, _ selection: CubeSelection, _ contents: CubeContents,
    as form: SDMXDataForm, header: SDMXMLHeader, isInSeries: Bool
  ) {
    self.source = source
    self.selection = selection
    columns = CubeColumns(source.cube, contents)
    let cube = columns.cube
    let layout = isInSeries || !contents.hasObservations ? SDMXMLData.Layout.series : .flat
    format =
      switch form {
      case .csv1: .csv(SDMXCSV(cube, .v1))
      case .csv2: .csv(SDMXCSV(cube, .v2))
      case .ml21: .ml(SDMXMLData(cube, .version21, header, layout))
      case .ml30: .ml(SDMXMLData(cube, .version30, header, layout))
      }
  }

  package var head: [UInt8] {
    var bytes: [UInt8] = []
    format.begin(&bytes)
    return bytes
  }

  package var tail: [UInt8] {
    var bytes: [UInt8] = []
    format.end(&bytes)
    return bytes
  }

  /// The observations in a part of the selection's span, one by one.
  package func observations(
    in span: CellSpan, from reader: WarehouseReader, vintage: Int
  ) throws -> [UInt8] {
    var bytes: [UInt8] = []
    try eachRow(in: span, from: reader, vintage: vintage) {
      format.add(columns.row(of: $0), to: &bytes)
    }
    return bytes
  }

  /// The observations by series, in the order of the first cell of each; nil when there are more
  /// than `limit`, of them or of keys without them.
  ///
  /// - Complexity: O(observations) memory, O(series) where none are written.
  package func series(
    _ part: SeriesPart, from reader: WarehouseReader, vintage: Int, limit: Int
  ) throws -> [UInt8]? {
    var places: [CubeRow: Int] = [:]
    var series: [[CubeRow]] = []
    var count = 0
    do {
      try eachRow(in: selection.span, from: reader, vintage: vintage) { row in
        let key = zip(source.cube.components, row).filter { $0.0.role == .dimension }.map(\.1)
        let shown = columns.row(of: row)
        if let place = places[key] {
          guard columns.cube.hasTime else { return }
          series[place].append(shown)
        } else {
          places[key] = series.count
          series.append([shown])
        }
        count += 1
        if count > limit { throw TooMany() }
      }
    } catch is TooMany {
      return nil
    }
    var bytes: [UInt8] = []
    for rows in series { format.add(series: part.rows(of: rows), to: &bytes) }
    return bytes
  }

  private struct TooMany: Error {}

  private func eachRow(
    in span: CellSpan, from reader: WarehouseReader, vintage: Int,
    _ body: (CubeRow) throws -> Void
  ) throws {
    guard !selection.isEmpty else { return }
    try source.forEachRow(reader, vintage: vintage, in: span) { row in
      if selection.admits(row) { try body(row) }
    }
  }
}

extension Cube {
  var hasTime: Bool { components.contains { $0.role == .time } }
}
