import TestSupport
import Testing

/// `sanaq init`: what it writes must be what the other verbs take.
@Suite struct InitTests {
  static let note = """
    deliveries:
      - {file: FILE, sender: M, received: 2025-01-01, asOf: unknown, edition: 1, status: final,
         licence: CC, citation: letter}

    """

  @Test("a skeleton is sound as soon as its source has delivered")
  func skeleton() throws {
    let workdir = try Workdir()
    let made = try Sanaq.run(["init", "Pipelines/pupils"], in: workdir.path)
    #expect(made.code == 0 && made.lines.contains("Pipelines/pupils/structure.yaml"))
    let folder = "RawData/pupils/ministry"
    try workdir.write("Year,Sex,Children\n2024,_T,5\n2024,F,2\n2024,M,3\n", to: "\(folder)/a.csv")
    try workdir.write(
      Self.note.replacing("FILE", with: "a.csv"), to: "\(folder)/delivery.yaml")
    let checked = try Sanaq.run(["validate", "pupils"], in: workdir.path)
    #expect(checked.code == 0, "\(checked.errors)")
  }

  @Test("a pipeline from a structure takes the data made by it")
  func fromStructure() throws {
    let workdir = try Workdir()
    try workdir.write(SDMXPipeline.structure, to: "s.xml")
    let made = try Sanaq.run(
      ["init", "Pipelines/needs", "--from-structure", "s.xml"], in: workdir.path)
    #expect(made.code == 0, "\(made.errors)")
    let folder = "RawData/needs/source"
    let dataSet =
      "<m:DataSet s:structureRef=\"S\"><Series FREQ=\"A\" SEX=\"F\"><Obs TIME_PERIOD=\"2019\" OBS_VALUE=\"5\"/></Series></m:DataSet>"
    try workdir.write(SDMXPipeline.message(dataSet), to: "\(folder)/a.xml")
    try workdir.write(Self.note.replacing("FILE", with: "a.xml"), to: "\(folder)/delivery.yaml")
    let checked = try Sanaq.run(["validate", "needs"], in: workdir.path)
    #expect(checked.code == 0, "\(checked.errors)")
    let again = try Sanaq.run(["init", "Pipelines/needs"], in: workdir.path)
    #expect(again.code == 73)
    #expect(try Sanaq.run(["init", "Not An Id"], in: workdir.path).code == 78)
  }
}
