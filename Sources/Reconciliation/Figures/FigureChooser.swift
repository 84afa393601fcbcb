import StatisticalModel

/// Takes a cell's figure from the sources by the precedence rules.
///
/// Where the sources' definitions differ nobody wins: the figure is the interval over the sources,
/// with the share of the gap that a bridge explains. An error-severity flag blocks the figure. A
/// balanced value stands only where its gate passed; no source's value takes its place.
struct FigureChooser {
  private let table: EvidenceTable
  private let rules: [PrecedenceRule]
  private let balancing: BalancingResults
  /// By cell of the table: the position of the rule that decides, nil where no source has a number or
  /// the cell is not judged.
  private let deciding: [Int?]

  private static let stretch = 4096

  /// Causes that mean "not the same quantity".
  private static let definitional: Set<Cause> = [.definition, .scope, .time, .geography]

  /// Evidence of the same, whichever cause leads.
  private static let declaredDifferences: Set<EvidenceKey> = [
    .attributeDiffers, .stockAgainstFlow, .dateDiffers, .extentDiffers,
  ]

  /// Finds the rule of each cell, so that a pipeline whose rules do not decide is refused before
  /// anything is made of it.
  ///
  /// - Parameter keys: the cells that are judged.
  /// - Throws: ``PrecedenceError`` when one with numbers matches no rule, or two of one rank.
  init(
    _ keys: [CellKey], table: EvidenceTable, rules: [PrecedenceRule],
    balancing: BalancingResults, jobs: Int
  ) throws(PrecedenceError) {
    self.table = table
    self.rules = rules
    self.balancing = balancing
    let search = PrecedenceSearch(table: table, rules: rules, balancing: balancing)
    let judged = keys.compactMap(table.position)
    let found = judged.indices.cut(every: Self.stretch).parallelMap(jobs: jobs) { stretch in
      Result { () throws(PrecedenceError) in
        var deciding: [Int?] = []
        for index in stretch { deciding.append(try search.rule(at: judged[index])) }
        return deciding
      }
    }
    var deciding: [Int?] = Array(repeating: nil, count: table.keys.count)
    var next = judged.startIndex
    for stretch in found {
      for rule in try stretch.get() {
        deciding[judged[next]] = rule
        next += 1
      }
    }
    self.deciding = deciding
  }

  func figure(at key: CellKey, flags: [DiscrepancyFlag], bridges: [Bridge]) -> Figure {
    let reported = table.reported(at: key)
    guard let position = table.position(of: key), let choice = deciding[position] else {
      return Figure(status: .absent, method: "none", lost: reported)
    }
    let rule = rules[choice]
    let numbered = reported.filter { $0.value.number != nil }
    let bounds = Self.bounds(of: numbered)
    let explained = Self.explainedShare(bridges, flags)
    let used = chosen(by: rule, among: numbered)
    var figure = Figure(
      status: .interval, lower: bounds.lower, upper: bounds.upper, method: "interval",
      rule: rule.id, used: [], lost: reported, explainedShare: explained)
    if isBlocked(flags) {
      figure.status = .blocked
    } else if definitionsDiffer(flags) {
      return figure
    } else if case .balanced(let id) = rule.choice {
      guard let balanced = balancing.figure(at: key, of: id) else { return figure }
      figure.status = .published
      figure.take(balanced, of: id)
      figure.used = reported.filter { balancing.uses($0.source, by: id) && $0.value.number != nil }
      figure.lost = reported.filter { !figure.used.contains($0) }
    } else if let used, let value = used.value.publishable {
      figure.status = .published
      figure.value = value
      figure.method = "source:\(used.source)"
      figure.used = [used]
      figure.lost = reported.filter { $0.source != used.source }
    }
    return figure
  }

  private func chosen(by rule: PrecedenceRule, among numbered: [ReportedValue]) -> ReportedValue? {
    guard case .source(let id) = rule.choice else { return nil }
    return numbered.first { $0.source == id }
  }

  private func isBlocked(_ flags: [DiscrepancyFlag]) -> Bool {
    flags.contains { $0.severity == .error }
  }

  private func definitionsDiffer(_ flags: [DiscrepancyFlag]) -> Bool {
    flags.contains { flag in
      flag.rule == Check.comparisonRule
        && (Self.definitional.contains(flag.cause)
          || flag.evidence.contains { Self.declaredDifferences.contains($0.key) })
    }
  }

  /// Of the largest gap that is known: what its bridge explains, or all of it where a person has
  /// decided its cause.
  private static func explainedShare(
    _ bridges: [Bridge], _ flags: [DiscrepancyFlag]
  ) -> ExactDecimal? {
    let bridge = bridges.max { $0.gap.magnitude < $1.gap.magnitude }
    let decided = flags.filter { $0.decided != nil }
      .compactMap(\.measures.difference?.magnitude).max()
    guard let decided, !decided.isZero, decided >= bridge?.gap.magnitude ?? .zero else {
      return bridge?.explainedShare
    }
    return 1
  }

  /// The smallest and largest number any source gives; an open end stays open.
  static func bounds(of values: [ReportedValue]) -> (
    lower: ExactDecimal?, upper: ExactDecimal?
  ) {
    func isOpen(_ qualifier: Qualifier) -> Bool {
      values.contains { $0.value.qualifier == qualifier }
    }
    let numbers = values.compactMap(\.value.number)
    return (isOpen(.atMost) ? nil : numbers.min(), isOpen(.atLeast) ? nil : numbers.max())
  }
}

extension Figure {
  fileprivate mutating func take(_ balanced: BalancedFigure, of id: String) {
    value = balanced.value
    standardError = balanced.standardError
    lower = balanced.lower
    upper = balanced.upper
    method = "balanced:\(id)"
  }
}

extension ObservedValue {
  /// The number, when it may stand as a figure by itself: bounds may not.
  var publishable: ExactDecimal? {
    qualifier == .exact || qualifier == .approximate ? number : nil
  }
}

/// Why no source can be chosen: the precedence rules do not decide.
package enum PrecedenceError: Error, Equatable {
  case noRule(cell: String, sources: [String])
  case equalRules(cell: String, rules: [String])
}
