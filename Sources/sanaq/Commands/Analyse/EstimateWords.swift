import StatisticalMethods

/// Why there is no number, in words.
enum EstimateWords {
  static let noLowerBound = "nobody is on exactly two lists"
  static let noModel = "no model of these lists has an estimate"

  /// nil where there is an estimate.
  static func reason(_ estimability: Estimability, in answer: CoverageEstimate) -> String? {
    switch estimability {
    case .estimable: nil
    case .noFiniteMaximum(let patterns):
      "no finite maximum of the likelihood (Fienberg and Rinaldo 2012): nobody is on exactly "
        + patterns.map { answer.names(of: $0).joined(separator: "+") }.joined(separator: ", ")
    case .notIdentifiable(let rank, let parameters):
      "not identifiable: \(parameters) parameters, \(rank) of them determined by the counts"
    case .notConverged:
      "the fit did not meet its margins to \(tolerance), or the estimate exceeds 10^12"
    }
  }

  static func reason(_ pair: CoverageEstimate.Pair) -> String {
    pair.isDeclaredDependent
      ? "the lists were declared dependent; two lists alone cannot tell how much"
      : "nobody is on both lists"
  }

  private static let tolerance = "10^-10"
}
