/// Iterative proportional fitting of a two-way table to its margins.
///
/// Rows and columns are scaled in turn until both fit; cross-product ratios are kept. An
/// approximation by nature: use ``Balancer`` when margins must hold exactly or are uncertain.
/// Source: Deming and Stephan (1940).
public enum Raking {
  /// Why a table cannot be raked.
  public enum Failure: Error, Hashable, Sendable, CustomStringConvertible {
    case notATable
    case negative
    /// The margins add up to different totals.
    case unequalTotals(rows: Double, columns: Double)
    /// A margin is positive where all cells are zero.
    case emptyMargin(row: Int?, column: Int?)
    /// Zeros in the table keep the margins from being met.
    case notReached(largestDifference: Double)

    /// What is wrong.
    public var description: String {
      switch self {
      case .notATable: "the rows differ in length, or from the number of margins"
      case .negative: "cells and margins must be zero or positive numbers"
      case .unequalTotals(let rows, let columns):
        "the row margins add up to \(rows), the column margins to \(columns)"
      case .emptyMargin(let row?, _): "row \(row + 1) has only zeros but a positive margin"
      case .emptyMargin(_, let column):
        "column \((column ?? 0) + 1) has only zeros but a positive margin"
      case .notReached(let difference):
        "the zeros of the table keep its margins from being met: \(difference) is missing"
      }
    }
  }

  private static let rounds = 10_000
  private static let accuracy = 1e-12

  /// The table whose margins are `rows` and `columns` to a share of 1e-12.
  ///
  /// - Throws: ``Failure``.
  public static func rake(
    _ table: [[Double]], rows: [Double], columns: [Double]
  ) throws -> [[Double]] {
    try check(table, rows, columns)
    var table = table
    var difference = Double.infinity
    for _ in 0..<rounds {
      for (row, margin) in rows.enumerated() {
        let factor = try scale(
          table[row].reduce(0, +), to: margin, .emptyMargin(row: row, column: nil))
        for column in columns.indices { table[row][column] *= factor }
      }
      for (column, margin) in columns.enumerated() {
        let sum = table.reduce(0) { $0 + $1[column] }
        let factor = try scale(sum, to: margin, .emptyMargin(row: nil, column: column))
        for row in rows.indices { table[row][column] *= factor }
      }
      difference = zip(table, rows).map { abs($0.reduce(0, +) - $1) }.max() ?? 0
      if difference <= accuracy * rows.reduce(0, +) { return table }
    }
    throw Failure.notReached(largestDifference: difference)
  }

  private static func scale(_ sum: Double, to margin: Double, _ failure: Failure) throws -> Double {
    guard sum > 0 else {
      if margin == 0 { return 0 }
      throw failure
    }
    return margin / sum
  }

  private static func check(
    _ table: [[Double]], _ rows: [Double], _ columns: [Double]
  ) throws {
    guard table.count == rows.count, table.allSatisfy({ $0.count == columns.count }) else {
      throw Failure.notATable
    }
    guard (table.joined() + rows + columns).allSatisfy({ $0 >= 0 && $0.isFinite }) else {
      throw Failure.negative
    }
    let (down, across) = (rows.reduce(0, +), columns.reduce(0, +))
    guard abs(down - across) <= accuracy * max(down, across) else {
      throw Failure.unequalTotals(rows: down, columns: across)
    }
  }
}
