/// Which values of a record must be wrong: the lightest sets of variables that can be given other
/// values so that every rule holds (Fellegi and Holt, JASA 71, 1976).
///
/// Exact at any magnitude, with strict inequalities as they stand. Every lightest set is listed,
/// in canonical order; none is picked at random. A missing value must be changed always.
public struct ErrorLocalisation: Sendable {
  /// A set that lists more alternatives than this is cut, and says so.
  public static let maximumSolutions = 1000

  /// The method's formula and where it is published, for people who check an answer.
  public static let source =
    "least sum of weights of changed values for which some values satisfy every rule; "
    + "Fellegi and Holt 1976, JASA 71, 17-35"

  private let rules: RuleSet
  private let parts: [Part]
  private let weights: [String: Rational]
  /// The weights times their least common denominator.
  private let wholeWeights: [String: Int]
  private let contradiction: [String]?

  /// - Parameters:
  ///   - rules: The rules; a set that contradicts itself makes every record infeasible.
  ///   - weights: How trusted a value is; 1 where none is given.
  /// - Throws: ``LocalisationError`` for a weight that is not positive.
  public init(
    rules: RuleSet, weights: [String: Rational] = [:]
  ) throws(LocalisationError) {
    for (name, weight) in weights.sorted(by: { $0.key < $1.key }) where weight.signum <= 0 {
      throw .weightNotPositive(variable: name)
    }
    guard let whole = Self.whole(rules.variables.map { weights[$0, default: 1] }) else {
      throw .weightsTooFine
    }
    self.rules = rules
    self.weights = weights
    wholeWeights = Dictionary(uniqueKeysWithValues: zip(rules.variables, whole))
    parts = rules.parts().map(Part.init)
    contradiction = rules.contradiction()
  }

  /// The smallest whole numbers in the same proportions; nil when their sum is no machine integer.
  private static func whole(_ weights: [Rational]) -> [Int]? {
    var scaled = weights
    for place in scaled.indices {
      let denominator = scaled[place].denominator
      for other in scaled.indices { scaled[other] *= denominator }
    }
    guard scaled.reduce(0, +).integer != nil else { return nil }
    return scaled.compactMap(\.integer)
  }

  /// Localises the errors of a record; a variable without a value is missing.
  public func localise(_ record: [String: Rational]) -> Localisation {
    if let contradiction { return Localisation(status: .infeasible, contradiction: contradiction) }
    let isValid =
      rules.variables.allSatisfy { record[$0] != nil }
      && rules.broken(by: record).isEmpty
    if isValid { return Localisation(status: .valid) }
    var sets: [[String]] = [[]]
    var isComplete = true
    for part in parts {
      let answer = part.lightestSets(of: record, wholeWeights)
      let found = answer.sets
      isComplete = isComplete && answer.isComplete
      let room = Self.maximumSolutions / max(1, found.count)
      if sets.count > room {
        isComplete = false
        sets = Array(sets.prefix(max(1, room)))
      }
      sets = sets.flatMap { set in found.map { set + $0 } }
    }
    return Localisation(
      status: sets.isEmpty ? .undecided : .localised, solutions: solutions(sets, record),
      isComplete: isComplete)
  }

  private func solutions(
    _ sets: [[String]], _ record: [String: Rational]
  ) -> [Localisation.Solution] {
    var known: [[String]: [String: ValueRange]] = [:]
    func ranges(_ part: Part, _ set: [String]) -> [String: ValueRange] {
      if let ranges = known[set] { return ranges }
      let ranges = part.ranges(of: set, record)
      known[set] = ranges
      return ranges
    }
    let places = Dictionary(uniqueKeysWithValues: zip(rules.variables, 0...))
    let ordered = sets.map { set in set.sorted { places[$0, default: 0] < places[$1, default: 0] } }
      .sorted { left, right in
        left.map { places[$0, default: 0] }.lexicographicallyPrecedes(
          right.map { places[$0, default: 0] })
      }
    return ordered.map { set in
      let chosen = Set(set)
      let all = parts.reduce(into: [String: ValueRange]()) { all, part in
        let own = part.variables.filter(chosen.contains)
        if !own.isEmpty { all.merge(ranges(part, own)) { first, _ in first } }
      }
      return Localisation.Solution(
        variables: set, weight: set.reduce(0) { $0 + weights[$1, default: 1] }, ranges: all)
    }
  }
}

/// Why errors cannot be localised with these weights.
public enum LocalisationError: Error, Hashable, Sendable {
  /// A weight of zero or less would make it free to call a value wrong.
  case weightNotPositive(variable: String)
  /// The weights differ so finely, or are so large, that their common multiple is no machine
  /// integer.
  case weightsTooFine
}

/// What is known of the errors of a record.
public struct Localisation: Hashable, Sendable {
  /// What came out.
  public enum Status: String, Hashable, Sendable {
    /// All rules hold and nothing is missing.
    case valid
    /// Some values must be wrong or are missing: see the solutions.
    case localised
    /// No values at all fulfil the rules: they contradict each other.
    case infeasible
    /// The record needs so many changes that the search was given up after a fixed number of
    /// steps: ask the respondent.
    case undecided
  }

  /// One of the lightest sets of values to change.
  public struct Solution: Hashable, Sendable {
    /// In canonical order.
    public let variables: [String]
    /// The sum of the variables' weights, the same in every solution.
    public let weight: Rational
    /// What each variable may become while all others of the solution are free too.
    public let ranges: [String: ValueRange]
  }

  /// What came out.
  public let status: Status
  /// Every lightest solution, in canonical order.
  public let solutions: [Solution]
  /// False when there are more solutions than ``ErrorLocalisation/maximumSolutions``, or the
  /// search for more was given up.
  public let isComplete: Bool
  /// A smallest set of contradicting rules, where the status is infeasible.
  public let contradiction: [String]

  init(
    status: Status, solutions: [Solution] = [], isComplete: Bool = true,
    contradiction: [String] = []
  ) {
    self.status = status
    self.solutions = solutions
    self.isComplete = isComplete
    self.contradiction = contradiction
  }
}

/// Rules that share variables, ready to be asked about records.
private struct Part: Sendable {
  let variables: [String]
  private let solver: RuleSolver

  init(_ rules: RuleSet) {
    variables = rules.variables
    var solver = RuleSolver(rules.rules, variables: rules.variables)
    solver.settle()
    self.solver = solver
  }

  func lightestSets(
    of record: [String: Rational], _ weights: [String: Int]
  ) -> (sets: [[String]], isComplete: Bool) {
    let missing = variables.indices.filter { record[variables[$0]] == nil }
    var search = LightestSets(
      weights: variables.map { weights[$0, default: 1] },
      limit: ErrorLocalisation.maximumSolutions)
    let answer = search.find { chosen in
      var solver = keeping(record, except: chosen)
      return solver.conflict().map { ElementSet($0.variables) }
    }
    let sets = answer.sets.map { set in (set + missing).sorted().map { variables[$0] } }
    return (sets, answer.isComplete)
  }

  func ranges(of set: [String], _ record: [String: Rational]) -> [String: ValueRange] {
    let places = variables.indices.filter { set.contains(variables[$0]) }
    var solver = keeping(record, except: ElementSet(places))
    solver.settle()
    return places.reduce(into: [:]) { ranges, place in
      ranges[variables[place]] = solver.range(of: place)
    }
  }

  private func keeping(_ record: [String: Rational], except free: ElementSet) -> RuleSolver {
    var solver = solver
    for (place, name) in variables.enumerated() where !free.contains(place) {
      if let value = record[name] { solver.fix(place, at: value) }
    }
    return solver
  }
}
