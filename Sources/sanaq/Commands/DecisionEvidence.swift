import ArgumentParser
import Pipelining
import StatisticalModel
import Warehousing

/// What the latest vintage shows to a person who decides.
struct DecisionEvidence {
  let reader: WarehouseReader
  let structure: Structure

  private static let shortestPrefix = 8

  func explanation(of flag: String, cause: Cause) throws -> Decision {
    let flag = try self.flag(flag)
    var decision = try draft(.explain(cause), cell: flag.cell, seen: flag.reported)
    decision.rule = flag.rule
    decision.flag = flag.id
    return decision
  }

  /// All flags that a rule raises at a cell.
  func explanation(at cell: String, rule: String?, cause: Cause) throws -> Decision {
    let dossier = try dossier(cell)
    let open = dossier.flags.filter { !$0.rule.hasPrefix("decision:") }
    let rules = Set(open.map(\.rule)).sorted()
    guard let rule = rule ?? (rules.count == 1 ? rules[0] : nil), rules.contains(rule) else {
      throw ValidationError(
        rules.isEmpty
          ? "the cell has no flag to explain"
          : "name the rule of the flags with --rule: \(rules.joined(separator: ", "))")
    }
    var decision = try draft(
      .explain(cause), cell: dossier.figure.cell,
      seen: open.filter { $0.rule == rule }.flatMap(\.reported))
    decision.rule = rule
    return decision
  }

  /// A decision about the figure of a cell, or of the cell of a flag.
  func figure(cell: String?, flag: String?, action: Decision.Action) throws -> Decision {
    if cell != nil, flag != nil { throw ValidationError("--flag and --cell exclude each other") }
    let flag = try flag.map(self.flag)
    guard let cell = flag?.cell ?? cell else { throw DecisionChoice.addressMissing }
    let dossier = try dossier(cell)
    guard dossier.figure.status != .series else {
      throw ValidationError("\(dossier.figure.cell) is a series; it has no figure")
    }
    var decision = try draft(
      action, cell: dossier.figure.cell, seen: dossier.used + dossier.lost)
    decision.rule = flag?.rule
    decision.flag = flag?.id
    return decision
  }

  func exclusion(of path: String, cell: String?) throws -> Decision {
    let inputs = try reader.inputs()
    guard let input = inputs.first(where: { $0.path == path }) else {
      let nearest = nearestName(to: path, among: inputs.map(\.path))
      throw ValidationError(
        "the latest vintage has no delivery '\(path)'."
          + (nearest.map { " Did you mean '\($0)'?" } ?? ""))
    }
    let cell = try cell.map { try dossier($0).figure.cell }
    var decision = try draft(.exclude(delivery: path), cell: cell, seen: [])
    decision.seen = [
      SeenLine(
        delivery: path, sha256: input.sha256, edition: input.edition, asOf: input.asOf)
    ]
    return decision
  }

  /// The figures that a draft bears on, as they are now and as it makes them.
  func figures(
    of draft: DecisionDraft
  ) throws -> [(cell: String, figure: FigureRow?, result: CellResult)] {
    let stored = Dictionary(
      uniqueKeysWithValues: try reader.results().map { ($0.cell, $0) })
    return draft.results.map { result in
      (structure.briefText(of: result.key), stored[structure.text(of: result.key)], result)
    }
  }

  private func dossier(_ cell: String) throws -> CellDossier {
    try reader.cell(structure.text(of: structure.cellArgument(cell)))
  }

  private func flag(_ id: String) throws -> FlagRow {
    let found = try reader.flags().filter { $0.id.hasPrefix(id) }
    guard id.count >= Self.shortestPrefix, found.count == 1 else {
      throw ValidationError(
        found.count > 1
          ? "\(found.count) flags begin with '\(id)'. Give more digits"
          : "the latest vintage has no flag '\(id)'. Take the id from flags --json, at least "
            + "\(Self.shortestPrefix) digits")
    }
    return found[0]
  }

  /// - Parameter cell: canonical text; nil leaves the scope open.
  private func draft(
    _ action: Decision.Action, cell: String?, seen: [QuotedRow]
  ) throws -> Decision {
    let editions = Dictionary(
      uniqueKeysWithValues: try reader.inputs().map { ($0.path, $0.edition) })
    return Decision(
      id: "", author: "", role: "", date: .calendarYear(1), action: action,
      scope: try scope(cell), reason: [:],
      seen: try seen.map { value in
        SeenLine(
          source: value.source, cell: structure.briefText(of: try key(value.cell)),
          value: value.value, edition: editions[value.path] ?? 0, asOf: value.asOf)
      }, evidence: "", sha256: "")
  }

  /// Every dimension by its code; those that a series leaves open stay open.
  private func scope(_ cell: String?) throws -> CellPattern {
    guard let cell else { return CellPattern() }
    let key = try key(cell)
    let admitted = structure.dimensions.indices.map { position in
      (position, structure.number(at: position, in: key))
    }.filter { $0.1 != 0 }
    return CellPattern(
      admitted: Dictionary(uniqueKeysWithValues: admitted.map { ($0, [$1]) }))
  }

  private func key(_ cell: String) throws -> CellKey {
    guard let key = structure.key(canonical: cell) else {
      throw ValidationError(
        "the structure has changed since the latest vintage. Run first, then decide")
    }
    return key
  }
}
