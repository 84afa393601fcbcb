import StatisticalModel

/// ARI: a source's own parts add up to what the other side says, and not to its own total.
///
/// Decisive: the total was added up wrongly, and the parts prove it. Parts that the source does not
/// report for the cell count as none, since a sum that comes out without them needs none. One part
/// alone makes it probable: the other side may count that part only.
enum ArithmeticCause {
  static func test(_ pair: ComparedPair) -> [CauseFinding] {
    guard let a = pair.leftValue.exactNumber, let b = pair.rightValue.exactNumber, a != b else {
      return []
    }
    return [(pair.left, b), (pair.right, a)].flatMap { side, other in
      pair.table.structure.dimensions.indices.compactMap { dimension in
        finding(along: dimension, of: side.source, giving: other, in: pair)
      }
    }
  }

  private static func finding(
    along dimension: Int, of source: Int, giving other: ExactDecimal, in pair: ComparedPair
  ) -> CauseFinding? {
    let values = parts(along: dimension, of: source, in: pair)
    let numbers = values.compactMap(\.exactNumber)
    guard !numbers.isEmpty, numbers.count == values.count, numbers.reduce(.zero, +) == other else {
      return nil
    }
    return CauseFinding(
      cause: .arithmetic, confidence: numbers.count > 1 ? .decisive : .probable,
      evidence: [
        Evidence(
          .partsGiveOther,
          [
            "source": pair.table.sources[source].id, "sum": other.description,
            "dimension": pair.table.structure.dimensions[dimension].id,
          ])
      ])
  }

  /// What a source says of the parts of the cell along a dimension in which the indicator adds up.
  private static func parts(along dimension: Int, of source: Int, in pair: ComparedPair)
    -> [ObservedValue]
  {
    let structure = pair.table.structure
    let indicator = structure.code(at: structure.indicator, in: pair.key)?.indicator
    guard indicator?.additive.contains(structure.dimensions[dimension].id) == true else {
      return []
    }
    return pair.table.reportedParts(of: pair.key, along: dimension, by: source).compactMap { part in
      pair.table.current(
        source, at: structure.replacing(dimension, with: part, in: pair.key))?.value
    }
  }
}
