package import StatisticalModel
package import Warehousing

/// What `explain` shows of a cell: the warehouse's dossier beside the definition it was made under.
package struct ExplainedCell: Sendable {
  package var dossier: CellDossier
  /// Flags of the series the cell belongs to.
  package var seriesFlags: [FlagRow]
  /// Flags of other cells that quote this one, those of its series aside.
  package var quotedBy: [FlagRow]
  package var definition: PipelineDefinition

  package init(
    dossier: CellDossier, seriesFlags: [FlagRow], quotedBy: [FlagRow],
    definition: PipelineDefinition
  ) {
    self.dossier = dossier
    self.seriesFlags = seriesFlags
    self.quotedBy = quotedBy
    self.definition = definition
  }

  package func source(_ id: String) -> SourceDefinition? {
    definition.sources.first { $0.id == id }
  }

  package var rule: PrecedenceRule? {
    definition.reconciliation.precedence.first { $0.id == dossier.figure.rule }
  }

  /// The decision that the figure's value comes from.
  private var figureDecision: DecisionAtCell? {
    dossier.decisions.first { dossier.figure.method == "decision:\($0.decision.id)" }
  }

  /// As `explain --json` prints it.
  package var json: JSONValue {
    .object([
      "cell": dossier.figure.codes.json, "figure": dossier.figure.json,
      "rule": rule.map { .object(["id": .string($0.id), "basis": .string($0.basis)]) } ?? .null,
      "decision": figureDecision?.json ?? .null,
      "decisions": .array(dossier.decisions.map(\.json)), "used": .array(dossier.used.map(\.json)),
      "lost": .array(dossier.lost.map(\.json)),
      "sources": .array(dossier.observations.map(observationJSON)),
      "checks": .array(dossier.checks.map(\.json)), "flags": .array(dossier.flags.map(\.json)),
      "seriesFlags": .array(seriesFlags.map(\.json)),
      "quotedBy": .array(quotedBy.map(\.json)),
      "bridges": .array(dossier.bridges.map(\.json)),
      "balancing": .array(dossier.blocks.map(\.json)),
    ])
  }

  /// The id of the decision that leaves a delivery out at this cell.
  package func exclusion(of path: String) -> String? {
    dossier.decisions.first {
      $0.status == .applied && $0.decision.action == .exclude(delivery: path)
    }?.decision.id
  }

  private func observationJSON(_ row: ObservationRow) -> JSONValue {
    let definition = source(row.source)
    let attributes = definition?.concept.attributes ?? [:]
    let isCurrent = (dossier.used + dossier.lost).contains { $0.path == row.path }
    return .object(
      [
        JSONValue.Member(name: "source", value: .string(row.source)),
        JSONValue.Member(name: "title", value: JSONValue(definition?.title["en"])),
        JSONValue.Member(name: "provider", value: JSONValue(definition?.provider)),
      ] + row.value.members + [
        JSONValue.Member(name: "asOf", value: JSONValue(row.asOf)),
        JSONValue.Member(name: "file", value: .string(row.path)),
        JSONValue.Member(name: "edition", value: .integer(row.edition)),
        JSONValue.Member(name: "current", value: .bool(isCurrent)),
        JSONValue.Member(name: "excludedBy", value: JSONValue(exclusion(of: row.path))),
        JSONValue.Member(name: "certainty", value: .string(row.certainty.rawValue)),
        JSONValue.Member(
          name: "definition",
          value: JSONValue(
            Dictionary(uniqueKeysWithValues: attributes.map { ($0.key.rawValue, $0.value) }))),
      ])
  }
}

extension Check {
  var json: JSONValue {
    .object([
      "rule": .string(rule), "source": .string(source), "outcome": .string(outcome.rawValue),
      "residual": JSONValue(residual), "tolerance": JSONValue(tolerance),
    ])
  }
}

extension BridgeRow {
  var json: JSONValue {
    .object([
      "id": .string(id), "left": left.json, "right": right.json, "gap": JSONValue(gap),
      "steps": .array(
        steps.map { step in
          .object([
            "cause": .string(step.cause.rawValue), "label": JSONValue(step.label),
            "value": JSONValue(step.value),
          ])
        }), "unexplained": JSONValue(unexplained), "explainedShare": JSONValue(explainedShare),
    ])
  }
}
