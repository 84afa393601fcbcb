import StatisticalModel
import Testing

@testable import Pipelining

@Suite("Decisions are read strictly, all problems at once")
struct DecisionFileTests {
  private static let file = "decisions/2024-01.yaml"

  @Test("Every key of a decision arrives in the model")
  func everything() throws {
    let definition = try SmallPipeline().read().definition
    let decision = try #require(definition.decisions.first)
    #expect(decision.id == "2024-01")
    #expect(decision.author == "A. Omarova" && decision.role == "head of social statistics")
    #expect(decision.date.description == "2024-01-15")
    #expect(decision.expires?.description == "2025-01-15")
    #expect(decision.action == .explain(.definition))
    #expect(decision.firstVintage == 3 && decision.lastVintage == nil)
    #expect(decision.rule == "comparison" && decision.flag?.count == 64)
    #expect(decision.reason == ["en": "Two registers", "ru": "Два реестра"])
    #expect(
      decision.seen.map(\.subject) == ["register indicator=children,area=KZ,period=2017,sex=F"])
    #expect(decision.sha256 == definition.files.first { $0.path == Self.file }?.sha256)
    let structure = definition.structure
    let inside = try structure.cell(parsing: "indicator=children,area=KZ,period=2017,sex=F")
    let outside = try structure.cell(parsing: "indicator=children,area=KZ,period=2017,sex=M")
    #expect(decision.scope.matches(inside, in: structure))
    #expect(!decision.scope.matches(outside, in: structure))
  }

  /// Lines are counted by hand in the fixture.
  static let mistakes = [
    Mistake(file, "decision: 2024-01", "decision: 2024-02", line: 1, "not the name of its file"),
    Mistake(file, "author", "auther", line: 2, "unknown key 'auther'. Did you mean 'author'?"),
    Mistake(file, "author: A. Omarova", "author: ' '", line: 2, "one line of at most 200"),
    Mistake(
      file, "author: A. Omarova", "author: \"A\\nB\"", line: 2, "one line of at most 200"),
    Mistake(file, "date: 2024-01-15", "date: 2024-02-30", line: 4, "a day that exists"),
    Mistake(file, "flag: ab", "flag: zz", line: 5, "a SHA-256 of 64 hexadecimal digits"),
    Mistake(
      file, "rule: comparison\n", "", line: 8, "the key 'rule' is missing. Name the rule"),
    Mistake(file, "area: KZ", "area: KZ-99", line: 7, "unknown code of 'area' 'KZ-99'"),
    Mistake(
      file, "{indicator: children, area: KZ, period: 2017, sex: F}", "{}", line: 7,
      "would mean every cell"),
    Mistake(file, "{from: 3}", "{}", line: 8, "one of 'from', 'to' is missing"),
    Mistake(file, "{from: 3}", "{from: 3, to: 2}", line: 8, "'to' is before 'from'"),
    Mistake(file, "{from: 3}", "{from: 0}", line: 8, "a whole number from 1"),
    Mistake(file, "explained: DEF", "explained: UNX", line: 9, "unknown word 'UNX'"),
    Mistake(file, "explained: DEF", "explained: DEV", line: 9, "Did you mean 'DEF'?"),
    Mistake(
      file, "explained: DEF\n", "", line: 1, "one of 'accept', 'set', 'explained', 'exclude'"),
    Mistake(
      file, "explained: DEF", "explained: DEF\naccept: register", line: 9,
      "'accept' and 'explained' exclude each other"),
    Mistake(file, "explained: DEF", "accept: registr", line: 9, "Did you mean 'register'?"),
    Mistake(
      file, "explained: DEF", "set: {value: 7}", line: 1,
      "the key 'secondSigner' is missing. A value that is set"),
    Mistake(
      file, "explained: DEF", "set: {value: 7}\nsecondSigner: A. Omarova", line: 10,
      "the second signer is the author"),
    Mistake(
      file, "explained: DEF", "set: {lower: 8, upper: 7}\nsecondSigner: B", line: 9,
      "'lower', 'value', 'upper' are not in order"),
    Mistake(
      file, "explained: DEF", "set: {}\nsecondSigner: B", line: 9,
      "one of 'value', 'lower', 'upper' is missing"),
    Mistake(
      file, "explained: DEF", "exclude: register/a.csv\nsecondSigner: B", line: 5,
      "'flag' is not for 'exclude'"),
    Mistake(
      file, ", ru: Два реестра", "", line: 10, "the reason stands in one language. Write {en: …"),
    Mistake(
      file, " 5 edition=1", " 6 edition=1", line: 12, "not that of the lines under 'seen'"),
    Mistake(file, "edition=1 as-of=unknown", "", line: 14, "a line as `sanaq decide` writes it"),
    Mistake(file, "expires: 2025", "expires: 2023", line: 15, "expires before its date"),
    Mistake(file, "explained: DEF", "explained: *cause", line: 9, "anchors and aliases"),
  ]

  @Test("A mistake is named by file, line and next step", arguments: mistakes)
  func mistake(_ mistake: Mistake) throws {
    var pipeline = SmallPipeline()
    try pipeline.replace(mistake.old, with: mistake.new, in: mistake.file)
    let problems = try pipeline.problems()
    #expect(
      problems.contains {
        $0.file == mistake.file && $0.line == mistake.line
          && $0.description.contains(mistake.words)
      }, "\(problems.map(\.description))")
  }

  @Test("Two mistakes in two decisions are both reported")
  func all() throws {
    var pipeline = SmallPipeline()
    let text = try #require(pipeline.files[Self.file])
    pipeline.files["decisions/b.yaml"] = text.replacing("2024-01\n", with: "b\n")
    try pipeline.replace("comparison", with: "''", in: "decisions/b.yaml")
    try pipeline.replace("role:", with: "rolle:", in: Self.file)
    let files = try pipeline.problems().map(\.file)
    #expect(Set(files) == [Self.file, "decisions/b.yaml"])
  }

  @Test("A decision's name is an id, which may begin with a digit", arguments: ["-a", "A", "a_b"])
  func names(_ name: String) throws {
    var pipeline = SmallPipeline()
    pipeline.files["decisions/\(name).yaml"] = pipeline.files[Self.file]
    let problems = try pipeline.problems()
    #expect(problems.contains { $0.reason == "the file name is not an id" })
  }

  @Test("Decisions are replayed by date, then by id")
  func order() throws {
    var pipeline = SmallPipeline()
    let text = try #require(pipeline.files[Self.file])
    for (id, day) in [("b", "2024-01-15"), ("a", "2024-01-15"), ("z", "2023-12-31")] {
      pipeline.files["decisions/\(id).yaml"] = text.replacing("2024-01\n", with: "\(id)\n")
        .replacing("date: 2024-01-15", with: "date: \(day)")
    }
    #expect(try pipeline.read().definition.decisions.map(\.id) == ["z", "2024-01", "a", "b"])
  }
}
