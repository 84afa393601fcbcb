import StatisticalModel
import TestSupport
import Testing

@Suite("Causes and the evidence that decides them")
struct CauseEvidenceTests {
  private typealias Attribute = ConceptDefinition.Attribute

  @Test("A power of ten between two sources is a unit, exactly or nearly")
  func scale() throws {
    let exact = try flag(number("98.3"), number("98300"))
    #expect(exact?.cause == .format)
    #expect(exact?.confidence == .decisive)
    #expect(exact?.evidence.first?.values["exponent"] == "-3")
    let near = try flag(number("98.3"), number("98260"))
    #expect(near?.cause == .format)
    #expect(near?.confidence == .probable)
    // Autism in 2021: education 8,796, health 4,887.
    #expect(try flag(number("8796"), number("4887"))?.cause == .unexplained)
  }

  @Test("A slip of the keyboard counts between quotations of one document only")
  func typing() throws {
    let reply = ConceptDefinition(attributes: [:], origin: "reply-of-2022-11")
    let slip = try flag(number("175085"), number("175082"), [reply, reply])
    #expect(slip?.cause == .typing)
    #expect(slip?.confidence == .decisive)
    #expect(slip?.evidence.map(\.key) == [.sameOrigin, .digitSlip])
    #expect(slip?.evidence.last?.values["kind"] == "substitution")
    // The same two numbers of two authorities may both be true.
    #expect(try flag(number("175085"), number("175082"))?.cause == .unexplained)
    let other = ConceptDefinition(attributes: [:], origin: "another-reply")
    #expect(
      try flag(number("175085"), number("175082"), [reply, other])?.cause == .unexplained)
    // Two quotations too far apart for a slip still depend on one document.
    let far = try flag(number("175085"), number("162000"), [reply, reply])
    #expect(far?.cause == .dependence)
    #expect(far?.confidence == .probable)
  }

  @Test("A zero beside an absence is a matter of states")
  func zero() throws {
    for state in [ValueState.missing, .notApplicable, .suppressed] {
      let found = try flag(number("0"), ObservedValue(absent: state))
      #expect(found?.cause == .zero)
      #expect(found?.evidence.first?.values == ["left": "reported", "right": state.rawValue])
      #expect(try flag(ObservedValue(absent: state), number("0"))?.cause == .zero)
    }
    #expect(try flag(number("5"), ObservedValue(absent: .missing)) == nil)
    #expect(
      try flag(ObservedValue(absent: .missing), ObservedValue(absent: .notApplicable)) == nil)
    #expect(try flag(number("0"), number("5"))?.cause == .unexplained)
  }

  @Test(
    "Each attribute that both definitions declare differently has its cause",
    arguments: [
      (Attribute.concept, Cause.definition), (.denominator, .definition), (.ageScope, .scope),
      (.institutions, .scope), (.population, .scope), (.referenceDate, .time), (.measure, .time),
      (.territory, .geography),
    ])
  private func attributes(attribute: Attribute, cause: Cause) throws {
    let found = try flag(
      number("5"), number("7"), [concept([attribute: "x"]), concept([attribute: "y"])])
    #expect(found?.cause == cause)
    #expect(found?.confidence == .decisive)
    // Alike, or declared on one side only: no evidence.
    for right in [concept([attribute: "x"]), concept([:])] {
      let found = try flag(number("5"), number("7"), [concept([attribute: "x"]), right])
      #expect(found?.cause == .unexplained)
    }
    // Left open by a provider: possible, and no more.
    let open = try flag(
      number("5"), number("7"), [concept([attribute: "x"]), concept([attribute: "unknown"])])
    #expect(open?.cause == cause)
    #expect(open?.confidence == .possible)
    #expect(open?.evidence.map(\.key) == [.attributeUnknown])
  }

  /// Children out of school, Kazakhstan 2018: 0 as a stock, 311 absent ten days and more as a flow.
  @Test("0 against 311 is a stock against a flow")
  func stockAndFlow() throws {
    let found = try flag(
      number("0"), number("311"), [concept([.measure: "stock"]), concept([.measure: "flow"])])
    #expect(found?.cause == .time)
    #expect(found?.evidence.map(\.key) == [.stockAgainstFlow])
  }

  /// Karaganda, 2017: 34.1 in table 1, 32.5 in table 2, and neither says of how many.
  @Test("Two tables of one region differ perhaps by an unknown denominator")
  func denominators() throws {
    let open = concept([.denominator: "unknown"])
    let found = try flag(number("34.1", unit: "0.1"), number("32.5", unit: "0.1"), [open, open])
    #expect(found?.cause == .definition)
    #expect(found?.confidence == .possible)
    #expect(found?.measures.difference == decimal("1.6"))
  }

  @Test("Reference dates that do not overlap are two moments")
  func dates() throws {
    func cause(_ left: String?, _ right: String?) throws -> Cause? {
      var replies = SourceReplies([.sample("a"), .sample("b")])
      replies.add("a", "indicator=learners,period=2022", number("5"), asOf: left)
      replies.add("b", "indicator=learners,period=2022", number("7"), asOf: right)
      return try replies.comparison()?.cause
    }
    #expect(try cause("2022-01-01", "2022-10-01") == .time)
    #expect(try cause("2022", "2022-10-01") == .unexplained)
    #expect(try cause("2022-01-01", "2022-01-01") == .unexplained)
    #expect(try cause(nil, "2022-01-01") == .unexplained)
  }

  @Test("One code with two extents is two regions")
  func extents() throws {
    func found(_ left: Int?, _ right: Int?) throws -> DiscrepancyFlag? {
      var replies = SourceReplies([.sample("a"), .sample("b")])
      let cell = "indicator=learners,area=KZ-35,period=2022"
      replies.add("a", cell, number("5"), extentFrom: left)
      replies.add("b", cell, number("7"), extentFrom: right)
      return try replies.comparison()
    }
    let split = try found(1997_05_03, 2022_06_08)
    #expect(split?.cause == .geography)
    #expect(split?.evidence.first?.values == ["left": "1997-05-03", "right": "2022-06-08"])
    let oldest = try found(SourceObservation.oldestExtent, 2022_06_08)
    #expect(oldest?.evidence.first?.values == ["left": "", "right": "2022-06-08"])
    #expect(try found(2022_06_08, 2022_06_08)?.cause == .unexplained)
    #expect(try found(nil, 2022_06_08)?.cause == .unexplained)
  }

  @Test("Agreement with a copy confirms nothing, and is said")
  func copies() throws {
    let copy = ConceptDefinition(attributes: [:], copiedFrom: ["b"])
    let original = ConceptDefinition(attributes: [:])
    let agreed = try flag(number("5"), number("5"), [copy, original])
    #expect(agreed?.cause == .dependence)
    #expect(agreed?.severity == .info)
    #expect(agreed?.evidence.map(\.values) == [["source": "a"]])
    #expect(try flag(number("5"), number("5"), [original, original]) == nil)
    // A copy that differs from its original is still a copy.
    let differing = try flag(number("5"), number("7"), [copy, original])
    #expect(differing?.cause == .dependence)
    #expect(differing?.severity == .warning)
    // "More than 235 thousand", in June and again in November 2025: the bound alone judges nothing.
    let bound = number("235000", .atLeast)
    let repeated = try flag(bound, bound, [copy, original])
    #expect(repeated?.cause == .dependence)
    #expect(repeated?.severity == .info)
    #expect(try flag(bound, number("240000"), [copy, original]) == nil)
    let stranger = ConceptDefinition(attributes: [:], copiedFrom: ["c"])
    #expect(try flag(number("5"), number("5"), [stranger, original]) == nil)
  }

  @Test("The first decisive cause leads, the others follow in order; probable ones come after")
  func order() throws {
    let left = concept([.measure: "stock", .ageScope: "7-15", .concept: "x", .territory: "u"])
    let right = concept([.measure: "flow", .ageScope: "0-18", .concept: "y", .territory: "unknown"])
    let found = try flag(number("5"), number("7"), [left, right])
    #expect(found?.cause == .definition)
    #expect(found?.secondary == [.scope, .time, .geography])
    // Autism in 2018: 4,707 known, 476 newly identified. A ratio near ten is only a likeness.
    let autism = try flag(
      number("4707"), number("476"), [concept([.measure: "stock"]), concept([.measure: "flow"])])
    #expect(autism?.cause == .time)
    #expect(autism?.secondary == [.format])
    // A probable cause leads a possible one, though it is tried later.
    let open = ConceptDefinition(attributes: [.concept: "unknown"], origin: "reply")
    let quoted = try flag(number("175085"), number("162000"), [open, open])
    #expect(quoted?.cause == .dependence)
    #expect(quoted?.secondary == [.definition])
  }

  private func concept(_ attributes: [Attribute: String]) -> ConceptDefinition {
    ConceptDefinition(attributes: attributes)
  }

  private func flag(
    _ left: ObservedValue, _ right: ObservedValue, _ concepts: [ConceptDefinition] = []
  ) throws -> DiscrepancyFlag? {
    try SourceReplies.pair(left, right, of: concepts).comparison()
  }
}
