import Foundation
import StatisticalMethods
import TestSupport
import Testing

@Suite("Coverage: SciPy as judge", .enabled(if: SciPy.isPresent))
struct CoverageJudge {
  /// Maximises the Poisson likelihood with a general optimiser: another algorithm, another program.
  private func judged(_ table: ListOverlap, _ model: LogLinearModel) throws -> [Double] {
    let script = """
      import numpy as np
      from scipy.optimize import minimize
      y = np.array(\(Array(table.counts.dropFirst())), dtype=float)
      terms = \(model.terms)
      X = np.array([[1.0 if t & c == t else 0.0 for t in terms] for c in range(1, len(y) + 1)])
      def f(b):
        e = X @ b
        return np.sum(np.exp(e) - y * e)
      g = lambda b: X.T @ (np.exp(X @ b) - y)
      h = lambda b: X.T @ (np.exp(X @ b)[:, None] * X)
      start = np.linalg.lstsq(X, np.log(y + 0.5), rcond=None)[0]
      b = minimize(f, start, jac=g, hess=h, method='trust-exact', options={'gtol': 1e-8}).x
      mu = np.exp(X @ b)
      v = np.linalg.inv(h(b))[0, 0]
      u = np.exp(b[0])
      dev = 2 * np.sum(np.where(y > 0, y * np.log(np.where(y > 0, y, 1) / mu), 0) - (y - mu))
      print(y.sum() + u, np.sqrt(u + u * u * v), dev)
      """
    return SciPy.numbers(script)
  }

  @Test("a general optimiser finds the same sizes, errors and deviances", arguments: [11, 12, 13])
  func sizes(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    for lists in 3...5 {
      let names = (0..<lists).map { String(UnicodeScalar(UInt8(65 + $0))) }
      let counts = Dictionary(
        uniqueKeysWithValues: (1..<1 << lists).map {
          ($0, Int.random(in: 1...400, using: &generator))
        })
      let table = try ListOverlap(lists: names, counts: counts)
      let model = Published.model(lists, "AC", "BC")
      let estimate = try #require(ModelFit(model, to: table).estimate)
      let judged = try judged(table, model)
      try #require(judged.count == 3)
      let ours = [estimate.size, estimate.standardError, estimate.deviance]
      for (mine, theirs) in zip(ours, judged) {
        #expect(abs(mine - theirs) <= 1e-6 * max(1, abs(theirs)), "seed \(seed), \(lists) lists")
      }
    }
  }
}
