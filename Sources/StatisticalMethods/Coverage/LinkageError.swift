/// How the answer moves when some of the links between the lists are wrong.
///
/// In the manner of Ding and Fienberg (1994), extended to several lists: an operator `S(ε)` breaks a
/// share `ε` of the people on `s ≥ 2` lists in two, one record on one of their lists, each with
/// probability `1/s`, and the rest on the others. List sizes stay as they are. If a share `ε` of the
/// true links was **missed**, the table seen is `S(ε)` of the true one, which is solved for, from the
/// longest patterns down. If a share `ε` of the links is **false**, the true table is `S(ε)` of the
/// one seen. For two lists this gives `m/(1−ε)` and `m(1−ε)` people on both.
public struct LinkageError: Hashable, Sendable {
  /// What went wrong.
  public enum Kind: String, CaseIterable, Hashable, Sendable {
    /// One person, two records that were not joined.
    case missed
    /// Two people joined into one.
    case `false`
  }

  /// The rates that are tried.
  public static let rates = [0.01, 0.02, 0.05]

  /// What went wrong.
  public var kind: Kind
  /// The share of links it happened to, at least 0 and below 1.
  public var rate: Double

  /// Makes a scenario.
  public init(_ kind: Kind, rate: Double) {
    self.kind = kind
    self.rate = rate
  }

  /// Counts below which nobody is meant.
  private static let rounding = 1e-9

  /// The expected true counts by mask.
  ///
  /// A pattern of two or more lists that was seen less often than missed links alone would bring
  /// about was empty. nil when fewer people are on one list only than such links would leave there:
  /// the table rules the rate out.
  func trueCounts(of overlap: ListOverlap) -> [Double]? {
    var counts = overlap.counts.map { Double($0) }
    let masks = counts.indices.filter { $0.nonzeroBitCount >= 2 }.sorted {
      ($0.nonzeroBitCount, $0) > ($1.nonzeroBitCount, $1)
    }
    let seen = counts
    for mask in masks {
      // Longest first: what came into a pattern from longer ones is known when it is reached.
      let people = kind == .missed ? max(0, counts[mask]) / (1 - rate) : seen[mask]
      let broken = people * rate
      counts[mask] = kind == .missed ? people : counts[mask] - broken
      let share = broken / Double(mask.nonzeroBitCount) * (kind == .missed ? -1 : 1)
      for list in LogLinearModel.members(of: mask) {
        counts[1 << list] += share
        counts[mask ^ 1 << list] += share
      }
    }
    // What adds up to nobody but for rounding is nobody: a zero decides which models exist.
    let cleaned = counts.map { abs($0) < Self.rounding ? 0 : $0 }
    return cleaned.allSatisfy { $0 >= 0 } ? cleaned : nil
  }
}

/// The models refitted under one rate of wrong links.
public struct LinkageScenario: Hashable, Sendable {
  /// What is supposed.
  public var error: LinkageError
  /// The size by model, in the order of the models of the answer; nil where not estimable.
  public var sizes: [Double?]
  /// From the smallest to the largest of the models with support; nil when none is estimable.
  public var range: ClosedRange<Double>?

  init(
    _ error: LinkageError, models: [LogLinearModel], supported: Set<LogLinearModel>,
    overlap: ListOverlap
  ) {
    self.error = error
    let counts = error.trueCounts(of: overlap)
    sizes = models.map { model in
      counts.flatMap { ModelFit(model, counts: $0).estimate?.size }
    }
    let kept = zip(models, sizes).compactMap { supported.contains($0) ? $1 : nil }
    if let least = kept.min(), let most = kept.max() { range = least...most }
  }
}
