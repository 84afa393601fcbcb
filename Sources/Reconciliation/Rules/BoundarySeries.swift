import StatisticalModel

/// Finds series of one source that cross a change of borders without saying which borders they
/// follow.
///
/// The flag belongs to the whole series: every dimension but indicator and area is `*`.
enum BoundarySeries {
  static let ruleID = "boundary-basis"

  static func flags(for source: Int, in table: EvidenceTable) -> [DiscrepancyFlag] {
    let structure = table.structure
    guard table.sources[source].concept.boundaryDay == nil,
      let area = structure.position(of: Structure.areaDimension)
    else { return [] }
    var extents: [CellKey: [SourceObservation]] = [:]
    for key in table.keys(of: source) {
      guard let observation = table.current(source, at: key), observation.extentFrom != nil else {
        continue
      }
      extents[seriesKey(of: key, in: structure), default: []].append(observation)
    }
    return extents.sorted { $0.key < $1.key }.compactMap { key, observations in
      let starts = Set(observations.compactMap(\.extentFrom)).sorted()
      guard starts.count > 1 else { return nil }
      // One observation on either side of each border change stands for the series.
      let sample = starts.compactMap { start in
        observations.filter { $0.extentFrom == start }.min { isEarlier($0, $1, structure) }
      }
      return DiscrepancyFlag(
        key: key, rule: ruleID, cause: .geography, confidence: .decisive, severity: .warning,
        reported: sample.map { table.quoted($0, of: source) },
        measures: Measures(difference: nil, tolerance: .zero),
        evidence: [
          Evidence(
            .seriesCrossesBoundary,
            [
              "source": table.sources[source].id,
              "area": structure.text(at: area, number: structure.number(at: area, in: key)),
              "dates": starts.dropFirst().map(dayText).joined(separator: ","),
            ])
        ])
    }
  }

  private static func isEarlier(
    _ left: SourceObservation, _ right: SourceObservation, _ structure: Structure
  ) -> Bool {
    guard let a = structure.period(of: left.key), let b = structure.period(of: right.key), a != b
    else { return left.key < right.key }
    return a < b
  }

  /// The dimensions of which a series has one code.
  static func dimensions(of structure: Structure) -> Set<Int> {
    Set([structure.indicator, structure.position(of: Structure.areaDimension)].compactMap(\.self))
  }

  static func seriesKey(of key: CellKey, in structure: Structure) -> CellKey {
    CellKey(bits: key.bits & structure.bits(of: dimensions(of: structure)))
  }

  /// `20220608` as `2022-06-08`; the oldest extent has no first day and no text.
  static func dayText(_ day: Int) -> String {
    if day == SourceObservation.oldestExtent { return "" }
    let digits = String(day)
    return "\(digits.prefix(4))-\(digits.dropFirst(4).prefix(2))-\(digits.suffix(2))"
  }
}
