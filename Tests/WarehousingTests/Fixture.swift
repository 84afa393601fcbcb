import Foundation
import StatisticalModel
import TestSupport
import Testing

@testable import Warehousing

/// A folder of its own for each test, removed with it.
final class Workplace {
  let folder: URL
  var warehouse: String { folder.appendingPathComponent("test.sqlite").path }

  init() throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("warehousing-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.setAttributes(
      [.posixPermissions: 0o755], ofItemAtPath: folder.path)
    try? FileManager.default.removeItem(at: folder)
  }

  var files: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() }
  }
}

/// Two ministries that count children in two areas; small enough to be checked by hand.
enum Fixture {
  static let structure = Structure.sample(dimensions: [
    Dimension(id: "indicator", values: .codes(codelist("indicator", ["children"]))),
    Dimension(id: "area", values: .codes(codelist("area", ["KZ", "KZ-35", "KZ-71"]))),
    Dimension(id: "period", values: .time),
    Dimension(id: "sex", values: .codes(codelist("sex", ["_T", "F", "M"])), total: "_T"),
  ])

  static func codelist(_ id: String, _ codes: [String]) -> Codelist {
    Codelist(id: id, codes: codes.map { Code(id: $0, names: ["en": "\($0) in words"]) })
  }

  static func definition(_ structure: Structure = structure, hash: String = "a")
    -> PipelineDefinition
  {
    PipelineDefinition(
      id: "test", title: ["en": "Test"], structure: structure,
      sources: ["education", "health"].map(source), crosswalks: [], rules: [],
      reconciliation: ReconciliationDefinition(),
      files: [DefinitionFile(path: "structure.yaml", sha256: sha(hash))])
  }

  private static func source(_ id: String) -> SourceDefinition {
    SourceDefinition(
      id: id, title: ["en": id], provider: "ministry-of-\(id)",
      concept: ConceptDefinition(attributes: [.concept: "children", .ageScope: "0-17"]),
      layout: .csv(CSVLayout()), rows: [], dimensions: [], values: [], numbers: NumberFormat(),
      markers: [:], asOfColumn: nil, aggregation: .none)
  }

  static func sha(_ letter: String) -> String { String(repeating: letter, count: 64) }

  static func key(_ text: String) -> CellKey {
    guard let key = try? structure.cell(parsing: text) else {
      preconditionFailure("a cell of the fixture is misspelt")
    }
    return key
  }

  static let west = "indicator=children,area=KZ-35,period=2019,sex=_T"
  static let east = "indicator=children,area=KZ-71,period=2019,sex=_T"
  /// Only proposed for: no source has it.
  ///
  /// It sorts last.
  static let proposedOnly = "indicator=children,area=KZ-71,period=2020,sex=M"
  static let series = "indicator=children,area=KZ-35,period=*,sex=_T"

  /// What the two say about an area.
  struct Counts {
    var education: Int
    var health: Int
  }

  /// A vintage of both areas; where the counts differ there is a flag and a bridge.
  static func content(
    west: Counts = Counts(education: 120, health: 100),
    east: Counts? = Counts(education: 7, health: 7), educationBytes: String = "e",
    definitionHash: String = "d1"
  ) -> VintageContent {
    let counts = [(self.west, west)] + (east.map { [(self.east, $0)] } ?? [])
    return VintageContent(
      startedAt: "2025-08-20T02:30:00Z", finishedAt: "2025-08-20T02:31:00Z",
      programVersion: "1.0", definition: definition(), definitionHash: definitionHash,
      deliveries: [
        delivery(
          "education", index: 0, bytes: educationBytes,
          values: counts.map { ($0.0, $0.1.education) }),
        delivery("health", index: 1, bytes: "b", values: counts.map { ($0.0, $0.1.health) }),
      ],
      leftOut: [LeftOutFile(path: "health/2018.csv", reason: "1: the file is cut short.")],
      results: CellResults(counts.map { result($0.0, $0.1) } + [seriesResult]),
      decisions: [suspended, applied])
  }

  /// A decision that explains the flag of the west, and one about the east that was suspended.
  static let applied = decision("2020-west", .explain(.scope), status: .applied, why: [])
  static let suspended = decision(
    "2020-east", .set(value: 7, lower: nil, upper: ExactDecimal(parsing: "7.5")),
    status: .suspended,
    why: [Evidence(.decisionEvidenceChanged, ["subject": "health a=b", "was": "7", "now": "8"])])

  private static func decision(
    _ id: String, _ action: Decision.Action, status: DecisionStatus, why: [Evidence]
  ) -> JudgedDecision {
    JudgedDecision(
      decision: Decision(
        id: id, author: "A. Omarova", role: "statistician", date: period("2020-02-01"),
        expires: period("2030-12-31"), secondSigner: "B. Serikov", action: action,
        scope: structure.pattern(["area": ["KZ-35", "KZ-71"], "period": ["2019"]]),
        firstVintage: 1, lastVintage: 9, flag: sha("f"), rule: "comparison",
        reason: ["en": "Two ages", "ru": "Разный возраст"],
        seen: [SeenLine(parsing: "health area=KZ-35,period=2019 7 edition=1 as-of=unknown")]
          .compactMap(\.self), evidence: sha("e"), sha256: sha("9")),
      status: status, why: why)
  }

  private static func delivery(
    _ source: String, index: Int, bytes: String, values: [(String, Int)]
  ) -> LoadedDelivery {
    var ledger = Ledger()
    ledger.read = values.count + 2
    ledger.loaded = values.count
    let bad = RecordLocator(
      ordinal: values.count + 1, offset: 20 * values.count, length: 9, line: 9)
    ledger.quarantined = [
      QuarantinedRecord(
        locator: bad, column: "Region",
        reason: .unknownCode(dimension: "area", text: "Атлантида"))
    ]
    ledger.ignored = [
      IgnoredRecords(rule: "footnote", first: values.count + 2, last: values.count + 2)
    ]
    let delivery = Delivery(
      source: source, path: "\(source)/2019.csv", sender: "Ministry of \(source)",
      received: period("2020-01-15"), asOf: period("2019-09-01"), edition: 1,
      status: .final, licence: "CC BY 4.0", citation: "Yearbook", sha256: nil,
      announcedRecords: nil)
    return LoadedDelivery(
      file: DeliveredFile(delivery: delivery, sha256: sha(bytes), size: 100),
      stagingHash: "s1", ledger: ledger,
      locators: values.indices.map {
        RecordLocator(ordinal: $0 + 1, offset: 20 * ($0 + 1), length: 19, line: $0 + 2)
      }, checksums: values.indices.map { UInt32($0) + 0xFFFF_FF00 },
      observations: values.enumerated().map { position, value in
        SourceObservation(
          key: key(value.0), value: ObservedValue(ExactDecimal(value.1), roundingUnit: 1),
          delivery: index, asOf: delivery.asOf, extentFrom: 20_220_608, records: [position + 1],
          field: 3, duplicates: [], certainty: .probable)
      })
  }

  private static func quoted(_ source: String, _ cell: String, _ number: Int) -> ReportedValue {
    ReportedValue(
      source: source, key: key(cell),
      value: ObservedValue(ExactDecimal(number), roundingUnit: 1),
      delivery: source == "education" ? 0 : 1, asOf: Period(parsing: "2019-09-01"))
  }

  private static func result(_ cell: String, _ counts: Counts) -> CellResult {
    let left = quoted("education", cell, counts.education)
    let right = quoted("health", cell, counts.health)
    let gap = ExactDecimal(counts.education - counts.health)
    let figure = Figure(
      status: .published, value: left.value.number, lower: right.value.number,
      upper: left.value.number, method: "source:education", rule: "register", used: [left],
      lost: [right], explainedShare: gap.isZero ? nil : ExactDecimal(parsing: "0.75"))
    let check = Check(
      rule: "comparison", source: "education ~ health",
      outcome: gap.isZero ? .agrees : .disagrees, residual: gap, tolerance: 1)
    guard !gap.isZero else { return CellResult(key: key(cell), figure: figure, checks: [check]) }
    let flag = DiscrepancyFlag(
      key: key(cell), rule: "comparison", cause: .scope, secondary: [.time, .unexplained],
      confidence: .probable, severity: .warning, reported: [left, right],
      measures: Measures(
        difference: gap, relative: ExactDecimal(parsing: "0.181818"),
        ratio: ExactDecimal(parsing: "1.2"), tolerance: 1),
      evidence: [
        Evidence(.attributeDiffers, ["attribute": "ageScope", "left": "a \"quoted\" text"])
      ],
      proposals: [
        ProposedValue(
          source: "health", key: key(cell), from: 100, to: 120, method: .typing, weight: 2,
          status: .undecided),
        // A cell that no source reports, and a value that is only suspected.
        ProposedValue(
          source: "education", key: key(proposedOnly), from: nil, to: nil, lower: 0, upper: 7,
          method: .localisation, solution: 2, status: .undecided),
      ],
      decided: DecidedCause(
        decision: applied.decision.id, cause: .unexplained, severity: .error,
        confidence: .possible))
    let bridge = Bridge(
      id: "education-health", left: left, right: right, gap: gap,
      steps: [
        Bridge.Step(cause: .scope, label: ["en": "Age 0-2", "kk": "0-2 жас"], value: gap - 5)
      ], unexplained: 5, explainedShare: ExactDecimal(parsing: "0.75"))
    return CellResult(
      key: key(cell), figure: figure, checks: [check], flags: [flag], bridges: [bridge],
      blocks: [block(left, right)],
      decisions: [
        CellDecision(
          id: applied.decision.id, sha256: applied.decision.sha256, status: .applied)
      ])
  }

  // 120 and 100 of one count with variances 4 and 16: 120 - 20 · 4/20 = 116, standard error
  // √(4 · 16 / 20) = 1.788854, Q = 20² / 20 = 20; forced. Other counts reuse the numbers.
  private static func block(_ left: ReportedValue, _ right: ReportedValue) -> BalancedBlock {
    func value(_ reported: ReportedValue, _ variance: String, _ adjustment: String)
      -> BalancedBlock.Value
    {
      BalancedBlock.Value(
        reported: reported, variance: variance,
        adjusted: BalancedBlock.Adjusted(
          exact: "116", value: 116, adjustment: adjustment,
          standardError: ExactDecimal(significand: 1_788_854, scale: 6)))
    }
    return BalancedBlock(
      id: "count", status: .overridden,
      gate: BalancedBlock.Gate(q: "20", degreesOfFreedom: 1, p: "7.744e-06"),
      level: ExactDecimal(significand: 5, scale: 2), overrideReason: "a test",
      values: [value(left, "4", "-4"), value(right, "16", "16")],
      constraints: [
        BalancedBlock.Constraint(
          rule: BalancedBlock.sameQuantity, cell: left.key, source: "health", state: .binding,
          discrepancy: "20", price: "1", contribution: "20")
      ])
  }

  private static var seriesResult: CellResult {
    CellResult(key: key(series), figure: Figure(status: .series, method: "none"))
  }
}

extension VintageContent {
  var allResults: [CellResult] { results.map(jobs: 1) { $0 }.flatMap(\.self) }

  mutating func alterResults(_ alter: (inout [CellResult]) -> Void) {
    var all = allResults
    alter(&all)
    results = CellResults(all)
  }
}
