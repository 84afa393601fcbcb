import Foundation
import TestSupport
import Testing

/// A pipeline of one table, small enough that each proposal is found by hand.
@Suite("Proposals on flags, from outside")
struct ProposalClaimTests {
  private let workdir: Workdir

  /// 161 over 80 and 36 is 116 mistyped in 2019; one of the numbers of 2020 is wrong by 333,
  /// and nothing tells which.
  private static let table = "Year,All,Boys,Girls\n2019,161,80,36\n2020,1000,312,355\n"

  init() throws {
    workdir = try Workdir()
    for (name, text) in [
      "pipeline.yaml": "pipeline: small\ntitle: Small\n",
      "structure.yaml": """
      dimensions:
        - {id: indicator, codelist: indicator}
        - {id: period, time: true}
        - {id: sex, codelist: sex, total: _T}
      """,
      "codelists/indicator.csv": """
      code,name_en,unit,measure,additive
      children,Children,persons,stock,sex
      """,
      "codelists/sex.csv": "code,parent,name_en\n_T,,All\nM,_T,Boys\nF,_T,Girls\n",
      "sources/register.yaml": """
      source: register
      title: Register
      provider: office
      definition: {concept: children}
      file: {format: csv, columns: [Year, All, Boys, Girls]}
      dimensions:
        indicator: {code: children}
        period: {column: Year, form: calendarYear}
      values:
        - {column: All, set: {sex: _T}}
        - {column: Boys, set: {sex: M}}
        - {column: Girls, set: {sex: F}}
      """,
      "reconcile.yaml": "figures: [{id: register, use: register, basis: the only one}]\n",
    ] { try workdir.write(text, to: "Pipelines/small/\(name)") }
    try workdir.write(Self.table, to: "RawData/small/register/table.csv")
    try workdir.write(
      """
      deliveries:
        - {file: table.csv, sender: office, received: 2021-01-15, asOf: unknown, edition: 1,
           status: final, licence: CC BY 4.0, citation: Yearbook, sha256: \(sha256)}
      """, to: "RawData/small/register/delivery.yaml")
    try workdir.write("", to: "Warehouse/.keep")
  }

  private var sha256: String {
    get throws {
      let file = workdir.path("RawData/small/register/table.csv")
      return String(try Shell.run("sha256sum \"$1\"", [file]).output.prefix(64))
    }
  }

  private func flags(_ rules: String) throws -> [Answer.Flag] {
    try workdir.write("rules: []\n\(rules)", to: "Pipelines/small/rules.yaml")
    let run = try Sanaq.run(["run", "small"], in: workdir.path)
    try #require(run.code == 0, "\(run.errors)")
    let answer = try Sanaq.run(["flags", "small", "--json"], in: workdir.path)
    return try JSONDecoder().decode(Answer.Flags.self, from: Data(answer.output.utf8)).flags
  }

  private func short(_ flag: Answer.Flag) -> [String] {
    flag.proposals.map { proposal in
      "\(proposal.solution) \(proposal.cell["sex"] ?? "") \(proposal.from ?? -1) "
        + "\(proposal.to ?? -1) \(proposal.method) \(proposal.status)"
    }
  }

  @Test("A slip has one proposal; an error that nothing singles out has one for each value")
  func proposals() throws {
    let flags = try flags("")
    #expect(flags.map(\.cause) == ["ARI", "ARI"])
    #expect(
      flags.map(short) == [
        ["1 _T 161 116 typing corrected"],
        [
          "1 _T 1000 667 localisation undecided", "2 M 312 645 localisation undecided",
          "3 F 355 688 localisation undecided",
        ],
      ])
    #expect(flags[0].proposals.map(\.source) == ["register"])
    #expect(flags[0].proposals.map(\.cell["period"]) == ["2019"])
    // Nothing is applied: the figure is what the register says.
    let figures = try Sanaq.run(["figures", "small", "--json"], in: workdir.path)
    let answer = try JSONDecoder().decode(Answer.Figures.self, from: Data(figures.output.utf8))
    #expect(
      Set(answer.figures.compactMap(\.value)) == [161, 80, 36, 1000, 312, 355])
    #expect(try Sanaq.run(["verify", "small"], in: workdir.path).code == 0)
  }

  @Test("The same is read by people, on the flag and on the cell")
  func words() throws {
    _ = try flags("")
    let sentence =
      "proposal (the only explanation found): register 161 → 116: one keying slip apart"
    for arguments in [
      ["flags", "small", "--period", "2019"],
      ["explain", "small", "indicator=children,period=2019"],
      // The flag stands at the total and quotes the boys.
      ["explain", "small", "indicator=children,period=2019,sex=M"],
    ] {
      #expect(try Sanaq.run(arguments, in: workdir.path).output.contains(sentence))
    }
  }

  @Test("What rules.yaml chooses decides, and a change of it makes a new vintage")
  func chosen() throws {
    #expect(try flags("").flatMap(\.proposals).count == 4)
    let weighed = try flags(
      """
      editing:
        methods: [localisation]
        weights: [{where: {sex: [M, F]}, weight: 1.5}]
      """)
    #expect(
      weighed.map(short) == [
        ["1 _T 161 116 localisation corrected"], ["1 _T 1000 667 localisation corrected"],
      ])
    let limited = try flags("editing: {localise: {maxVariables: 2}}")
    #expect(limited.flatMap(\.proposals).isEmpty)
    #expect(limited.flatMap(\.evidence).map(\.key).count { $0 == "recordTooLarge" } == 2)
    let without = try flags("editing: {methods: []}")
    #expect(without.allSatisfy { $0.proposals.isEmpty && $0.evidence.count == 1 })
    let figures = try Sanaq.run(["flags", "small", "--json"], in: workdir.path).output
    #expect(try JSONDecoder().decode(Answer.Flags.self, from: Data(figures.utf8)).vintage == 4)
    #expect(try Sanaq.run(["verify", "small"], in: workdir.path).code == 0)
  }

  @Test("A mistake in the section ends the run with its place")
  func refusal() throws {
    try workdir.write(
      "rules: []\nediting:\n  methods: [sign, typos]\n", to: "Pipelines/small/rules.yaml")
    let run = try Sanaq.run(["run", "small"], in: workdir.path)
    #expect(run.code == 78)
    #expect(run.errors.contains("rules.yaml:3:19: unknown word 'typos'. "))
  }

  /// 572,829 is the sum of the settings and, with the two authorities that gave totals only, of
  /// the sexes: the total 576,474 of the same year is the one value that mends both sums.
  @Test("England: the total of 2023/24 is the one value that two broken sums have in common")
  func england() throws {
    let workspace = try Workspace.read.get()
    let flags = try workspace.answer(
      Answer.Flags.self, "flags", "england", "--cause", "ARI", "--period", "2023/2024"
    ).flags
    #expect(flags.count == 2)
    for flag in flags {
      #expect(short(flag) == ["1 _T 576474 572829 localisation corrected"])
    }
  }

  /// 26.3 + 14.0 + 50.3 + 9.2 = 99.8: each would be 0.2 more, one digit away.
  @Test("Karaganda: a row of shares that rounding cannot explain has four equal explanations")
  func karaganda() throws {
    let workspace = try Workspace.read.get()
    let flags = try workspace.answer(
      Answer.Flags.self, "flags", "karaganda", "--cause", "ARI"
    ).flags.filter { $0.rule == "settings-add-to-100" }
    #expect(
      flags.map { flag in flag.proposals.map { [$0.from, $0.to] } } == [
        [
          [number("26.3"), number("26.5")], [number("14"), number("14.2")],
          [number("50.3"), number("50.5")], [number("9.2"), number("9.4")],
        ]
      ])
    #expect(flags.flatMap(\.proposals).allSatisfy { $0.status == "undecided" })
  }
}
