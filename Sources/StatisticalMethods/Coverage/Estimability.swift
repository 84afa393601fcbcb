import BigInt

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

  /// Whether term `term` counts in cell `cell`.
  static func contains(_ term: Int, in cell: Int) -> Bool { term & cell == term }

  func row(of cell: Int) -> [Int] { terms.map { Self.contains($0, in: cell) ? 1 : 0 } }

  /// - Complexity: a phase-one simplex of at most 63 columns.
  func estimability(counts: [Double]) -> Estimability {
    let seen = cells.filter { counts[$0] > 0 }
    let unseen = cells.filter { counts[$0] == 0 }
    // Directions in which the likelihood does not notice the counted cells.
    let directions = IntegerElimination.nullSpace(of: seen.map(row), columns: terms.count)
    if directions.isEmpty { return .estimable }
    let slopes = unseen.map { cell in
      directions.map { direction in
        zip(row(of: cell), direction).reduce(into: BigInt(0)) { if $1.0 == 1 { $0 += $1.1 } }
      }
    }
    // The maximum exists when some strictly positive counts in the empty cells leave every margin
    // as it is; only then is no direction free to run away.
    guard IntegerElimination.hasPositiveCombination(of: slopes) else {
      return .noFiniteMaximum(patterns: unseen)
    }
    let rank =
      terms.count
      - IntegerElimination.nullSpace(
        of: cells.map(row), columns: terms.count
      ).count
    return rank == terms.count
      ? .estimable : .notIdentifiable(rank: rank, parameters: terms.count)
  }
}
