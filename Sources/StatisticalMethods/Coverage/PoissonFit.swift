import Foundation

/// A Poisson log-linear fit by iteratively reweighted least squares (Nelder and Wedderburn 1972).
struct PoissonFit {
  /// The expected margins meet the observed ones to this share of the total.
  static let tolerance = 1e-10
  private static let iterations = 200

  /// One per term.
  private(set) var coefficients: [Double]
  /// One per cell.
  private(set) var expected: [Double] = []
  /// The inverse of the information matrix at the first term, which every cell contains: the
  /// variance of the logarithm of the unseen.
  private(set) var interceptVariance = 0.0

  /// The expectation of the cell that is in no term but the first.
  var unseen: Double { exp(coefficients[0]) }

  /// Fits `counts` over `cells`; nil when the margins are not met after 200 steps or a step cannot
  /// be taken.
  ///
  /// Begins from `start`, or from the counts where there is none.
  init?(terms: [Int], cells: [Int], counts: [Double], start: [Double]? = nil) {
    let rows = cells.map { cell in terms.indices.filter { terms[$0] & cell == terms[$0] } }
    let scale = max(1, counts.reduce(0, +))
    coefficients = start ?? [Double](repeating: 0, count: terms.count)
    expected = start == nil ? counts.map { $0 + 0.5 } : Self.means(rows, coefficients)
    // The first working response is the counts' own logarithm, later ones the predictor.
    var predictor = expected.map { log($0) }
    var previous = start
    var isClose = false
    for _ in 0..<Self.iterations {
      guard
        let solved = Self.step(
          rows, terms.count, weights: expected,
          response: predictor.indices.map {
            predictor[$0] + (counts[$0] - expected[$0]) / expected[$0]
          })
      else { return nil }
      (coefficients, interceptVariance) = solved
      expected = Self.means(rows, coefficients)
      if let previous { shorten(towards: previous, rows, counts) }
      previous = coefficients
      guard expected.allSatisfy({ $0.isFinite && $0 > 0 }) else { return nil }
      predictor = expected.map { log($0) }
      let worst = Self.largestGap(rows, terms.count, counts, expected) / scale
      // One step more after the margins meet: the steps close in quadratically.
      if isClose, worst <= Self.tolerance { return }
      isClose = worst <= Self.tolerance
    }
    return nil
  }

  /// Halves a step that lost likelihood.
  private mutating func shorten(towards old: [Double], _ rows: [[Int]], _ counts: [Double]) {
    let before = Self.logLikelihood(rows, old, counts)
    for _ in 0..<30 {
      let now = Self.logLikelihood(rows, coefficients, counts)
      if now.isFinite, now >= before - 1e-9 * abs(before) { return }
      coefficients = zip(coefficients, old).map { ($0 + $1) / 2 }
      expected = Self.means(rows, coefficients)
    }
  }

  private static func means(_ rows: [[Int]], _ coefficients: [Double]) -> [Double] {
    rows.map { row in exp(row.reduce(0) { $0 + coefficients[$1] }) }
  }

  private static func logLikelihood(
    _ rows: [[Int]], _ coefficients: [Double], _ counts: [Double]
  ) -> Double {
    zip(rows, counts).reduce(0) { sum, cell in
      let predictor = cell.0.reduce(0) { $0 + coefficients[$1] }
      return sum + cell.1 * predictor - exp(predictor)
    }
  }

  private static func largestGap(
    _ rows: [[Int]], _ width: Int, _ counts: [Double], _ expected: [Double]
  ) -> Double {
    var gaps = [Double](repeating: 0, count: width)
    for (cell, row) in rows.enumerated() {
      for term in row { gaps[term] += counts[cell] - expected[cell] }
    }
    return gaps.reduce(0) { max($0, abs($1)) }
  }

  /// Weighted least squares by the normal equations: coefficients, and the variance of the first.
  private static func step(
    _ rows: [[Int]], _ width: Int, weights: [Double], response: [Double]
  ) -> ([Double], Double)? {
    var matrix = [Double](repeating: 0, count: width * width)
    var side = [Double](repeating: 0, count: width)
    for (cell, row) in rows.enumerated() {
      for term in row {
        side[term] += weights[cell] * response[cell]
        for other in row where other <= term { matrix[term * width + other] += weights[cell] }
      }
    }
    guard let factor = Cholesky(matrix, width: width) else { return nil }
    let first = [1] + [Double](repeating: 0, count: width - 1)
    return (factor.solve(side), factor.solve(first)[0])
  }
}

/// The triangular factor of a symmetric positive definite matrix (Cholesky 1910).
private struct Cholesky {
  private var factor: [Double]
  private let width: Int

  /// nil when the matrix is not positive definite; reads its lower triangle, row by row.
  init?(_ matrix: [Double], width: Int) {
    factor = matrix
    self.width = width
    for row in 0..<width {
      for column in 0...row {
        var sum = factor[row * width + column]
        for inner in 0..<column {
          sum -= factor[row * width + inner] * factor[column * width + inner]
        }
        if row == column {
          guard sum > 0 else { return nil }
          factor[row * width + row] = sum.squareRoot()
        } else {
          factor[row * width + column] = sum / factor[column * width + column]
        }
      }
    }
  }

  func solve(_ side: [Double]) -> [Double] {
    var solution = side
    for row in 0..<width {
      for column in 0..<row {
        solution[row] -= factor[row * width + column] * solution[column]
      }
      solution[row] /= factor[row * width + row]
    }
    for row in (0..<width).reversed() {
      for below in row + 1..<max(width, row + 1) {
        solution[row] -= factor[below * width + row] * solution[below]
      }
      solution[row] /= factor[row * width + row]
    }
    return solution
  }
}
