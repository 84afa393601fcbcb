import StatisticalModel

/// Splits the gap between two sources of a cell into the declared steps and an unexplained rest.
struct BridgeBuilder {
  let table: EvidenceTable
  let definitions: [BridgeDefinition]

  private static let shareDigits = 4

  /// The bridges declared for a cell both of whose sources give a number.
  func bridges(at key: CellKey) -> [Bridge] {
    definitions.compactMap { definition in
      guard definition.scope.matches(key, in: table.structure),
        let left = evidence(definition.left, at: key), let leftValue = left.value.exactNumber,
        let right = evidence(definition.right, at: key), let rightValue = right.value.exactNumber
      else { return nil }
      return bridge(definition, at: key, left: left, right: right, gap: leftValue - rightValue)
    }
  }

  private func bridge(
    _ definition: BridgeDefinition, at key: CellKey, left: ReportedValue, right: ReportedValue,
    gap: ExactDecimal
  ) -> Bridge {
    // A step one of whose cells is absent explains nothing; its amount stays in the rest.
    let steps = definition.steps.compactMap { step in
      amount(of: step.expression, at: key).map {
        Bridge.Step(cause: step.cause, label: step.label, value: $0)
      }
    }
    let unexplained = gap - steps.reduce(.zero) { $0 + $1.value }
    return Bridge(
      id: definition.id, left: left, right: right, gap: gap, steps: steps,
      unexplained: unexplained,
      explainedShare: (gap.magnitude - unexplained.magnitude)
        .quotient(by: gap.magnitude, digits: Self.shareDigits))
  }

  private func amount(of expression: CellExpression, at key: CellKey) -> ExactDecimal? {
    var sum = LinearSum(constant: expression.constant)
    for term in expression.terms.map({ ResolvedTerm($0, in: table) }) {
      guard let source = term.source else { return nil }
      sum.add(term, at: key, of: source, nulls: .unjudged, in: table)
    }
    return sum.exact
  }

  private func evidence(_ id: String, at key: CellKey) -> ReportedValue? {
    table.sources.firstIndex { $0.id == id }.flatMap { source in
      table.current(source, at: key).map { table.quoted($0, of: source) }
    }
  }
}
