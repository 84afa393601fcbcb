import StatisticalModel

/// One record of a batch, by column.
struct Row {
  let batch: RecordBatch
  let record: Int

  var locator: RecordLocator { batch.locators[record] }
  var fieldCount: Int { batch.fieldCount(of: record) }

  func field(_ column: Int) -> ArraySlice<UInt8>? { batch.field(column, of: record) }

  func isBlank(_ column: Int) -> Bool { field(column)?.isEmpty ?? true }
}

/// Where the columns of a file stand, by name.
struct ColumnPlaces {
  let positions: [String: Int]
  private let names: [String]

  init(_ columns: [String]) {
    names = columns
    positions = Dictionary(
      columns.enumerated().map { ($0.element, $0.offset) }, uniquingKeysWith: { first, _ in first })
  }

  func position(of column: String) throws(StagingError) -> Int {
    guard let position = positions[column] else {
      throw .noColumn(column, columns: names)
    }
    return position
  }
}

/// Why a definition does not fit the file at hand.
package enum StagingError: Error, Equatable {
  /// The definition names a column that is not among the file's.
  case noColumn(String, columns: [String])
  case noDimension(String)
}

extension StagingError: CustomStringConvertible {
  /// What is wrong, and the next step.
  package var description: String {
    switch self {
    case .noColumn(let name, let columns):
      "the file has no column '\(name)'. "
        + (nearestName(to: name, among: columns).map { "Did it mean '\($0)'? " } ?? "")
        + "Correct the header, or the source's definition."
    case .noDimension(let name):
      "the source speaks of a dimension '\(name)' that the structure does not have. Correct either."
    }
  }
}
