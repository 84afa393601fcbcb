internal import GRDB
internal import StatisticalModel

extension VintageLoad {
  /// Writes every decision of the definition with what became of it.
  mutating func writeDecisions() throws {
    let structure = content.definition.structure
    for judged in content.decisions.sorted(by: { String.byBytes($0.decision.id, $1.decision.id) }) {
      try rows.insert(into: .decision, [vintage] + judged.columns(in: structure))
    }
  }
}

extension JudgedDecision {
  /// The columns of `decision` behind `vintage`.
  func columns(in structure: Structure) -> [DatabaseValue] {
    var source: String?
    var numbers: [ExactDecimal?] = [nil, nil, nil]
    var cause: String?
    var path: String?
    switch decision.action {
    case .accept(let id): source = id
    case .set(let value, let lower, let upper): numbers = [value, lower, upper]
    case .explain(let decided): cause = decided.rawValue
    case .exclude(let delivery): path = delivery
    }
    let scope = CanonicalJSON.object(
      decision.scope.codes(in: structure).mapValues(CanonicalJSON.strings))
    let seen = CanonicalJSON.strings(decision.seen.map(\.text))
    let reasons = why.map {
      CanonicalJSON.object(["key": .string($0.key.rawValue), "values": .strings($0.values)])
    }
    let texts: [String?] =
      [
        decision.id, decision.sha256, decision.author, decision.role, decision.secondSigner,
        decision.date.description, decision.expires?.description, decision.action.name, source,
      ] + numbers.map { $0?.description } + [
        cause, path, decision.flag, decision.rule, scope.text,
      ]
    let last: [String?] = [
      CanonicalJSON.strings(decision.reason).text, decision.evidence, seen.text, status.rawValue,
      CanonicalJSON.array(reasons).text,
    ]
    return texts.map(\.stored)
      + [decision.firstVintage, decision.lastVintage].map { $0?.databaseValue ?? .null }
      + last.map(\.stored)
  }
}

extension String? {
  fileprivate var stored: DatabaseValue { self?.databaseValue ?? .null }
}

extension CellPattern {
  /// The codes admitted, sorted, by dimension.
  func codes(in structure: Structure) -> [String: [String]] {
    let named = admitted.map { position, numbers in
      (
        structure.dimensions[position].id,
        numbers.sorted().map { structure.text(at: position, number: $0) }
      )
    }
    return Dictionary(uniqueKeysWithValues: named)
  }
}

extension Decision.Action {
  /// As the warehouse and JSON name it.
  package var name: String {
    switch self {
    case .accept: "accept"
    case .set: "set"
    case .explain: "explained"
    case .exclude: "exclude"
    }
  }
}
