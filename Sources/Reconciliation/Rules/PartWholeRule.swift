import StatisticalModel

/// The rules that hierarchies imply: a code is the sum of the parts of it that a source reports.
enum PartWholeRule {
  static func findings(for source: Int, in table: EvidenceTable) -> [RuleFinding] {
    all(in: table).flatMap { rule in
      // Most cells have no parts, or are parts of a whole that nobody reports: those are not worth
      // a sum.
      rule.findings(for: source) { key in
        table.reports(source, at: key)
          && rule.terms.allSatisfy { !$0.cells(at: key, in: table, for: source).isEmpty }
      }.filter(isApplicable)
    }
  }

  /// One rule for each dimension along which some indicator adds up.
  static func all(in table: EvidenceTable) -> [RelationRule] {
    table.structure.dimensions.indices.compactMap { position in
      let dimension = table.structure.dimensions[position]
      guard dimension.codelist != nil else { return nil }
      let indicators = additiveIndicators(along: dimension.id, in: table.structure)
      guard !indicators.isEmpty else { return nil }
      let relation = CellRelation(
        residual: CellExpression(terms: [
          CellTerm(text: "[]"),
          CellTerm(
            coefficient: -1, summedDimension: dimension.id, text: "sum([\(dimension.id)=*])"),
        ]), comparison: .equal)
      let rule = Rule(
        id: "part-whole:\(dimension.id)", text: "whole = parts along \(dimension.id)",
        test: .relation(relation),
        scope: CellPattern(admitted: [table.structure.indicator: indicators]),
        severity: .warning, owner: "structure", basis: "hierarchy of \(dimension.id)", hash: "")
      return RelationRule(rule, relation: relation, table: table)
    }
  }

  private static func additiveIndicators(along dimension: String, in structure: Structure)
    -> Set<UInt32>
  {
    let codes = structure.dimensions[structure.indicator].codelist?.codes ?? []
    return Set(
      codes.indices.filter { codes[$0].indicator?.additive.contains(dimension) ?? false }
        .map { UInt32($0 + 1) })
  }

  /// A finding means something only where the source reports the whole and at least one part.
  private static func isApplicable(_ finding: RuleFinding) -> Bool {
    finding.inputs.count > 1 && finding.inputs.contains { $0.key == finding.key }
  }
}
