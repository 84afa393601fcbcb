import Reconciliation
import StatisticalModel
import TestSupport
import Testing

/// What decisions do to the figures and flags of two sources, `a` and `b`, about one cell.
@Suite("Decisions are replayed")
struct DecisionTests {
  private let cell = "indicator=learners,area=KZ,period=2022,sex=_T,setting=_T,age=Y0T18"

  /// What a decider sees where `a` says 5 and `b` 7; written by hand, as the README says lines look.
  static let seen = [
    "a indicator=learners,period=2022 5 edition=1 as-of=unknown",
    "b indicator=learners,period=2022 7 edition=1 as-of=unknown",
  ]

  private func decision(
    _ id: String, _ action: Decision.Action, seen: [String] = seen, date: String = "2026-01-01",
    rule: String? = nil, change: (inout Decision) -> Void = { _ in }
  ) throws -> Decision {
    var decision = Decision(
      id: id, author: "A. Omarova", role: "statistician", date: period(date), action: action,
      scope: Structure.kazakhstan.pattern([
        "indicator": ["learners"], "area": ["KZ"], "period": ["2022"], "sex": ["_T"],
        "setting": ["_T"], "age": ["Y0T18"],
      ]), rule: rule, reason: ["en": "x", "ru": "y"],
      seen: try seen.map { try #require(SeenLine(parsing: $0)) }, evidence: "",
      sha256: "hash of \(id)")
    change(&decision)
    return decision
  }

  private func reconciled(
    _ replies: SourceReplies, _ decisions: [Decision], rules: [Rule] = [],
    _ choice: ReconciliationDefinition = .taking("a"), on occasion: RunOccasion = .sample
  ) throws -> (results: [CellResult], decisions: [JudgedDecision]) {
    var definition = replies.definition(rules: rules, reconciliation: choice)
    definition.decisions = decisions.sorted()
    let cells = try Reconciler(
      definition: definition, deliveries: replies.deliveries,
      observations: [replies.observations], occasion: occasion
    ).cells()
    return (cells.results, cells.decisions)
  }

  private var pair: SourceReplies { .pair(number("5"), number("7")) }

  @Test("An accepted source is published, with the others as losers, whatever the rules say")
  func accept() throws {
    let concepts = ["conclusion", "disability"].map {
      ConceptDefinition(attributes: [.concept: $0])
    }
    let replies = SourceReplies.pair(number("5"), number("7"), of: concepts)
    let (results, decisions) = try reconciled(
      replies, [try decision("d", .accept(source: "b"))])
    let figure = results[0].figure
    #expect(figure.status == .published && figure.value == 7)
    #expect(figure.method == "decision:d" && figure.rule.isEmpty)
    #expect(figure.used.map(\.source) == ["b"] && figure.lost.map(\.source) == ["a"])
    #expect(figure.lower == 5 && figure.upper == 7)
    #expect(decisions.map(\.status) == [.applied])
    #expect(
      results[0].decisions == [CellDecision(id: "d", sha256: "hash of d", status: .applied)])
  }

  // 5 and 7 with standard error 2 each: Q = 2²/8 = 0.5, value 6, standard error √2.
  @Test("A decision over a balanced figure takes its error and interval away with its value")
  func overBalanced() throws {
    let error = BalancingDefinition.Reliability.standardError(2)
    let balanced = ReconciliationDefinition(
      balancing: [
        BalancingDefinition(
          id: "count", scope: CellPattern(), sources: ["a", "b"],
          reliability: ["a": error, "b": error], basis: "b")
      ], precedence: [.any(.balanced("count"))])
    let before = try reconciled(pair, [], balanced).results[0].figure
    #expect(before.value == 6 && before.standardError == decimal("1.414214"))
    let after = try reconciled(pair, [decision("d", .accept(source: "b"))], balanced)
      .results[0].figure
    #expect(after.value == 7 && after.standardError == nil && after.method == "decision:d")
    #expect(after.lower == 5 && after.upper == 7)
  }

  @Test("A value or an interval is set, also where an error had blocked the figure")
  func set() throws {
    let rule = try Rule.relation("[] <= 4", sources: ["b"], severity: .error)
    func figure(_ action: Decision.Action) throws -> Figure {
      try reconciled(pair, [try decision("d", action)], rules: [rule]).results[0].figure
    }
    #expect(try reconciled(pair, [], rules: [rule]).results[0].figure.status == .blocked)
    let value = try figure(.set(value: 6, lower: nil, upper: nil))
    #expect(value.status == .published && value.value == 6 && value.used.isEmpty)
    #expect(value.lower == 5 && value.upper == 7 && value.lost.count == 2)
    let interval = try figure(.set(value: nil, lower: 4, upper: nil))
    #expect(interval.status == .interval && interval.value == nil)
    #expect(interval.lower == 4 && interval.upper == nil)
  }

  @Test("An explained flag keeps its first cause, becomes info, and blocks no more")
  func explain() throws {
    let rule = try Rule.relation("[] <= 4", sources: ["b"], severity: .error)
    let explained = try decision(
      "d", .explain(.coverage), seen: [Self.seen[1]], rule: "rule")
    let (results, decisions) = try reconciled(pair, [explained], rules: [rule])
    let flag = try #require(results[0].flags(of: "rule").first)
    #expect(flag.cause == .coverage && flag.severity == .info)
    #expect(
      flag.decided
        == DecidedCause(
          decision: "d", cause: .arithmetic, severity: .error, confidence: .decisive))
    #expect(results[0].figure.status == .published && results[0].figure.value == 5)
    // All that is known of a gap, the residual of 7 − 4, has been explained.
    #expect(results[0].figure.explainedShare == 1)
    #expect(decisions.map(\.status) == [.applied])
    // Another error keeps the figure blocked.
    var other = try Rule.relation("[] <= 3", sources: ["b"], severity: .error)
    other.id = "other"
    let blocked = try reconciled(pair, [explained], rules: [rule, other]).results[0]
    #expect(blocked.figure.status == .blocked)
  }

  @Test("An excluded delivery says nothing, and its cell stays in the books")
  func exclude() throws {
    let replies = pair
    let exclusion = try decision("d", .exclude(delivery: "b/1.csv"), seen: []) {
      $0.seen = [SeenLine(delivery: "b/1.csv", sha256: "", edition: 1, asOf: nil)]
      $0.scope = CellPattern()
    }
    let (results, decisions) = try reconciled(replies, [exclusion])
    #expect(decisions.map(\.status) == [.applied])
    #expect(results[0].figure.value == 5 && results[0].figure.lost.isEmpty)
    #expect(results[0].flags.isEmpty && results[0].checks.isEmpty)
    // A cell that nothing else speaks of.
    var alone = SourceReplies([.sample("b")])
    alone.add("b", "indicator=learners,period=2022", number("7"))
    let left = try reconciled(alone, [exclusion]).results
    #expect(left.map(\.figure.status) == [.absent])
    #expect(left[0].decisions.map(\.status) == [.applied])
  }

  @Test("A value, a new edition or a date that changes suspends and is named with old and new")
  func suspended() throws {
    let accept = try decision("d", .accept(source: "b"))
    var edition = pair
    edition.add("b", "indicator=learners,period=2022", number("7"), edition: 2)
    let other = SourceReplies.pair(number("5"), number("8"))
    for (replies, now) in [
      (other, "8 edition=1 as-of=unknown"), (edition, "7 edition=2 as-of=unknown"),
    ] {
      let (results, decisions) = try reconciled(replies, [accept])
      #expect(decisions.map(\.status) == [.suspended])
      #expect(
        decisions[0].why == [
          Evidence(
            .decisionEvidenceChanged,
            [
              "subject": "b indicator=learners,period=2022",
              "was": "7 edition=1 as-of=unknown", "now": now,
            ])
        ])
      #expect(results[0].figure.method == "source:a")
      let flag = try #require(results[0].flags(of: "decision:d").first)
      #expect(flag.cause == .revision && flag.severity == .warning)
      #expect(flag.evidence == decisions[0].why)
    }
  }

  @Test("Evidence is independent of other cells, of rules and of what sources are called")
  func unrelated() throws {
    let accept = try decision("d", .accept(source: "b"))
    var replies = pair
    replies.add("a", "indicator=learners,period=2021", number("1"))
    let (_, decisions) = try reconciled(
      replies, [accept], rules: [try Rule.relation("[] >= 0")],
      ReconciliationDefinition(precedence: [.any(.interval)]))
    #expect(decisions.map(\.status) == [.applied])
  }

  @Test("A decision holds through its last day, in the vintages it is for")
  func time() throws {
    let expiring = try decision("d", .accept(source: "b")) { $0.expires = period("2026-11-22") }
    let later = try decision("e", .accept(source: "b")) { $0.firstVintage = 2 }
    func statuses(_ day: String, _ vintage: Int) throws -> [DecisionStatus] {
      let occasion = RunOccasion(day: period(day), vintage: vintage)
      return try reconciled(pair, [expiring, later], on: occasion).decisions.map(\.status)
    }
    #expect(try statuses("2026-11-22", 1) == [.applied, .outOfScope])
    #expect(try statuses("2026-11-23", 2) == [.expired, .applied])
    let expired = try reconciled(
      pair, [expiring], on: RunOccasion(day: period("2026-11-23"), vintage: 1)
    ).results[0]
    #expect(expired.figure.method == "source:a")
    #expect(expired.flags(of: "decision:d").map(\.cause) == [.method])
    // For other vintages it leaves no trace: the result is the plain one.
    #expect(try reconciled(pair, [later]).results == reconciled(pair, []).results)
  }

  @Test("Two that disagree about a cell cancel each other there, and both are named")
  func contradictory() throws {
    let first = try decision("d", .accept(source: "b"))
    let second = try decision("e", .set(value: 6, lower: nil, upper: nil))
    let (results, decisions) = try reconciled(pair, [first, second])
    #expect(decisions.map(\.status) == [.contradictory, .contradictory])
    #expect(decisions.map { $0.why.map { $0.values["other"] } } == [["e"], ["d"]])
    #expect(results[0].figure.method == "source:a")
    #expect(results[0].flags.filter { $0.rule.hasPrefix("decision:") }.count == 2)
    // Two that agree do not, and the first in the order of replay is named.
    let same = try decision("c", .accept(source: "b"), date: "2026-02-01")
    #expect(try reconciled(pair, [first, same]).results[0].figure.method == "decision:d")
  }

  @Test("What fits nothing is out of scope: no cell, no flag, no number, no delivery")
  func outOfScope() throws {
    let nowhere = try decision("a1", .accept(source: "b")) {
      $0.scope = Structure.kazakhstan.pattern(["period": ["1999"]])
    }
    let flagless = try decision("a2", .explain(.scope), rule: "no-such-rule")
    let delivery = try decision("a3", .exclude(delivery: "b/9.csv"))
    let (results, decisions) = try reconciled(pair, [nowhere, flagless, delivery])
    #expect(decisions.allSatisfy { $0.status == .outOfScope })
    #expect(
      decisions.flatMap { $0.why.map(\.key) } == [
        .decisionWithoutCell, .decisionWithoutFlag, .decisionWithoutDelivery,
      ])
    #expect(results == (try reconciled(pair, []).results))
    let bound = SourceReplies.pair(number("5"), number("7", .atLeast))
    let seen = [Self.seen[0], Self.seen[1].replacing(" 7 ", with: " >=7 ")]
    let accept = try decision("a4", .accept(source: "b"), seen: seen)
    #expect(
      try reconciled(bound, [accept]).decisions[0].why.map(\.key) == [.decisionWithoutNumber])
  }

  @Test("The order in which decisions are given and observations come does not matter")
  func order() throws {
    let decisions = [
      try decision("x", .explain(.scope), rule: "comparison"),
      try decision("y", .accept(source: "b"), date: "2026-03-01"),
      try decision("z", .accept(source: "b"), date: "2026-02-01"),
    ]
    let plain = try reconciled(pair, decisions)
    #expect(plain.results[0].figure.method == "decision:z")
    var turned = pair
    turned.observations.reverse()
    let other = try reconciled(turned, decisions.reversed())
    #expect(other.results == plain.results && other.decisions == plain.decisions)
  }
}
