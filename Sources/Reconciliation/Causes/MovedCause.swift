import StatisticalModel

/// GEO: what one area lacks another has too many of, in the same comparison.
///
/// The two areas together agree, so that some were counted in the wrong one. Probable, since two
/// differences may be opposite by chance: there must be one such area only, and a difference of one
/// digit counts only where no third area differs.
enum MovedCause {
  private static let shortest = ExactDecimal(10)

  static func test(_ pair: ComparedPair) -> [CauseFinding] {
    let table = pair.table
    guard let area = table.structure.position(of: Structure.areaDimension),
      let list = table.structure.dimensions[area].codelist,
      let gap = gap(pair, at: pair.key), !gap.isZero
    else { return [] }
    let own = table.structure.number(at: area, in: pair.key)
    let others = list.codes.indices.map { UInt32($0 + 1) }.filter { $0 != own }
      .compactMap { number -> (area: UInt32, gap: ExactDecimal)? in
        self.gap(pair, at: table.structure.replacing(area, with: number, in: pair.key))
          .flatMap { $0.isZero ? nil : (number, $0) }
      }
    let opposite = others.filter { $0.gap == -gap }
    guard opposite.count == 1, gap.magnitude >= shortest || others.count == 1 else { return [] }
    return [
      CauseFinding(
        cause: .geography, confidence: .probable,
        evidence: [
          Evidence(
            .oppositeDifference,
            [
              "area": table.structure.text(at: area, number: opposite[0].area),
              "difference": gap.magnitude.description,
            ])
        ])
    ]
  }

  /// The difference of the pair's sources at a cell; nil where either gives no exact number.
  private static func gap(_ pair: ComparedPair, at key: CellKey) -> ExactDecimal? {
    guard let a = pair.table.current(pair.left.source, at: key)?.value.exactNumber,
      let b = pair.table.current(pair.right.source, at: key)?.value.exactNumber
    else { return nil }
    return a - b
  }
}
