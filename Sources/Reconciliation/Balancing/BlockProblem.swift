import StatisticalMethods
import StatisticalModel

/// A block of a balancing as a problem for ``Balancer``, and the way back from its names.
struct BlockProblem {
  /// By cell, then source; cells outside the scope last.
  let entries: [BalancingEntry]
  /// Rules that a part without a number leaves open.
  let open: [BalancedBlock.Constraint]
  private(set) var variables: [BalancingProblem.Variable] = []
  private(set) var constraints: [BalancingProblem.Constraint] = []
  private let names: BlockNames
  /// What a constraint of the problem stands for, by its id.
  private var meanings: [String: BalancedBlock.Constraint] = [:]
  /// The cells whose values a constraint is about, by its id.
  private var cells: [String: Set<CellKey>] = [:]
  /// The measurement that stands for the quantity of an entry, by the entry's name.
  private var representatives: [String: String] = [:]

  init(_ block: TiedQuantities, of all: BalancingQuantities) {
    names = BlockNames(table: all.table)
    let quantities = block.quantities.map { all.quantities[$0] }
    let judged = block.rules.filter(\.isJudged)
    var outside: [String: BalancingEntry] = [:]
    for rule in judged {
      for (entry, _) in rule.outside { outside[names.name(of: entry)] = entry }
    }
    let inside = quantities.flatMap(\.entries)
    entries = inside + outside.values.sorted { $0.key < $1.key }
    open = block.rules.filter { !$0.isJudged }.map {
      BalancedBlock.Constraint(rule: $0.rule, cell: $0.context, state: .unjudged)
    }
    let grades = Grades(all.definition, largest: inside)
    for quantity in quantities { add(quantity, grades, all.definition) }
    for entry in entries where entry.isOutside {
      variables.append(
        BalancingProblem.Variable(names.name(of: entry), value: entry.number, variance: 0))
    }
    for rule in judged { add(rule, all) }
  }

  private mutating func add(
    _ quantity: BalancingQuantity, _ grades: Grades, _ definition: BalancingDefinition
  ) {
    guard let first = quantity.measurements.first.map(names.name) else { return }
    for entry in quantity.entries {
      let name = names.name(of: entry)
      representatives[name] = first
      if entry.isBound {
        add(
          .init(
            "\(BalancedBlock.bound) \(name)", [first: 1],
            entry.observation.value.qualifier == .atLeast ? .atLeast : .atMost, entry.number),
          meaning: BalancedBlock.bound, at: entry)
        continue
      }
      let isFirst = name == first
      variables.append(
        BalancingProblem.Variable(
          name, value: entry.number,
          variance: grades.variance(of: entry, by: names.source(of: entry)),
          lower: isFirst ? definition.lower.map { Rational($0) } : nil,
          upper: isFirst ? definition.upper.map { Rational($0) } : nil,
          isInteger: definition.isWhole))
      guard !isFirst else { continue }
      add(
        .init("\(BalancedBlock.sameQuantity) \(name)", [name: 1, first: -1], .equal, 0),
        meaning: BalancedBlock.sameQuantity, at: entry)
    }
  }

  private mutating func add(
    _ constraint: BalancingProblem.Constraint, meaning rule: String, at entry: BalancingEntry
  ) {
    constraints.append(constraint)
    cells[constraint.id] = [entry.key]
    meanings[constraint.id] = BalancedBlock.Constraint(
      rule: rule, cell: entry.key, source: names.source(of: entry), state: .slack)
  }

  private mutating func add(_ rule: RuleApplication, _ all: BalancingQuantities) {
    var coefficients: [String: Rational] = [:]
    var touched: Set<CellKey> = []
    let inside = rule.quantities.compactMap { position, coefficient in
      all.quantities[position].measurements.first.map { ($0, coefficient) }
    }
    for (entry, coefficient) in inside + rule.outside.map({ ($0.entry, $0.coefficient) }) {
      coefficients[names.name(of: entry), default: 0] += Rational(coefficient)
      touched.insert(entry.key)
    }
    let relation: BalancingProblem.Relation =
      switch rule.relation {
      case .equal: .equal
      case .atMost: .atMost
      case .atLeast: .atLeast
      }
    let id = "\(rule.rule) \(names.text(of: rule.context))"
    constraints.append(.init(id, coefficients, relation, -Rational(rule.constant)))
    cells[id] = touched
    meanings[id] = BalancedBlock.Constraint(rule: rule.rule, cell: rule.context, state: .slack)
  }

  /// The measurement whose balanced value is that of the entry's quantity.
  func representative(of entry: BalancingEntry) -> String {
    let name = names.name(of: entry)
    return representatives[name] ?? name
  }

  func name(of entry: BalancingEntry) -> String { names.name(of: entry) }

  /// The first cell that may be moved: the block's own.
  var lead: CellKey? { entries.first { !$0.isOutside }?.key }

  /// By the names of measurements.
  var variances: [String: Rational] {
    Dictionary(uniqueKeysWithValues: variables.map { ($0.name, $0.variance) })
  }

  /// What a constraint, or a bound that binds (`cell source >= 0`), stands for.
  func meaning(of id: String) -> BalancedBlock.Constraint? {
    if let meaning = meanings[id] { return meaning }
    let words = id.split(separator: " ", maxSplits: 2).map(String.init)
    guard words.count == 3,
      let entry = entries.first(where: { names.name(of: $0) == "\(words[0]) \(words[1])" })
    else { return nil }
    return BalancedBlock.Constraint(
      rule: words[2], cell: entry.key, source: words[1], state: .slack)
  }

  /// What a flag quotes: all there is, or of a large block the values of its costliest rule.
  func quoted(of costs: [ConstraintCost]) -> [BalancingEntry] {
    guard entries.count > BlockBalancing.mostQuoted,
      let costliest = costs.max(by: { $0.contribution < $1.contribution })
    else { return entries }
    let cells = cells[costliest.id] ?? []
    return entries.filter { cells.contains($0.key) }
  }
}

/// Names of variables: cell and source have no blank, so that names are taken apart again.
private struct BlockNames {
  let table: EvidenceTable

  func text(of key: CellKey) -> String { table.structure.text(of: key) }
  func source(of entry: BalancingEntry) -> String { table.sources[entry.source].id }
  func name(of entry: BalancingEntry) -> String { "\(text(of: entry.key)) \(source(of: entry))" }
}

/// Variances by the declared grades.
private struct Grades {
  private let definition: BalancingDefinition
  /// Of the block: what a suspected zero takes its per cent of.
  private let largest: Rational

  init(_ definition: BalancingDefinition, largest entries: [BalancingEntry]) {
    self.definition = definition
    largest = entries.map(\.number.magnitude).max() ?? 0
  }

  func variance(of entry: BalancingEntry, by source: String) -> Rational {
    let isZero = entry.number.isZero
    if isZero, !definition.suspectsZeros { return 0 }
    switch definition.reliability[source] ?? .fixed {
    case .fixed: return 0
    case .rounding:
      let unit = entry.observation.value.roundingUnit.map { Rational($0) } ?? 0
      return unit * unit / 12
    case .percent(let percent):
      let error = Rational(percent) * (isZero ? largest : entry.number) / 100
      return error * error
    case .standardError(let error): return Rational(error) * Rational(error)
    }
  }
}

extension BalancingEntry {
  /// The number it reports; entries without one are not made.
  var number: Rational { Rational(observation.value.number ?? .zero) }
}
