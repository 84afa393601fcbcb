import Testing

@testable import Pipelining

@Suite("A definition with a mistake is refused with its place and the next step")
struct DefinitionRefusalTests {
  @Test(
    "The mistake is reported where it was made",
    arguments: [
      Mistake.yaml, Mistake.structure, Mistake.codelists, Mistake.crosswalks, Mistake.sources,
      Mistake.rules, Mistake.editing, Mistake.reconciliation, Mistake.personalData,
    ].flatMap(\.self))
  func refusal(_ mistake: Mistake) throws {
    var pipeline = SmallPipeline()
    try pipeline.replace(mistake.old, with: mistake.new, in: mistake.file)
    let place = "\(mistake.at ?? mistake.file):\(mistake.line):"
    let problems = try pipeline.problems().map(\.description)
    #expect(problems.contains { $0.hasPrefix(place) && $0.contains(mistake.words) }, "\(problems)")
  }

  @Test(
    "A file that belongs to nothing is named",
    arguments: [
      ("sources/old.yml", "sources holds '<id>.yaml' files and nothing else"),
      ("sources/Old.yaml", "the file name is not an id"),
      ("codelists/spare.csv", "no dimension uses this code list"),
      ("crosswalks/spare.csv", "no source uses this crosswalk"),
      ("codelists/more/a.csv", "codelists holds"),
      ("rule.yaml", "Did you mean 'rules.yaml'?"),
      ("notes/a.txt", "nothing of this name belongs to a pipeline"),
    ])
  func stranger(_ file: String, _ words: String) throws {
    var pipeline = SmallPipeline()
    pipeline.files[file] =
      file.hasPrefix("cross") ? "source_code,target_code\na,KZ" : "code,name_en\na,A"
    let problems = try pipeline.problems()
    #expect(problems.contains { $0.description.contains(words) }, "\(problems)")
  }

  @Test("A missing file is named")
  func missing() throws {
    var pipeline = SmallPipeline()
    pipeline.files["structure.yaml"] = nil
    #expect(
      try pipeline.problems().contains {
        $0.description == "structure.yaml:1:1: the file is missing. "
          + "Pipelines/README.md says what is in it."
      })
  }

  /// Whoever names a home folder by mistake must not read a line about each file in it.
  @Test("A folder without a pipeline.yaml is one problem, whatever lies in it")
  func strange() throws {
    var pipeline = SmallPipeline()
    pipeline.files["pipeline.yaml"] = nil
    pipeline.files["letter.txt"] = "Dear Sir"
    let problems = try pipeline.problems()
    #expect(problems.map(\.kind) == [.missing])
    #expect(problems.first?.reason.contains("no pipeline.yaml") == true)
  }

  @Test("A folder that is not there is named")
  func noFolder() {
    #expect(throws: DefinitionErrors.self) {
      try DefinitionReader(folder: "/nowhere/at/all").read()
    }
  }

  @Test("All problems are reported at once, in order of file and line")
  func allAtOnce() throws {
    var pipeline = SmallPipeline()
    try pipeline.replace("unit", with: "units", in: "codelists/indicator.csv")
    try pipeline.replace("cause: GEO", with: "cause: NO", in: "reconcile.yaml")
    try pipeline.replace(
      "provider: ministry", with: "supplier: ministry", in: "sources/survey.yaml")
    try pipeline.replace("format: xml", with: "format: json", in: "sources/survey.yaml")
    let places = try pipeline.problems().map { "\($0.file):\($0.line)" }
    #expect(
      places == [
        "codelists/indicator.csv:1", "codelists/indicator.csv:1", "reconcile.yaml:6",
        "sources/survey.yaml:1", "sources/survey.yaml:3", "sources/survey.yaml:5",
      ])
  }

  @Test("The column is that of the character in the file, inside a quoted expression too")
  func column() throws {
    var pipeline = SmallPipeline()
    try pipeline.replace("[sex=M] = [", with: "[sex=X] = [", in: "rules.yaml")
    // Four blanks, `relation: `, the quote, `[sex=F] + `, then the bracket of the second cell.
    #expect(
      try pipeline.problems().first.map { [$0.line, $0.column] } == [3, 4 + 10 + 1 + 10 + 1])
  }

  /// A key has 26 bits for the period and 2 for each list of two or three codes: with the four
  /// dimensions there are, 48 more make 26 + 3 × 2 + 48 × 2 = 128.
  @Test("A key of 128 bits is admitted, one more dimension is not", arguments: [(48, 0), (49, 1)])
  func keyWidth(_ count: Int, _ problems: Int) throws {
    var pipeline = SmallPipeline()
    for number in 1...count {
      pipeline.files["structure.yaml"]? += "\n  - {id: d\(number), codelist: sex, total: _T}"
    }
    #expect(try pipeline.problems().filter { $0.reason.contains("128 bits") }.count == problems)
    #expect(try pipeline.problems().count == problems)
  }

  @Test("Shares may pass from one target to another overnight, at the end of a month or a year")
  func sharesThatMove() throws {
    for (last, first) in [
      ("2022-08-31", "2022-09-01"), ("2022-12-31", "2023-01-01"), ("2024-02-29", "2024-03-01"),
      ("2022-06-07", "2022-06-08"),
    ] {
      var pipeline = SmallPipeline()
      try pipeline.replace(
        "Karaganda,KZ-35,,,,",
        with: "Karaganda,KZ-35,0.5,,,\nKaraganda,KZ,0.5,,\(last),\nKaraganda,KZ-62,0.5,\(first),,",
        in: "crosswalks/area-names.csv")
      #expect(try pipeline.problems().isEmpty)
    }
  }

  @Test("Two columns may hold one cell where a mark says which of them does not apply")
  func alternativeColumns() throws {
    var pipeline = SmallPipeline()
    try pipeline.replace("set: {sex: M}", with: "set: {sex: F}", in: "sources/register.yaml")
    try pipeline.replace("{\"\": missing", with: "{\"\": skip", in: "sources/register.yaml")
    #expect(try pipeline.problems().isEmpty)
  }

  @Test("A text that is not UTF-8 is refused with the line of the first such byte")
  func notUTF8() {
    let problems = ProblemList(file: "a.yaml")
    // "Қ" in KZ-1048 is one byte, which begins nothing in UTF-8.
    #expect(DefinitionNode.read(yaml: Array("a: b\nc: ".utf8) + [0x8D], problems) == nil)
    #expect(problems.problems.map(\.line) == [2])
    #expect(problems.problems[0].reason == "the text is not UTF-8")
  }

  @Test("A text of more than a megabyte is refused unread")
  func tooLarge() {
    let problems = ProblemList(file: "a.yaml")
    let text = "a: " + String(repeating: "b", count: 1_000_000)
    #expect(DefinitionNode.read(yaml: Array(text.utf8), problems) == nil)
    #expect(problems.problems[0].reason.contains("larger"))
  }

  @Test("Aliases that would multiply without end are refused at once")
  func billionLaughs() {
    let problems = ProblemList(file: "a.yaml")
    var text = "a0: &a0 [x]\n"
    for level in 1...30 {
      let alias = "*a\(level - 1)"
      text += "a\(level): &a\(level) {? [\(alias), \(alias)] : b}\n"
    }
    #expect(DefinitionNode.read(yaml: Array(text.utf8), problems) == nil)
    #expect(problems.problems.map(\.reason) == ["anchors and aliases are not used"])
  }

  @Test("A crosswalk leads to one dimension")
  func crosswalkForTwoDimensions() throws {
    var pipeline = SmallPipeline()
    try pipeline.replace(
      "{column: Area}", with: "{column: Area}\n  sex: {column: Area, crosswalk: area-names}",
      in: "sources/survey.yaml")
    let problems = try pipeline.problems()
    #expect(problems.map(\.line) == [9])
    #expect(problems[0].reason.contains("leads to 'area' in source 'register' and to 'sex' here"))
  }

  @Test("A list in a file that cannot be read is not called unused")
  func noFollowingErrors() throws {
    var pipeline = SmallPipeline()
    try pipeline.replace("dimensions:", with: "dimensions: &a", in: "structure.yaml")
    #expect(try pipeline.problems().map(\.file) == ["structure.yaml"])
  }
}
