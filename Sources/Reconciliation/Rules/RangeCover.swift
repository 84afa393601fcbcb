import StatisticalModel

/// Tests that the bands a source reports for a range (ages, say) leave nothing out and do not
/// overlap.
///
/// A total may hold children of an age that no band has.
enum RangeCover {
  static let ruleID = "range-cover"

  /// A flag for every observed code with a range whose reported parts do not partition it.
  static func flags(for source: Int, in table: EvidenceTable) -> [DiscrepancyFlag] {
    let structure = table.structure
    let ranged = structure.dimensions.indices.filter { dimension in
      structure.dimensions[dimension].codelist?.codes.contains { $0.range != nil } ?? false
    }
    guard !ranged.isEmpty else { return [] }
    return table.keys(of: source).flatMap { key in
      ranged.compactMap { dimension in
        let parts = table.reportedParts(of: key, along: dimension, by: source)
        guard parts.count > 1, let list = structure.dimensions[dimension].codelist,
          let whole = structure.code(at: dimension, in: key)?.range
        else { return nil }
        let ranges = parts.compactMap { list.codes[Int($0) - 1].range }
        guard ranges.count == parts.count, let fault = fault(of: ranges, in: whole),
          let observation = table.current(source, at: key)
        else { return nil }
        return DiscrepancyFlag(
          key: key, rule: "\(ruleID):\(structure.dimensions[dimension].id)", cause: .scope,
          confidence: .decisive, severity: .warning,
          reported: [table.quoted(observation, of: source)],
          measures: Measures(difference: nil, tolerance: .zero),
          evidence: [
            Evidence(
              .rangeGap,
              ["dimension": structure.dimensions[dimension].id, "fault": fault])
          ])
      }
    }
  }

  /// What the parts leave out, hold twice or have outside the whole: `3 in no part`,
  /// `4-5 in two parts`, `19 outside`.
  static func fault(of parts: [ClosedRange<Int>], in whole: ClosedRange<Int>) -> String? {
    var faults: [String] = []
    var next = whole.lowerBound
    let inside = parts.filter(whole.overlaps).map { $0.clamped(to: whole) }
    for part in inside.sorted(by: {
      ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound)
    }) {
      if part.lowerBound > next {
        faults.append("\(text(next...(part.lowerBound - 1))) in no part")
      }
      if part.lowerBound < next {
        faults.append(
          "\(text(part.lowerBound...(min(next - 1, part.upperBound)))) in two parts")
      }
      next = max(next, part.upperBound + 1)
    }
    if next <= whole.upperBound { faults.append("\(text(next...whole.upperBound)) in no part") }
    if let first = parts.map(\.lowerBound).min(), first < whole.lowerBound {
      faults.append("\(text(first...(whole.lowerBound - 1))) outside")
    }
    if let last = parts.map(\.upperBound).max(), last > whole.upperBound {
      faults.append("\(text((whole.upperBound + 1)...last)) outside")
    }
    return faults.isEmpty ? nil : faults.joined(separator: ", ")
  }

  private static func text(_ range: ClosedRange<Int>) -> String {
    range.count == 1 ? "\(range.lowerBound)" : "\(range.lowerBound)-\(range.upperBound)"
  }
}
