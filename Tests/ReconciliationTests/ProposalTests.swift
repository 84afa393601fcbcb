import StatisticalModel
import TestSupport
import Testing

@Suite("Broken rules become proposals")
struct ProposalTests {
  private static let year = "indicator=learners,period=2019"

  /// One source's numbers by sex: all, boys, girls.
  private func replies(
    _ total: String, _ boys: String, _ girls: String, unit: String? = nil,
    numbers: NumberFormat = NumberFormat()
  ) -> SourceReplies {
    var replies = SourceReplies([.sample("a", numbers: numbers)])
    replies.add(
      "a",
      [Self.year: total, "\(Self.year),sex=M": boys, "\(Self.year),sex=F": girls].filter {
        !$0.value.isEmpty
      }, unit: unit)
    return replies
  }

  /// The proposals of the year's only flag about sexes, as `1 M 80>125 localisation undecided`.
  private func proposals(
    _ replies: SourceReplies, _ editing: EditingDefinition = EditingDefinition(),
    flag rule: String = "part-whole:sex", rules: [Rule] = []
  ) throws -> [String] {
    let flags = try replies.results(rules, editing: editing).flatMap(\.flags)
      .filter { $0.rule == rule }
    try #require(flags.count == 1, "\(flags)")
    return flags[0].proposals.map { Self.text($0, in: replies.structure) }
  }

  static func text(_ proposal: ProposedValue, in structure: Structure) -> String {
    let codes = structure.dimensions.indices.compactMap { position -> String? in
      let code = structure.text(
        at: position, number: structure.number(at: position, in: proposal.key))
      return ["sex", "setting", "area"].contains(structure.dimensions[position].id)
        && !["_T", "KZ"].contains(code) ? code : nil
    }
    let bounds =
      "\(proposal.lower?.description ?? "")...\(proposal.upper?.description ?? "")"
    return "\(proposal.solution) \(codes.isEmpty ? "_T" : codes.joined(separator: "/")) "
      + "\(proposal.from?.description ?? "-")>\(proposal.to?.description ?? bounds) "
      + "\(proposal.method.rawValue) \(proposal.status.rawValue)"
  }

  /// 80 + 36 = 116.
  ///
  /// 161 is 116 with its last digits exchanged; 80 would have to be 125 and 36 81, each two digits
  /// away.
  @Test("A total of 161 over parts that add to 116 is a keying slip")
  func typing() throws {
    #expect(try proposals(replies("161", "80", "36")) == ["1 _T 161>116 typing corrected"])
  }

  /// 700 000 boys and 500 girls of 1 200: boys were counted in another unit.
  @Test("A part a thousand times too large is a unit error")
  func scale() throws {
    #expect(
      try proposals(replies("1200", "700000", "500")) == ["1 M 700000>700 scale corrected"])
  }

  /// 309 − 205 = 104.
  ///
  /// As counts, boys of −101 and girls of −205 cannot be: only the total is left.
  @Test("A sign is turned only where the source may have negative numbers")
  func sign() throws {
    #expect(
      try proposals(replies("104", "309", "205", numbers: NumberFormat(allowsNegative: true)))
        == ["1 F 205>-205 sign corrected"])
    #expect(
      try proposals(replies("104", "309", "205")) == ["1 _T 104>514 localisation corrected"])
  }

  /// 60 + 41 = 101: 100 or 41 may have a wrong last digit, 60 would be 59.
  @Test("Equally good explanations are all proposed; a convention must be asked for")
  func rounding() throws {
    #expect(
      try proposals(replies("100", "60", "41")) == [
        "1 _T 100>101 typing undecided", "2 F 41>40 typing undecided",
      ])
    #expect(
      try proposals(replies("100", "60", "41"), EditingDefinition(methods: [.rounding]))
        == ["1 F 41>40 rounding corrected"])
  }

  /// 161 is also the sum of two settings that holds, and is not suspected.
  ///
  /// One of the sexes is then 45 short.
  private func confirmedTotal() -> SourceReplies {
    var replies = replies("161", "80", "36")
    replies.add("a", ["\(Self.year),setting=MAIN": "100", "\(Self.year),setting=SPECIAL": "61"])
    return replies
  }

  @Test("A value in a sum that holds is trusted, and the lightest suspects are listed")
  func localisation() throws {
    #expect(
      try proposals(confirmedTotal()) == [
        "1 M 80>125 localisation undecided", "2 F 36>81 localisation undecided",
      ])
  }

  @Test("A weight decides between suspects")
  func weights() throws {
    let replies = confirmedTotal()
    let boys = replies.structure.pattern(["sex": ["M"]])
    func editing(_ sources: Set<String>) -> EditingDefinition {
      EditingDefinition(
        weights: [EditingDefinition.Weight(scope: boys, sources: sources, weight: 2)])
    }
    for sources in [[], ["a"]] as [Set<String>] {
      #expect(
        try proposals(replies, editing(sources)) == ["1 F 36>81 localisation corrected"])
    }
    #expect(try proposals(replies, editing(["b"])).count == 2)
  }

  @Test("Only methods that are chosen propose, in their order")
  func methods() throws {
    #expect(try proposals(replies("161", "80", "36"), EditingDefinition(methods: [])).isEmpty)
    #expect(
      try proposals(replies("161", "80", "36"), EditingDefinition(methods: [.localisation])) == [
        "1 _T 161>116 localisation undecided", "2 M 80>125 localisation undecided",
        "3 F 36>81 localisation undecided",
      ])
    // 4320 is ten times 432 and one nought away from it; the parts would be far from what they are.
    for (methods, first) in [
      ([.scale, .typing], "scale"), ([.typing, .scale], "typing"),
    ] as [([ProposedValue.Method], String)] {
      #expect(
        try proposals(replies("4320", "200", "232"), EditingDefinition(methods: methods))
          == ["1 _T 4320>432 \(first) corrected"])
    }
  }

  @Test("A mark that can mean zero or no data gets the number the rules leave")
  func implied() throws {
    var replies = replies("100", "60", "")
    replies.add("a", "\(Self.year),sex=F", ObservedValue(absent: .ambiguous))
    #expect(
      try proposals(replies, flag: "marker-has-one-meaning") == ["1 F ->40 implied corrected"])
    #expect(
      try proposals(
        replies, EditingDefinition(methods: [.typing]), flag: "marker-has-one-meaning"
      ).isEmpty)
  }

  /// 101 boys of 100 children: the girls are nobody's error, and what they are stays withheld.
  @Test("Withheld values and bounds are never proposed for")
  func withheld() throws {
    for girls in [
      ObservedValue(absent: .suppressed), ObservedValue(absent: .includedElsewhere),
      number("0", .atLeast), number("3", .approximate),
    ] {
      var replies = replies("100", "101", "")
      replies.add("a", "\(Self.year),sex=F", girls)
      guard try replies.results().flatMap(\.flags).contains(where: { $0.rule == "part-whole:sex" })
      else { continue }
      #expect(
        try proposals(replies) == [
          "1 _T 100>101... localisation undecided", "2 M 101>0...100 localisation undecided",
        ])
    }
  }

  @Test("A missing value that must change anyway weighs nothing")
  func missing() throws {
    var replies = replies("100", "101", "")
    replies.add("a", "\(Self.year),sex=F", ObservedValue(absent: .missing))
    let flag = try #require(
      try replies.results().flatMap(\.flags).first { $0.rule == "part-whole:sex" })
    #expect(flag.proposals.map(\.weight) == [1, 1, 1, 1])
    #expect(flag.proposals.filter { $0.from == nil }.map(\.solution) == [1, 2])
  }

  /// 33.3 + 66.8 = 100.1 may be rounding of three numbers; 33.3 + 66.9 = 100.2 may not.
  @Test("Rounding is no error, and a record within it is left alone")
  func roundedShares() throws {
    let rule = try Rule.relation("[indicator=learners,sex=_T] = sum([sex=*])")
    #expect(
      try replies("100", "33.3", "66.8", unit: "0.1").results([rule]).flatMap(\.flags)
        .allSatisfy(\.proposals.isEmpty))
    // Typing: 100.2 is not one digit from 100, written 100.0, but 66.9 is from 66.7 and 33.3
    // from 33.1; 100.0 is from 100.2.
    #expect(
      try proposals(replies("100", "33.3", "66.9", unit: "0.1")) == [
        "1 _T 100>100.2 typing undecided", "2 M 33.3>33.1 typing undecided",
        "3 F 66.9>66.7 typing undecided",
      ])
  }

  /// 300 = 100 + 200 in the areas, 160 + 140 by sex; 50 girls in Astana should be 40, which both
  /// the area's own sum and the country's say.
  private func table() -> SourceReplies {
    var replies = SourceReplies([.sample("a")])
    for (area, numbers) in [
      "KZ": ["300", "160", "140"], "KZ-71": ["100", "60", "50"], "KZ-75": ["200", "100", "100"],
    ] {
      for (sex, text) in zip(["_T", "M", "F"], numbers) {
        replies.add("a", ["\(Self.year),area=\(area),sex=\(sex)": text])
      }
    }
    return replies
  }

  @Test("Rules that share a cell are one record, and each flag has what would resolve it")
  func sharedCell() throws {
    let flags = try table().results().flatMap(\.flags)
    #expect(flags.map(\.rule) == ["part-whole:area", "part-whole:sex"])
    for flag in flags {
      #expect(
        flag.proposals.map { Self.text($0, in: table().structure) } == [
          "1 KZ-71/F 50>40 typing corrected"
        ])
    }
  }

  @Test("A record too large with its surroundings is edited by itself, then not at all")
  func limits() throws {
    // Nine cells with the sound rules around; five in the two broken rules.
    for (limit, isEdited) in [(9, true), (8, true), (5, true), (4, false)] {
      let flags = try table().results(editing: EditingDefinition(maximumVariables: limit))
        .flatMap(\.flags)
      for flag in flags {
        #expect(flag.proposals.isEmpty != isEdited)
        let found = flag.evidence.filter { $0.key == .recordTooLarge }.map(\.values)
        #expect(found == (isEdited ? [] : [["variables": "5", "limit": "4"]]))
      }
    }
  }

  @Test("Explanations beyond the limit are counted")
  func tooMany() throws {
    let flags = try confirmedTotal().results(editing: EditingDefinition(maximumSolutions: 1))
      .flatMap(\.flags)
    #expect(flags.flatMap(\.proposals).isEmpty)
    let counted = flags.flatMap(\.evidence).filter { $0.key == .explanationsNotListed }
    #expect(counted.map(\.values) == [["count": "2", "limit": "1"]])
  }

  @Test("A change from one period to the next proves no value wrong")
  func change() throws {
    var replies = SourceReplies([.sample("a")])
    replies.add("a", [Self.year: "10", "indicator=learners,period=2020": "100"])
    let rule = Rule(
      id: "break", text: "", test: .change(limit: 20), severity: .warning, owner: "o", basis: "b",
      hash: "")
    #expect(try proposals(replies, flag: "break", rules: [rule]).isEmpty)
  }
}
