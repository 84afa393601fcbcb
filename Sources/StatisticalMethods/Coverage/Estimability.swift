/// Whether a model's estimate exists and is the only one.
///
/// The checks of Chan, Silverman and Vincent (2021), done in whole numbers: a term whose margin is
/// zero goes to minus infinity and takes its cells with it; then the maximum exists if and only if
/// the margins of the rest lie inside the cone the model spans (Fienberg and Rinaldo 2012), and is
/// unique if and only if the rest of the design has full rank.
public enum Estimability: Hashable, Sendable {
  /// A finite, unique estimate.
  case estimable
  /// No finite maximum of the likelihood; the patterns given were never counted, and the likelihood
  /// keeps growing while their expected counts shrink.
  case noFiniteMaximum(patterns: [Int])
  /// Fewer patterns than parameters: many sizes fit equally well.
  case notIdentifiable(rank: Int, parameters: Int)
  /// The fit stopped before it met its tolerance, or left the range of exact counts.
  case notConverged
}

/// A model on a table, without what a zero margin takes away.
struct ReducedDesign: Hashable, Sendable {
  /// Masks of the terms with finite parameters, the empty one first.
  var terms: [Int]
  /// Masks of the patterns with positive expectation, without the unseen one.
  var cells: [Int]

  init(_ model: LogLinearModel, counts: [Double]) {
    let lost = model.terms.filter { term in
      !counts.indices.contains { $0 != 0 && $0 & term == term && counts[$0] > 0 }
    }
    terms = model.terms.filter { !lost.contains($0) }
    cells = (1..<counts.count).filter { cell in !lost.contains { $0 & cell == $0 } }
  }

  /// A design of full rank on the patterns that were counted settles both questions at once;
  /// otherwise one exact linear programme over at most 63 conditions decides the first.
  func estimability(counts: [Double]) -> Estimability {
    let counted = cells.filter { counts[$0] > 0 }
    if rank(of: counted) == terms.count { return .estimable }
    let empty = cells.filter { counts[$0] == 0 }
    if canRunAway(from: empty, along: counted) { return .noFiniteMaximum(patterns: empty) }
    let rank = rank(of: cells)
    return rank == terms.count
      ? .estimable : .notIdentifiable(rank: rank, parameters: terms.count)
  }

  private func rank(of cells: [Int]) -> Int {
    RationalMatrix(rows: cells.map { cell in terms.map { $0 & cell == $0 ? 1 : 0 } }).rank
  }

  /// Whether parameters can move so that no counted pattern's expectation changes, none of the
  /// empty ones' grows, and one of them shrinks: then the likelihood has no maximum.
  private func canRunAway(from empty: [Int], along counted: [Int]) -> Bool {
    let constraints =
      counted.map { LinearConstraint(name: "counted \($0)", form([$0]), .equal) }
      + empty.map { LinearConstraint(name: "empty \($0)", form([$0]), .atMost) }
    let simplex = ExactSimplex(variableCount: terms.count, constraints: constraints)
    // A cone: the sum is zero everywhere in it or falls without end.
    return simplex.minimum(of: form(empty)) == .unbounded
  }

  /// The sum of the logarithms of the cells' expectations.
  private func form(_ cells: [Int]) -> LinearForm {
    LinearForm(
      cells.flatMap { cell in
        terms.indices.filter { terms[$0] & cell == terms[$0] }.map { ($0, 1) }
      })
  }
}
