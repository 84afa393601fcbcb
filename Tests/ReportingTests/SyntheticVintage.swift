import StatisticalModel
import TestSupport
import Warehousing

/// A vintage in which two sources disagree on every cell, with names given by the test.
struct SyntheticVintage {
  /// Of areas; code number n has the name at n.
  var areaNames: [String]
  var categoryNames = ["All", "Autism"]
  var sourceTitles = ["Education", "Health"]
  var providers = ["ministry-of-education", "ministry-of-health"]
  var paths = ["education/2019.csv", "health/2019.csv"]
  /// Filled into everything else that comes from files.
  var text = "plain"

  static let sources = ["education", "health"]

  var definition: PipelineDefinition {
    PipelineDefinition(
      id: "test", title: ["en": text], structure: structure,
      sources: Self.sources.indices.map { position in
        SourceDefinition(
          id: Self.sources[position], title: ["en": sourceTitles[position]],
          provider: providers[position],
          concept: ConceptDefinition(attributes: [.concept: text, .ageScope: text]),
          layout: .csv(CSVLayout()), rows: [], dimensions: [], values: [],
          numbers: NumberFormat(), markers: [:], asOfColumn: nil, aggregation: .none)
      }, crosswalks: [], rules: [],
      reconciliation: ReconciliationDefinition(precedence: [
        PrecedenceRule(
          id: "first", scope: CellPattern(), choice: .interval, rank: 1, basis: text)
      ]), files: [])
  }

  var structure: Structure {
    func codes(_ id: String, _ names: [String]) -> Dimension.Values {
      .codes(
        Codelist(
          id: id,
          codes: names.enumerated().map { position, name in
            Code(
              id: "\(id)\(position)", names: ["en": name],
              indicator: IndicatorProperties(unit: "persons", measure: .stock, additive: []),
              tile: GridPlace(column: position % 20, row: position / 20))
          }))
    }
    let dimensions = [
      Dimension(id: "indicator", values: codes("indicator", [text])),
      Dimension(id: "area", values: codes("area", areaNames)),
      Dimension(id: "period", values: .time),
      Dimension(id: "category", values: codes("category", categoryNames), total: "category0"),
    ]
    guard let structure = Structure(dimensions: dimensions) else {
      preconditionFailure("the structure of the test has too many codes")
    }
    return structure
  }

  /// A cell for each area and category; the difference grows with the position.
  func content() throws -> VintageContent {
    let structure = structure
    let keys = try areaNames.indices.flatMap { area in
      try categoryNames.indices.map { category in
        try structure.cell(
          parsing:
            "indicator=indicator0,area=area\(area),period=2019,category=category\(category)")
      }
    }
    return VintageContent(
      startedAt: "2025-08-20T02:30:00Z", finishedAt: "2025-08-20T02:31:00Z",
      programVersion: "1.0", definition: definition, definitionHash: "d",
      deliveries: Self.sources.indices.map { delivery($0, of: keys) },
      leftOut: [
        LeftOutFile(path: "left-out.csv", reason: text)
      ], results: CellResults(keys.enumerated().map { result($1, at: $0) }))
  }

  private func delivery(_ source: Int, of keys: [CellKey]) -> LoadedDelivery {
    var ledger = Ledger()
    ledger.read = keys.count + 2
    ledger.loaded = keys.count
    let bad = RecordLocator(ordinal: keys.count + 1, offset: 9, length: 9, line: 9)
    ledger.quarantined = [
      QuarantinedRecord(
        locator: bad, column: text, reason: .unknownCode(dimension: "area", text: text))
    ]
    ledger.ignored = [
      IgnoredRecords(rule: text, first: keys.count + 2, last: keys.count + 2)
    ]
    let delivery = Delivery(
      source: Self.sources[source], path: paths[source], sender: text,
      received: .calendarYear(2020), asOf: nil, edition: 1, status: .final, licence: text,
      citation: text, sha256: nil, announcedRecords: nil)
    return LoadedDelivery(
      file: DeliveredFile(
        delivery: delivery, sha256: String(repeating: source == 0 ? "a" : "b", count: 64),
        size: 100),
      stagingHash: "s", ledger: ledger,
      locators: keys.indices.map {
        RecordLocator(ordinal: $0 + 1, offset: 20 * ($0 + 1), length: 19, line: $0 + 2)
      }, checksums: [],
      observations: keys.enumerated().map { position, key in
        SourceObservation(
          key: key, value: ObservedValue(number(of: source, at: position)), delivery: source,
          asOf: nil, extentFrom: nil, records: [position + 1], field: 3, duplicates: [],
          certainty: .definite)
      })
  }

  private func number(of source: Int, at position: Int) -> ExactDecimal {
    ExactDecimal(source == 0 ? 1_000 + position : 999)
  }

  private func quoted(_ source: Int, _ key: CellKey, at position: Int) -> ReportedValue {
    ReportedValue(
      source: Self.sources[source], key: key,
      value: ObservedValue(number(of: source, at: position)), delivery: source, asOf: nil)
  }

  private func result(_ key: CellKey, at position: Int) -> CellResult {
    let (left, right) = (quoted(0, key, at: position), quoted(1, key, at: position))
    let gap = ExactDecimal(position + 1)
    let figure = Figure(
      status: .interval, lower: 999, upper: number(of: 0, at: position), method: "interval",
      rule: "first", lost: [left, right], explainedShare: .zero)
    let flag = DiscrepancyFlag(
      key: key, rule: text, cause: .definition, confidence: .probable, severity: .warning,
      reported: [left, right],
      measures: Measures(
        difference: gap, relative: ExactDecimal(significand: 1, scale: 3), tolerance: 1),
      evidence: [
        Evidence(.attributeDiffers, ["attribute": text, "left": text, "right": text])
      ])
    let bridge = Bridge(
      id: "b", left: left, right: right, gap: gap,
      steps: [Bridge.Step(cause: .scope, label: ["en": text], value: .zero)], unexplained: gap,
      explainedShare: .zero)
    let check = Check(
      rule: Check.comparisonRule, source: "education ~ health", outcome: .disagrees, residual: gap,
      tolerance: 1)
    return CellResult(key: key, figure: figure, checks: [check], flags: [flag], bridges: [bridge])
  }
}
