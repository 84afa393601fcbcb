import StatisticalModel
package import Warehousing

extension FlagRow {
  /// A line for each way to resolve the flag, in order; without full stops.
  package var proposalSentences: [String] {
    let solutions = Set(proposals.map(\.solution)).sorted().map { number in
      proposals.filter { $0.solution == number }
    }
    return solutions.map { proposals in
      let head = solutions.count == 1 ? "proposal" : "proposal \(proposals[0].solution)"
      let changes = proposals.map { $0.sentence(besides: cell) }.joined(separator: ", and ")
      let methods = Set(proposals.map(\.reason)).sorted().joined(separator: "; ")
      return "\(head) (\(proposals[0].status.words)): \(changes): \(methods)"
    }
  }
}

extension ProposalRow {
  /// Why the value is proposed, in a few English words.
  var reason: String {
    switch method {
    case .sign: "its sign was turned"
    case .scale: "a power of ten apart"
    case .typing: "one keying slip apart"
    case .rounding: "rounded before it was added"
    case .implied: "the only value the rules allow"
    case .localisation: "the lightest change that satisfies every rule"
    }
  }

  /// `health 175082 → 175085`; the codes of a cell that is not the flag's own stand in between.
  func sentence(besides cell: String) -> String {
    let other = self.cell == cell ? "" : " at \(codes(unlike: cell))"
    return "\(source)\(other) \(from?.description ?? "without a number") → \(target)"
  }

  private var target: String {
    if let to { return to.description }
    switch (lower, upper) {
    case (let lower?, let upper?): return "something from \(lower) to \(upper)"
    case (let lower?, nil): return "something from \(lower) up"
    case (nil, let upper?): return "something up to \(upper)"
    case (nil, nil): return "another value"
    }
  }

  private func codes(unlike cell: String) -> String {
    let others = Set(cell.split(separator: ","))
    return self.cell.split(separator: ",").filter { !others.contains($0) }.joined(separator: ",")
  }
}

extension ProposedValue.Status {
  fileprivate var words: String {
    switch self {
    case .corrected: "the only explanation found"
    case .partial: "certain, but something stays open"
    case .undecided: "one of several"
    }
  }
}
