import StatisticalMethods
import TestSupport
import Testing

@Suite("Exact linear algebra")
struct ExactAlgebraTests {
  @Test("finds rank, echelon form and pivots of a matrix worked by hand")
  func echelon() {
    let echelon = RationalMatrix(rows: [[0, 2, 4], [1, 1, 1], [1, 3, 5]]).rowEchelon()
    #expect(echelon.pivots == [0, 1])
    #expect(echelon.matrix == RationalMatrix(rows: [[1, 0, -1], [0, 1, 2], [0, 0, 0]]))
  }

  @Test("solves, says what is free, and refuses a contradiction")
  func solves() throws {
    let matrix = RationalMatrix(rows: [[1, 1, 1], [1, -1, 0]])
    let solution = try #require(matrix.solution(of: [6, 1]))
    #expect(matrix * solution.particular == [6, 1])
    #expect(solution.freedom == [[-1 / 2, -1 / 2, 1]])
    #expect(RationalMatrix(rows: [[1, 1], [2, 2]]).solution(of: [1, 3]) == nil)
  }

  /// The Hilbert matrix is the standard case that floating point cannot invert; its inverse is
  /// whole, with the upper left entry n² (Choi 1983).
  @Test("inverts the Hilbert matrix of order 12")
  func hilbert() throws {
    let hilbert = RationalMatrix(
      rows: (1...12).map { row in (0..<12).map { Rational(1, over: row + $0) } })
    let inverse = try #require(hilbert.inverse())
    #expect(hilbert * inverse == .identity(12))
    #expect(inverse[0, 0] == 144)
    #expect(inverse.row(5).allSatisfy { $0.isInteger })
  }

  @Test("does not invert a singular or oblong matrix")
  func singular() {
    #expect(RationalMatrix(rows: [[1, 2], [2, 4]]).inverse() == nil)
    #expect(RationalMatrix(rows: [[1, 2]]).inverse() == nil)
  }

  /// Penrose 1955: these four equations define the inverse, and only one matrix fulfils them.
  @Test("fulfils the four Penrose equations", arguments: [UInt64(11), 12, 13])
  func penrose(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for round in 0..<40 {
      let (rows, columns) = (
        Int.random(in: 1...5, using: &random), Int.random(in: 1...5, using: &random)
      )
      let a = RationalMatrix(
        rows: (0..<rows).map { _ in
          (0..<columns).map { _ in Rational(Int.random(in: -2...2, using: &random)) }
        })
      let p = a.pseudoinverse()
      let seen: Comment = "seed \(seed), round \(round)"
      #expect(a * p * a == a && p * a * p == p, seen)
      #expect((a * p).transposed == a * p && (p * a).transposed == p * a, seen)
    }
  }
}

@Suite("The exact simplex")
struct ExactSimplexTests {
  private func constraint(
    _ name: String, _ coefficients: [Rational], _ relation: LinearRelation, _ right: Rational
  ) -> LinearConstraint {
    LinearConstraint(
      name: name,
      LinearForm(coefficients.enumerated().map { ($0.offset, $0.element) }, constant: -right),
      relation)
  }

  @Test("names the two rules that contradict and leaves out the others")
  func certificate() {
    let answer = ExactSimplex(
      variableCount: 2,
      constraints: [
        constraint("far", [1, 0], .atLeast, 0), constraint("other", [0, 1], .atLeast, 3),
        constraint("near", [1, 0], .atMost, -1),
      ]
    ).feasibility()
    #expect(answer == .infeasible(because: ["far", "near"]))
  }

  @Test("takes strict inequalities as strict, without a margin")
  func strict() throws {
    let open = [
      constraint("a", [1], .greater, 0), constraint("b", [1], .less, Rational(1, over: 1_000_000)),
    ]
    guard
      case .feasible(let point) = ExactSimplex(variableCount: 1, constraints: open).feasibility()
    else {
      Issue.record("there are numbers between 0 and a millionth")
      return
    }
    #expect(open.allSatisfy { $0.holds(at: point) })
    let touching = [constraint("a", [1], .greater, 0), constraint("b", [1], .atMost, 0)]
    #expect(
      ExactSimplex(variableCount: 1, constraints: touching).feasibility()
        == .infeasible(because: ["a", "b"]))
  }

  /// Beale 1955: the classic example on which a simplex without an anticycling rule never ends.
  ///
  /// Its optimum is -1/20 at (1/25, 0, 1, 0).
  @Test("ends on Beale's cycling example")
  func beale() {
    let rows: [LinearConstraint] = [
      constraint("1", [1 / 4, -60, -1 / 25, 9], .atMost, 0),
      constraint("2", [1 / 2, -90, -1 / 50, 3], .atMost, 0),
      constraint("3", [0, 0, 1, 0], .atMost, 1),
    ]
    let signs = (0..<4).map { variable in
      LinearConstraint(name: "x\(variable)", LinearForm([(variable, 1)]), .atLeast)
    }
    let objective = LinearForm([(0, -3 / 4), (1, 150), (2, -1 / 50), (3, 6)])
    let answer = ExactSimplex(variableCount: 4, constraints: rows + signs).minimum(of: objective)
    #expect(answer == .attained(-1 / 20, at: [1 / 25, 0, 1, 0]))
  }

  @Test("tells attained, approached and unbounded minima apart")
  func minima() {
    let form = LinearForm([(0, 1)])
    func minimum(_ relation: LinearRelation) -> LinearMinimum {
      ExactSimplex(variableCount: 1, constraints: [constraint("a", [1], relation, 2)])
        .minimum(of: form)
    }
    #expect(minimum(.atLeast) == .attained(2, at: [2]))
    #expect(minimum(.greater) == .approached(2))
    #expect(minimum(.atMost) == .unbounded)
  }

  /// Fourier and Motzkin's elimination is another method with the same answer.
  @Test("agrees with Fourier-Motzkin elimination", arguments: [UInt64(21), 22, 23])
  func fourierMotzkin(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for round in 0..<150 {
      let constraints = (0..<Int.random(in: 2...5, using: &random)).map { number in
        constraint(
          "r\(number)", (0..<3).map { _ in Rational(Int.random(in: -2...2, using: &random)) },
          [LinearRelation.equal, .atMost, .atLeast, .less, .greater]
            .randomElement(using: &random) ?? .equal,
          Rational(Int.random(in: -3...3, using: &random)))
      }
      let expected = FourierMotzkin.isFeasible(constraints, variableCount: 3)
      let solver = ExactSimplex(variableCount: 3, constraints: constraints)
      let shuffled = ExactSimplex(
        variableCount: 3, constraints: constraints.shuffled(using: &random))
      let seen: Comment = "seed \(seed), round \(round): \(constraints)"
      #expect(solver.feasibility() == shuffled.feasibility(), seen)
      switch solver.feasibility() {
      case .feasible(let point):
        #expect(expected, seen)
        #expect(constraints.allSatisfy { $0.holds(at: point) }, seen)
      case .infeasible(let names):
        #expect(!expected, seen)
        let core = constraints.filter { names.contains($0.name) }
        #expect(!FourierMotzkin.isFeasible(core, variableCount: 3), seen)
        for name in names {
          let rest = core.filter { $0.name != name }
          #expect(FourierMotzkin.isFeasible(rest, variableCount: 3), seen)
        }
      }
    }
  }
}

/// Projects variables away one by one: every lower limit against every upper one.
enum FourierMotzkin {
  private struct Row {
    var coefficients: [Rational]
    var constant: Rational
    var isStrict: Bool
  }

  static func isFeasible(_ constraints: [LinearConstraint], variableCount: Int) -> Bool {
    var rows = constraints.flatMap { rowsAtMostZero($0, variableCount) }
    for variable in 0..<variableCount {
      let upper = rows.filter { $0.coefficients[variable].signum > 0 }
      let lower = rows.filter { $0.coefficients[variable].signum < 0 }
      rows = rows.filter { $0.coefficients[variable].isZero }
      for above in upper {
        for below in lower {
          let (p, q) = (-below.coefficients[variable], above.coefficients[variable])
          rows.append(
            Row(
              coefficients: zip(above.coefficients, below.coefficients).map { $0 * p + $1 * q },
              constant: above.constant * p + below.constant * q,
              isStrict: above.isStrict || below.isStrict))
        }
      }
    }
    return rows.allSatisfy { $0.isStrict ? $0.constant.signum < 0 : $0.constant.signum <= 0 }
  }

  private static func rowsAtMostZero(_ constraint: LinearConstraint, _ count: Int) -> [Row] {
    var coefficients = [Rational](repeating: 0, count: count)
    for term in constraint.form.terms { coefficients[term.variable] = term.coefficient }
    let isStrict = constraint.relation == .less || constraint.relation == .greater
    let row = Row(
      coefficients: coefficients, constant: constraint.form.constant, isStrict: isStrict)
    let mirror = Row(
      coefficients: coefficients.map { -$0 }, constant: -row.constant, isStrict: isStrict)
    return switch constraint.relation {
    case .atMost, .less: [row]
    case .atLeast, .greater: [mirror]
    case .equal: [row, mirror]
    }
  }
}
