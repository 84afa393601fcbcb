import StatisticalModel

/// The rules that hierarchies imply: a code is the sum of the parts of it that a source reports.
enum PartWholeRule {
  /// Tests one of the rules at the cells of a source that have reported parts.
  ///
  /// Most cells have none, or are parts of a whole that nobody reports: those are not worth a sum.
  static func findings(
    of rule: RelationRule, for source: Int, in table: EvidenceTable
  ) -> [RuleFinding] {
    let summed = rule.terms.compactMap(\.summed)
    return table.keys(of: source).filter { key in
      summed.allSatisfy { dimension in
        table.reportedParts(of: key, along: dimension, by: source).contains { part in
          table.reports(
            source, at: table.structure.replacing(dimension, with: part, in: key))
        }
      } && rule.rule.scope.matches(key, in: table.structure)
    }.map { rule.test(at: $0, for: source) }
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
}
