/// Corrects what can be deduced and nothing else: the methods in turn, each on what the one before
/// left, unless told otherwise in the order of Scholtus (2008, 2009): signs, cumulation, units, typing, rounding, and at
/// last the missing values that the rules determine.
///
/// The answer is a proposal with its reasons; the record itself is not touched.
public struct DeductiveCorrection: Sendable {
  /// What the rules do not say about the variables.
  public struct Options: Sendable {
    /// The methods to try, in this order.
    public var methods: [CorrectionMethod] = [
      .sign, .cumulation, .powerOfTen, .typo, .rounding, .implied,
    ]
    /// How far an equality may be off by rounding alone.
    public var tolerance: Rational = 2
    /// What values were rounded to; positive.
    public var unit: Rational = 1
    /// Variables whose sign may be turned; nil admits all.
    public var flips: Set<String>?
    /// Pairs whose values may be exchanged.
    public var swaps: [(String, String)] = []
    /// Variables in the order of their periods that may hold a running balance.
    public var sequences: [[String]] = []
    /// How trusted a variable is; 1 where none is given.
    public var reliability: [String: Rational] = [:]

    /// The defaults.
    public init() {}
  }

  private let rules: RuleSet
  private let steps: [@Sendable ([String: Rational]) -> CorrectionProposal]

  /// Prepares the rules.
  public init(rules: RuleSet, options: Options = Options()) {
    self.rules = rules
    steps = options.methods.map { Self.step($0, rules, options) }
  }

  private static func step(
    _ method: CorrectionMethod, _ rules: RuleSet, _ options: Options
  ) -> @Sendable ([String: Rational]) -> CorrectionProposal {
    switch method {
    case .sign:
      let sign = SignCorrection(
        rules: rules, flips: options.flips, swaps: options.swaps, tolerance: options.tolerance)
      return { sign.proposal(for: $0) }
    case .cumulation:
      let cumulation = CumulationCorrection(rules: rules, sequences: options.sequences)
      return { cumulation.proposal(for: $0) }
    case .powerOfTen, .typo:
      let slip = SlipCorrection(
        rules: rules, slip: method == .typo ? .typo : .powerOfTen, tolerance: options.tolerance)
      return { slip.proposal(for: $0) }
    case .rounding:
      let rounding = RoundingCorrection(
        rules: rules, tolerance: options.tolerance, unit: options.unit,
        reliability: options.reliability)
      return { rounding.proposal(for: $0) }
    case .implied:
      let implied = ImpliedValues(rules: rules)
      return { implied.proposal(for: $0) }
    }
  }

  /// Corrects a record; a variable without a value is missing.
  public func correct(_ record: [String: Rational]) -> Correction {
    var current = record
    var changes: [ValueChange] = []
    var alternatives: [[ValueChange]] = []
    for step in steps {
      let proposal = step(current)
      changes += proposal.changes
      alternatives += proposal.alternatives
      current = proposal.changes.applied(to: current)
    }
    let broken = rules.broken(by: current)
    let missing = rules.variables.filter { current[$0] == nil }
    let isDone = broken.isEmpty && missing.isEmpty
    return Correction(
      status: isDone
        ? (changes.isEmpty ? .valid : .corrected) : changes.isEmpty ? .undecided : .partial,
      changes: changes, alternatives: isDone ? [] : alternatives, broken: broken, missing: missing)
  }
}

/// What could be deduced about a record.
public struct Correction: Hashable, Sendable {
  /// What came out.
  public enum Status: String, Hashable, Sendable {
    /// All rules hold and nothing is missing.
    case valid
    /// After the changes all rules hold and nothing is missing.
    case corrected
    /// Some things could be deduced; some rules are still broken, or values missing.
    case partial
    /// Nothing could be deduced with certainty.
    case undecided
  }

  /// What came out.
  public let status: Status
  /// In the order in which they were deduced; a later one may change a value again.
  public let changes: [ValueChange]
  /// Explanations that are equally good, of which none could be chosen.
  public let alternatives: [[ValueChange]]
  /// The rules that are broken after the changes.
  public let broken: [String]
  /// The variables that have no value after the changes.
  public let missing: [String]
}
