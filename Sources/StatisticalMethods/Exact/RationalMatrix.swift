/// A matrix of exact numbers.
///
/// Stored densely; elimination skips zeros and prefers sparse pivot rows, so that matrices of
/// accounting rules cost little more than their entries.
public struct RationalMatrix: Hashable, Sendable {
  /// How many rows there are.
  public let rowCount: Int
  /// How many columns there are.
  public let columnCount: Int
  var entries: [Rational]

  /// A matrix of zeros.
  public init(rowCount: Int, columnCount: Int) {
    self.rowCount = rowCount
    self.columnCount = columnCount
    entries = Array(repeating: 0, count: rowCount * columnCount)
  }

  /// A matrix by its rows, which must be of one length.
  public init(rows: [[Rational]]) {
    let width = rows.first?.count ?? 0
    precondition(rows.allSatisfy { $0.count == width }, "the rows of a matrix have one length")
    rowCount = rows.count
    columnCount = width
    entries = rows.flatMap { $0 }
  }

  /// A square matrix with these numbers on the diagonal and zeros elsewhere.
  public init(diagonal: [Rational]) {
    self.init(rowCount: diagonal.count, columnCount: diagonal.count)
    for (place, number) in diagonal.enumerated() { self[place, place] = number }
  }

  /// The unit matrix.
  public static func identity(_ size: Int) -> RationalMatrix {
    RationalMatrix(diagonal: Array(repeating: 1, count: size))
  }

  /// The entry of a row and a column, both from 0.
  public subscript(row: Int, column: Int) -> Rational {
    get { entries[row * columnCount + column] }
    set { entries[row * columnCount + column] = newValue }
  }

  /// One row, from the left.
  public func row(_ row: Int) -> [Rational] {
    Array(entries[(row * columnCount)..<((row + 1) * columnCount)])
  }

  /// The matrix of these columns, in the order given.
  public func columns(_ columns: [Int]) -> RationalMatrix {
    var part = RationalMatrix(rowCount: rowCount, columnCount: columns.count)
    for row in 0..<rowCount {
      for (place, column) in columns.enumerated() { part[row, place] = self[row, column] }
    }
    return part
  }

  /// Rows become columns.
  public var transposed: RationalMatrix {
    var result = RationalMatrix(rowCount: columnCount, columnCount: rowCount)
    for row in 0..<rowCount {
      for column in 0..<columnCount { result[column, row] = self[row, column] }
    }
    return result
  }

  /// The matrix product; the left side has as many columns as the right side has rows.
  public static func * (left: RationalMatrix, right: RationalMatrix) -> RationalMatrix {
    precondition(left.columnCount == right.rowCount, "the sizes of a product must fit")
    var result = RationalMatrix(rowCount: left.rowCount, columnCount: right.columnCount)
    for row in 0..<left.rowCount {
      for middle in 0..<left.columnCount {
        let factor = left[row, middle]
        guard !factor.isZero else { continue }
        for column in 0..<right.columnCount where !right[middle, column].isZero {
          result[row, column] += factor * right[middle, column]
        }
      }
    }
    return result
  }

  /// The matrix times a column vector.
  public static func * (left: RationalMatrix, right: [Rational]) -> [Rational] {
    precondition(left.columnCount == right.count, "the sizes of a product must fit")
    return (0..<left.rowCount).map { row in
      right.indices.reduce(0) { sum, column in
        let factor = left[row, column]
        return factor.isZero ? sum : sum + factor * right[column]
      }
    }
  }

  /// The sum of two matrices of one size.
  public static func + (left: RationalMatrix, right: RationalMatrix) -> RationalMatrix {
    precondition(
      left.rowCount == right.rowCount && left.columnCount == right.columnCount,
      "the sizes of a sum must be equal")
    var result = left
    for place in result.entries.indices { result.entries[place] += right.entries[place] }
    return result
  }

  /// The difference of two matrices of one size.
  public static func - (left: RationalMatrix, right: RationalMatrix) -> RationalMatrix {
    left + right.scaled(by: -1)
  }

  /// Every entry times `factor`.
  public func scaled(by factor: Rational) -> RationalMatrix {
    var result = self
    for place in entries.indices { result.entries[place] = entries[place] * factor }
    return result
  }
}
