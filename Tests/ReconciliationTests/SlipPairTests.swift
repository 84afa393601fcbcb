import StatisticalModel
import TestSupport
import Testing

@Suite("Two sources a slip apart")
struct SlipPairTests {
  private static let cell = "indicator=learners,period=2022"
  private static let reply = ConceptDefinition(attributes: [:], origin: "reply-of-2022-11")
  private static let count = ConceptDefinition(attributes: [.concept: "children on conclusions"])

  private func flag(
    _ replies: SourceReplies, methods: [ProposedValue.Method] = [.scale, .typing],
    rules: [Rule] = []
  ) throws -> DiscrepancyFlag {
    let flags = try replies.results(rules, editing: EditingDefinition(methods: methods))
      .flatMap(\.flags)
    return try #require(
      flags.first { flag in
        flag.rule == "comparison" && flag.reported.map(\.source) == ["a", "b"]
      })
  }

  private func text(_ flag: DiscrepancyFlag) -> [String] {
    flag.proposals.map {
      "\($0.solution) \($0.source) \($0.from?.description ?? "")>\($0.to?.description ?? "") "
        + "\($0.method.rawValue) \($0.status.rawValue)"
    }
  }

  /// Either agency may have mistyped 175,08x; only the ministry's reply can tell.
  @Test("Of two quotations of one document either may hold the slip, and the figure chooses none")
  func quotations() throws {
    let replies = SourceReplies.pair(
      number("175085"), number("175082"), of: [Self.reply, Self.reply])
    #expect(
      try text(flag(replies)) == [
        "1 a 175085>175082 typing undecided", "2 b 175082>175085 typing undecided",
      ])
    let figure = try #require(try replies.result(at: Self.cell)).figure
    #expect(figure.status == .interval && figure.value == nil)
    #expect(figure.lower == 175_082 && figure.upper == 175_085)
    #expect(try flag(replies, methods: [.scale, .localisation]).proposals.isEmpty)
  }

  @Test(
    "Independent sources must declare one definition and give numbers long enough",
    arguments: [
      ("1085", "1082", true), ("85", "82", false), ("985", "982", false), ("1085", "1192", false),
    ])
  func independent(left: String, right: String, isProposed: Bool) throws {
    func proposals(_ concepts: ConceptDefinition...) throws -> [ProposedValue] {
      try flag(.pair(number(left), number(right), of: concepts)).proposals
    }
    #expect(try proposals(Self.count, Self.count).count == (isProposed ? 2 : 0))
    // Nothing is known of what they count, or it is not the same.
    let silent = ConceptDefinition(attributes: [:])
    #expect(try proposals(silent, silent).isEmpty)
    #expect(try proposals(Self.count, silent).isEmpty)
    let other = ConceptDefinition(attributes: [.concept: "children in schools"])
    #expect(try proposals(Self.count, other).isEmpty)
    var older = Self.count
    older.attributes[.ageScope] = "0-17"
    var younger = Self.count
    younger.attributes[.ageScope] = "0-15"
    #expect(try proposals(older, younger).isEmpty)
    // Quotations are slips at any length.
    #expect(try proposals(Self.reply, Self.reply).count == (right == "1192" ? 0 : 2))
  }

  @Test("A number in another unit is proposed where the factor is exact")
  func scale() throws {
    let exact = SourceReplies.pair(
      number("98.3"), number("98300"), of: [Self.count, Self.count])
    #expect(
      try text(flag(exact)) == ["1 a 98.3>98300 scale undecided", "2 b 98300>98.3 scale undecided"])
    let near = SourceReplies.pair(number("98.3"), number("98260"), of: [Self.count, Self.count])
    #expect(try flag(near).proposals.isEmpty)
  }

  @Test("Bounds, guesses and numbers within rounding are no slips")
  func inexact() throws {
    for (left, right) in [
      (number("1085", .atLeast), number("1082")), (number("1085"), number("1082", .approximate)),
    ] {
      let flags = try SourceReplies.pair(left, right, of: [Self.reply, Self.reply]).results()
        .flatMap(\.flags)
      #expect(flags.flatMap(\.proposals).isEmpty)
    }
    let rounded = SourceReplies.pair(
      number("1085", unit: "10"), number("1082"), of: [Self.reply, Self.reply])
    #expect(try rounded.results().flatMap(\.flags).flatMap(\.proposals).isEmpty)
  }

  /// A third source of the same concept, with its own number.
  private func withThird(
    _ third: ConceptDefinition, _ value: ObservedValue
  ) -> SourceReplies {
    var replies = SourceReplies([
      .sample("a", concept: Self.count), .sample("b", concept: Self.count),
      .sample("c", concept: third),
    ])
    replies.add("a", Self.cell, number("175085"))
    replies.add("b", Self.cell, number("175082"))
    replies.add("c", Self.cell, value)
    return replies
  }

  @Test("An independent third source decides; a copy, another definition or a round number do not")
  func third() throws {
    let decided = try flag(withThird(Self.count, number("175085")))
    #expect(text(decided) == ["1 b 175082>175085 typing corrected"])
    #expect(
      decided.evidence.last
        == Evidence(.agreesWithOne, ["value": "175085", "witness": "c"]))
    #expect(
      try text(flag(withThird(Self.count, number("175082")))) == [
        "1 a 175085>175082 typing corrected"
      ])
    var copy = Self.count
    copy.copiedFrom = ["a"]
    for (concept, value) in [
      (copy, number("175085")), (ConceptDefinition(attributes: [:]), number("175085")),
      (Self.count, number("175000", unit: "1000")), (Self.count, number("175085", .atLeast)),
      (Self.count, number("175084")),
    ] {
      #expect(
        try flag(withThird(concept, value)).proposals.map(\.status) == [.undecided, .undecided])
    }
  }

  /// 100,000 + 75,085 = 175,085: the boys and girls of the first source agree with its total, or
  /// with that of the other.
  @Test("A sum that holds with one of the numbers decides, whichever source reports it")
  func rules() throws {
    func replies(_ girls: [String: String]) -> SourceReplies {
      var replies = SourceReplies.pair(
        number("175085"), number("175082"), of: [Self.count, Self.count])
      for (source, girls) in girls.sorted(by: { $0.key < $1.key }) {
        replies.add(source, ["\(Self.cell),sex=M": "100000", "\(Self.cell),sex=F": girls])
      }
      return replies
    }
    for source in ["a", "b"] {
      let first = try flag(replies([source: "75085"]))
      #expect(text(first) == ["1 b 175082>175085 typing corrected"])
      #expect(first.evidence.last?.values["witness"] == "part-whole:sex of \(source)")
      #expect(
        try text(flag(replies([source: "75082"]))) == ["1 a 175085>175082 typing corrected"])
      // It holds with neither.
      #expect(try flag(replies([source: "75000"])).proposals.count == 2)
    }
    // Each source's own sum holds with its own number.
    #expect(try flag(replies(["a": "75085", "b": "75082"])).proposals.count == 2)
  }
}
