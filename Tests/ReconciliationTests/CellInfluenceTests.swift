import Reconciliation
import StatisticalModel
import TestSupport
import Testing

/// Random evidence, changed at random: what judging the touched cells alone says, against judging all.
@Suite("Only what a change can touch is judged again, and all of it is")
struct CellInfluenceTests {
  /// Some rules and balancings, of which each case takes its own.
  private struct Case {
    var replies: SourceReplies
    var definition: PipelineDefinition
  }

  private static let values = [
    number("175085"), number("175082"), number("98.3", unit: "0.1"), number("9000", .atLeast),
    number("32", .approximate), number("0"), number("0"), ObservedValue(absent: .suppressed),
    ObservedValue(absent: .ambiguous), ObservedValue(absent: .ambiguous), number("12"),
    number("24"), number("36"), number("24"), number("12"), number("120"), number("210"),
  ]

  private static let parts = ["", ",sex=M", ",sex=F", ",setting=HOME", ",age=Y0T2"]

  private static func cells(_ random: inout SeededGenerator) -> [String] {
    let areas = ["KZ", "KZ-35", "KZ-62"].shuffled(using: &random).prefix(2)
    return areas.flatMap { area in
      (2020...2022).flatMap { year in
        parts.map { "indicator=learners,area=\(area),period=\(year)\($0)" }
      }
    }
  }

  private static func made(_ random: inout SeededGenerator) throws -> Case {
    var replies = SourceReplies([
      .sample("a", concept: ConceptDefinition(attributes: [.measure: "stock"], origin: "reply")),
      .sample("b", concept: ConceptDefinition(attributes: [.measure: "stock"], origin: "reply")),
      .sample(
        "c", concept: ConceptDefinition(attributes: [:], copiedFrom: ["a"]), aggregation: .sum),
    ])
    let cells = cells(&random)
    for cell in cells {
      let common = values.randomElement(using: &random) ?? number("5")
      for source in ["a", "b", "c"] {
        for edition in 1...2 where Int.random(in: 0..<10, using: &random) < 3 {
          let isOther = Int.random(in: 0..<8, using: &random) == 0
          replies.add(
            source, cell, isOther ? values.randomElement(using: &random) ?? common : common,
            edition: edition,
            extentFrom: cell.contains("KZ-35")
              ? (cell.contains("2020") ? 1997_05_03 : 2022_06_08) : nil)
        }
      }
    }
    return Case(replies: replies, definition: try definition(of: replies, &random))
  }

  private static func definition(
    of replies: SourceReplies, _ random: inout SeededGenerator
  ) throws -> PipelineDefinition {
    func some<Element>(_ list: [Element]) -> [Element] {
      list.filter { _ in Bool.random(using: &random) }
    }
    var rules = [
      try Rule.relation("[sex=M] <= [sex=_T]"), try .relation("[] = sum([sex=*])"),
      try .relation("a[setting=HOME] <= b[]"),
      try .relation("[sex=M] <= [sex=F]", where: replies.structure.pattern(["sex": ["F"]])),
      Rule(
        id: "break", text: "", test: .change(limit: 20), severity: .warning, owner: "o",
        basis: "b", hash: ""),
    ]
    for position in rules.indices { rules[position].id = "rule\(position)" }
    // Each by itself, often none: what a rule ties together hides what is tied without one.
    rules = Int.random(in: 0..<3, using: &random) == 0 ? [] : some(rules)
    var reconciliation = ReconciliationDefinition(
      bridges: some([
        BridgeDefinition(
          id: "bridge", left: "a", right: "b", scope: replies.structure.pattern(["sex": ["F"]]),
          steps: [
            BridgeDefinition.Step(
              cause: .scope, label: ["en": "boys"],
              expression: try CellExpression(parsing: "a[sex=M]"))
          ], basis: "b")
      ]),
      balancing: some([
        BalancingDefinition(
          id: "balanced",
          scope: replies.structure.pattern([
            "area": ["KZ-35"], "period": ["2020", "2021"], "setting": ["_T"], "age": ["Y0T18"],
          ]),
          sources: ["a", "b"], reliability: ["a": .percent(3), "b": .standardError(40)],
          rules: some(rules.map(\.id) + [BalancingDefinition.partWhole]),
          isConstantInTime: Int.random(in: 0..<4, using: &random) == 0, lower: nil, basis: "b")
      ]), precedence: [.any(.interval, id: "none", rank: 3), .any(.source("a"), rank: 2)])
    if !reconciliation.balancing.isEmpty {
      reconciliation.precedence.append(.any(.balanced("balanced"), id: "first", rank: 1))
    }
    let editing = EditingDefinition(
      methods: some(EditingDefinition.defaultMethods), maximumVariables: 6)
    var definition = replies.definition(
      rules: rules, editing: editing, reconciliation: reconciliation)
    definition.decisions = try some(["KZ", "KZ-35"]).map { area in
      Decision(
        id: "on \(area)", author: "A. Omarova", role: "statistician", date: period("2026-01-01"),
        action: Bool.random(using: &random) ? .accept(source: "b") : .explain(.scope),
        scope: replies.structure.pattern(["area": [area], "period": ["2021"]]),
        rule: "comparison", reason: ["en": "x"],
        seen: [
          try #require(
            SeenLine(
              parsing: "a indicator=learners,area=\(area),period=2021 12 edition=1 as-of=unknown"))
        ], evidence: "", sha256: area)
    }
    return definition
  }

  /// The same evidence after a few records have been changed, taken away or given anew.
  private static func changed(
    _ observations: [SourceObservation], _ random: inout SeededGenerator
  ) -> [SourceObservation] {
    var changed = observations
    for _ in 0..<Int.random(in: 1...3, using: &random) {
      let position = Int.random(in: changed.indices, using: &random)
      switch Int.random(in: 0..<5, using: &random) {
      case 0: changed.remove(at: position)
      case 1: changed[position].extentFrom = 1997_05_03
      case 2: changed[position].duplicates = [900]
      default: changed[position].value = values.randomElement(using: &random) ?? number("1")
      }
    }
    return changed
  }

  private func codes(_ made: Case, _ observations: [SourceObservation]) -> ReportedCodes {
    let sources = made.definition.sources.map(\.id)
    var codes = ReportedCodes(structure: made.replies.structure, sources: sources.count)
    for observation in observations {
      let source = made.replies.deliveries[observation.delivery].delivery.source
      codes.note(observation.key, of: sources.firstIndex(of: source) ?? 0)
    }
    codes.finish()
    return codes
  }

  private func reconciled(
    _ made: Case, _ observations: [SourceObservation], _ focus: ReconciliationFocus? = nil
  ) throws -> ReconciledCells {
    try Reconciler(
      definition: made.definition, deliveries: made.replies.deliveries,
      observations: [observations], occasion: .sample, focus: focus, fingerprint: { UInt32($1) }
    ).cells()
  }

  private static func byCell(_ results: [CellResult]) -> [CellKey: CellResult] {
    Dictionary(uniqueKeysWithValues: results.map { ($0.key, $0) })
  }

  @Test("A bridge is touched by the cells its steps read, and by no other")
  func bridge() throws {
    let structure = Structure.kazakhstan
    let replies = SourceReplies([.sample("a"), .sample("b")])
    let definition = replies.definition(
      rules: [],
      reconciliation: ReconciliationDefinition(bridges: [
        BridgeDefinition(
          id: "bridge", left: "a", right: "b", scope: structure.pattern(["sex": ["F"]]),
          steps: [
            BridgeDefinition.Step(
              cause: .scope, label: ["en": "boys"],
              expression: try CellExpression(parsing: "a[sex=M]"))
          ], basis: "b")
      ]))
    let influence = CellInfluence(
      definition, codes: ReportedCodes(structure: structure, sources: 2))
    let cell = "indicator=learners,area=KZ,period=2021,sex="
    let touched = influence.touched(by: [structure.key(cell + "M")], series: []) { _ in false }
    #expect(touched.contains(structure.key(cell + "F")))
    #expect(!touched.contains(structure.key(cell + "_U")))
  }

  @Test("A random change to random evidence under random rules", arguments: 0..<80)
  func random(number: Int) throws {
    var random = SeededGenerator()
    let made = try Self.made(&random)
    let before = Self.byCell(try reconciled(made, made.replies.observations).results)
    for night in 1...4 {
      try check(made, before, "case \(number), night \(night), seed \(random.seed)", &random)
    }
  }

  private func check(
    _ made: Case, _ before: [CellKey: CellResult], _ comment: Comment,
    _ random: inout SeededGenerator
  ) throws {
    let old = made.replies.observations
    var new = Self.changed(old, &random)
    if !codes(made, old).areThose(of: codes(made, new)) { new = old }
    let whole = try reconciled(made, new)
    let after = Self.byCell(whole.results)

    let said = (Dictionary(grouping: old, by: \.key), Dictionary(grouping: new, by: \.key))
    let changed = Set(said.0.keys).union(said.1.keys).filter { said.0[$0] != said.1[$0] }.sorted()
    let moved = changed.filter { key in
      said.0[key]?.map(\.delivery) != said.1[key]?.map(\.delivery)
        || Set(((said.0[key] ?? []) + (said.1[key] ?? [])).map(\.extentFrom)).count > 1
    }
    let flagged = Set(before.filter { !$0.value.flags.isEmpty }.keys)
    let influence = CellInfluence(made.definition, codes: codes(made, new))
    let series = influence.series(of: changed, moved: moved, flagged: { flagged.contains($0) })
    let touched = influence.touched(by: changed, series: series) { flagged.contains($0) }
    let known = Set(before.keys).union(said.1.keys).union(series)
    let keys = known.filter(touched.contains).sorted()
    let evidence = influence.evidence(
      of: keys, unsettled: keys.filter { flagged.contains($0) || changed.contains($0) })

    for (key, result) in after where before[key] != result {
      #expect(touched.contains(key), "\(made.replies.structure.text(of: key)), \(comment)")
    }
    for key in before.keys where after[key] == nil { #expect(touched.contains(key), comment) }
    let part = try reconciled(
      made, new.filter { evidence.contains($0.key) },
      ReconciliationFocus(touched: touched, codes: codes(made, new)))
    // A rule tested somewhere for the first time makes a run judge everything.
    guard part.keys.allSatisfy(known.contains) else { return }
    #expect(part.keys == after.keys.filter(touched.contains).sorted(), comment)
    for result in part.results {
      let cell = made.replies.structure.text(of: result.key)
      #expect(result == after[result.key], "\(cell), \(comment)")
    }
    #expect(part.decisions == whole.decisions, comment)
  }
}
