import ArgumentParser
import StatisticalModel
import Warehousing

/// What a decision is about.
struct DecisionAddress: ParsableArguments {
  @Option(help: "A flag: the id that flags --json prints, or the first eight digits or more of it.")
  var flag: String?

  @Option(help: "A cell: dimension=code,… in any order; a dimension left out is at its total.")
  var cell: String?

  @Option(help: "With --cell and --explained: the rule of the flags, where there are several.")
  var rule: String?
}

/// What is decided: exactly one of these.
struct DecisionChoice: ParsableArguments {
  @Option(help: "The figure is the number of this source.")
  var accept: String?

  @Option(help: "The figure is this number.")
  var value: String?

  @Option(help: "The lower bound of the figure.")
  var lower: String?

  @Option(help: "The upper bound of the figure.")
  var upper: String?

  @Option(help: "The difference has this cause: DEF, TIM, …")
  var explained: String?

  @Option(help: "This delivery does not count: SOURCE/FILE below the folder of deliveries.")
  var exclude: String?

  /// The action with the place and the evidence it is about; who decides is not yet in it.
  ///
  /// - Throws: `ValidationError` unless the options make one decision.
  func decision(at address: DecisionAddress, on evidence: DecisionEvidence) throws -> Decision {
    switch try action() {
    case .exclude(let delivery):
      guard address.flag == nil else {
        throw ValidationError("--exclude takes --cell or nothing, not --flag")
      }
      return try evidence.exclusion(of: delivery, cell: address.cell)
    case .explain(let cause):
      if let flag = address.flag { return try evidence.explanation(of: flag, cause: cause) }
      guard let cell = address.cell else { throw Self.addressMissing }
      return try evidence.explanation(at: cell, rule: address.rule, cause: cause)
    case .accept, .set:
      return try evidence.figure(
        cell: address.cell, flag: address.flag, action: try action())
    }
  }

  static let addressMissing = ValidationError("name what it is about: --flag ID or --cell CELL")

  private func action() throws -> Decision.Action {
    let sets = value != nil || lower != nil || upper != nil
    let given = [accept != nil, sets, explained != nil, exclude != nil].count { $0 }
    guard given == 1 else {
      throw ValidationError(
        "decide one thing: --accept, --value (with --lower, --upper), --explained or --exclude")
    }
    if let accept { return .accept(source: accept) }
    if let exclude { return .exclude(delivery: exclude) }
    if let explained {
      guard let cause = Cause(rawValue: explained), cause != .unexplained else {
        let known = Cause.allCases.filter { $0 != .unexplained }.map(\.rawValue)
        throw ValidationError("no cause '\(explained)'. Known: \(known.joined(separator: ", "))")
      }
      return .explain(cause)
    }
    return .set(
      value: try value.map(number), lower: try lower.map(number), upper: try upper.map(number))
  }

  private func number(_ text: String) throws -> ExactDecimal {
    guard let number = ExactDecimal(parsing: text) else {
      throw ValidationError("'\(text)' is no decimal number with a point")
    }
    return number
  }
}
