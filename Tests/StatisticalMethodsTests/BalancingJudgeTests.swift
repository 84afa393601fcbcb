import Foundation
import StatisticalMethods
import TestSupport
import Testing

@Suite(.enabled(if: SciPy.isPresent, "python3 with SciPy is not there to judge"))
struct BalancingJudgeTests {
  @Test("Chi-square tails agree with SciPy, far tails included")
  func chiSquare() throws {
    let cases = [(0.5, 1), (7.1358, 5), (111.59, 2), (3.3, 7), (400, 300), (2600, 3000), (90, 3)]
    let judged = SciPy.numbers(
      """
      import sys
      from scipy.stats import chi2
      for line in sys.stdin:
        q, df = line.split()
        print(repr(float(chi2.sf(float(q), int(df)))), end=' ')
      """, cases.map { "\($0.0) \($0.1)\n" }.joined())
    #expect(judged.count == cases.count)
    for ((q, degreesOfFreedom), judged) in zip(cases, judged) {
      let tail = ChiSquare.upperTail(q, degreesOfFreedom: degreesOfFreedom)
      #expect(abs(tail / judged - 1) < 1e-9, "q \(q), df \(degreesOfFreedom)")
    }
  }

  @Test("Least squares under random equalities and bounds agree with SciPy", arguments: 1...6)
  func leastSquares(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let count = 7
    let truth = (0..<count).map { _ in Int.random(in: 0...4, using: &generator) }
    let variables = truth.indices.map { index in
      BalancingProblem.Variable(
        "x\(index)", value: Rational(truth[index] + Int.random(in: -4...4, using: &generator)),
        variance: Rational(Int.random(in: 1...9, using: &generator)), lower: 0)
    }
    let rules = (0..<3).map { rule in
      var coefficients: [String: Rational] = [:]
      var constant = 0
      for index in truth.indices {
        let factor = Int.random(in: -2...2, using: &generator)
        coefficients["x\(index)"] = Rational(factor)
        constant += factor * truth[index]
      }
      return BalancingProblem.Constraint("r\(rule)", coefficients, .equal, Rational(constant))
    }
    let balance = try forcing.balance(try BalancingProblem(variables, rules)).balance()
    let lines =
      [
        variables.map { "\($0.value)" }.joined(separator: " "),
        variables.map { "\($0.variance)" }.joined(separator: " "),
      ]
      + rules.map { rule in
        (truth.indices.map { "\(rule.coefficients["x\($0)"] ?? 0)" } + ["\(rule.constant)"])
          .joined(separator: " ")
      }
    let judged = SciPy.numbers(
      """
      import sys, numpy
      from scipy.optimize import minimize
      rows = [numpy.array(line.split(), dtype=float) for line in sys.stdin if line.strip()]
      x, v, rules = rows[0], rows[1], rows[2:]
      found = minimize(
        lambda y: ((y - x) ** 2 / v).sum(), numpy.maximum(x, 0), jac=lambda y: 2 * (y - x) / v,
        bounds=[(0, None)] * len(x), method='SLSQP', options={'ftol': 1e-15, 'maxiter': 1000},
        constraints=[{'type': 'eq', 'fun': lambda y, r=r: r[:-1] @ y - r[-1]} for r in rules])
      print(*found.x)
      """, lines.joined(separator: "\n"))
    for (value, judged) in zip(balance.values, judged) {
      #expect(abs(Double(value.value) - judged) < 1e-4, "\(value.name)")
    }
    #expect(judged.count == count)
  }

  /// The closed form of Dagum and Cholette (2006), in dense matrices.
  @Test(
    "Dagum-Cholette agrees with its closed form", arguments: ErrorScale.allCases,
    BiasCorrection.allCases)
  func dagumCholette(lambda: ErrorScale, bias: BiasCorrection) throws {
    let indicator = (0..<30).map { 90 + ($0 * 37) % 23 }
    let series = try IndicatorSeries(
      indicator.enumerated().map { index, value in
        (SubannualPeriod(year: 2020 + index / 12, part: index % 12 + 1), Rational(value))
      }, periodsPerYear: 12, kind: .flow)
    let values = try Benchmarking.benchmark(
      series, to: AnnualBenchmarks([2020: 1300, 2021: 1250], kind: .flow),
      by: .dagumCholette(rho: Rational(9, over: 10), lambda: lambda, bias: bias))
    let judged = SciPy.numbers(
      """
      import sys, numpy
      scale, bias, *s = [float(word) for word in sys.stdin.read().split()]
      s = numpy.array(s)
      J = numpy.zeros((2, len(s))); J[0, :12] = 1; J[1, 12:24] = 1
      a = numpy.array([1300.0, 1250.0])
      if bias:
        s = s * a.sum() / (J @ s).sum() if scale else s + (a.sum() - (J @ s).sum()) / 24
      C = numpy.diag(abs(s) ** scale)
      t = numpy.arange(len(s))
      V = C @ 0.9 ** abs(t[:, None] - t[None, :]) @ C
      print(*(s + V @ J.T @ numpy.linalg.solve(J @ V @ J.T, a - J @ s)))
      """,
      "\(lambda.rawValue) \(bias == .none ? 0 : 1) "
        + indicator.map(String.init).joined(separator: " "))
    #expect(judged.count == values.count)
    for (value, judged) in zip(values, judged) { #expect(abs(Double(value) - judged) < 1e-8) }
  }
}
