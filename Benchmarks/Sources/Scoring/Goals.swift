/// What the flags of a run are to reach.
package enum Goals {
  package static let decisive = 0.98
  package static let overall = 0.90
  /// Cells without error to one of them flagged.
  package static let cleanCellsPerFlag = 10_000

  /// What a score misses, in words; empty when it reaches all.
  package static func missed(by score: Score) -> [String] {
    var missed: [String] = []
    for kind in score.kinds where kind.evidence == "decisive" && kind.recall < decisive {
      missed.append("recall of \(kind.kind) is \(text(kind.recall)), not \(text(decisive))")
    }
    for cause in Set(score.kinds.filter { $0.evidence == "decisive" }.map(\.cause)).sorted() {
      let precision = score.causes[cause]?.precision ?? 1
      if precision < decisive {
        missed.append("precision of \(cause) is \(text(precision)), not \(text(decisive))")
      }
    }
    if score.recall() < overall {
      missed.append("recall over all is \(text(score.recall())), not \(text(overall))")
    }
    if score.total.precision < overall {
      missed.append("precision over all is \(text(score.total.precision)), not \(text(overall))")
    }
    if score.flaggedCleanCells * cleanCellsPerFlag > score.cleanCells {
      missed.append("\(score.flaggedCleanCells) of \(score.cleanCells) clean cells are flagged")
    }
    return missed
  }

  /// Three decimals, rounded down, so that nothing looks reached that is not.
  static func text(_ share: Double) -> String {
    let thousandths = Int(share * 1000)
    let digits = String(thousandths % 1000)
    return
      "\(thousandths / 1000).\(String(repeating: "0", count: 3 - digits.count))\(digits)"
  }
}
