import TestSupport
import Testing

/// SDMX as the source of a pipeline, and its structures with `inspect`.
@Suite struct SDMXTests {
  static let dataSet = """
    <m:DataSet s:structureRef="S"><Series FREQ="A" SEX="F" UNIT_MULT="3">\
    <Obs TIME_PERIOD="2018" OBS_VALUE="12.5"/><Obs TIME_PERIOD="2019" OBS_VALUE="1.3E1"/></Series>\
    <Series FREQ="A" SEX="M"><Obs TIME_PERIOD="2018" OBS_VALUE="7000"/>\
    <Obs TIME_PERIOD="2019" OBS_VALUE="NaN" OBS_STATUS="Q"/></Series></m:DataSet>
    """

  static let rows = """
    STRUCTURE;STRUCTURE_ID;ACTION;FREQ: Frequency;SEX: Sex;TIME_PERIOD: Time;OBS_VALUE: Value;\
    UNIT_MULT: Multiplier;OBS_STATUS: Status
    datastructure;BNS:SEN(1.0): Needs;I;A: Annual;F: Female;2018: 2018;12.5;3: Thousands;
    datastructure;BNS:SEN(1.0): Needs;I;A: Annual;F: Female;2019: 2019;13;3: Thousands;
    datastructure;BNS:SEN(1.0): Needs;I;A: Annual;M: Male;2018: 2018;7;3: Thousands;
    datastructure;BNS:SEN(1.0): Needs;I;A: Annual;M: Male;2019: 2019;;;Q: Suppressed
    """

  /// 12.5 and 13 thousand by UNIT_MULT, whatever form of number; a suppressed value has no figure.
  static let figures = [
    "sen,2018,F,published,12500", "sen,2018,M,published,7000", "sen,2019,F,published,13000",
  ]

  @Test(
    "messages of every form load to the same figures",
    arguments: [
      ("sdmx-ml", SDMXPipeline.message(dataSet)), ("sdmx-csv", rows),
      ("sdmx-csv", rows.replacing(";", with: "|")),
    ])
  func sameFigures(_ form: (name: String, message: String)) throws {
    let pipeline = try SDMXPipeline(file: "format: \(form.name), fixed: {FREQ: A}")
    try pipeline.deliver(form.message)
    let found = try pipeline.figures()
    #expect(found.filter { $0.contains("published") } == Self.figures)
    #expect(
      try pipeline.sanaq("explain", "demo", "indicator=sen,period=2019,sex=M").output.contains(
        "suppressed"))
  }

  /// SDMX: a reporting year from September is named by the year it begins in.
  @Test(
    "reporting years that begin in September are school years, and a source's own statuses hold")
  func schoolYears() throws {
    let pipeline = try SDMXPipeline(
      file: "format: sdmx-ml", more: "statuses: {M: missing, X: notCollected}")
    try pipeline.deliver(
      SDMXPipeline.message(
        """
        <m:DataSet s:structureRef="S" REPORTING_YEAR_START_DAY="--09-01"><Series SEX="F">\
        <Obs TIME_PERIOD="2019-A1" OBS_VALUE="5"/><Obs TIME_PERIOD="2020-09-01/P1Y" OBS_VALUE="6"/>\
        <Obs TIME_PERIOD="2021" OBS_VALUE="7" OBS_STATUS="A"/>\
        <Obs TIME_PERIOD="2022" OBS_STATUS="X"/></Series></m:DataSet>
        """))
    #expect(
      try pipeline.figures().filter { $0.contains("published") } == [
        "sen,2019/2020,F,published,5", "sen,2020/2021,F,published,6", "sen,2021,F,published,7",
      ])
    #expect(
      try pipeline.sanaq("explain", "demo", "indicator=sen,period=2022,sex=F").output.contains(
        "notCollected"))
  }

  /// SDMX 2.1, ActionType: a delete takes away the observations it names, an append changes only
  /// what it gives; the cell that no other source has is left without a figure.
  @Test("a delete deletes in the new vintage, and trace says who deleted it where")
  func deletes() throws {
    let pipeline = try SDMXPipeline(file: "format: sdmx-ml, fixed: {FREQ: A}")
    let later = """
      <m:DataSet s:structureRef="S" s:action="Delete"><Series FREQ="A" SEX="F">\
      <Obs TIME_PERIOD="2018"/></Series></m:DataSet>\
      <m:DataSet s:structureRef="S" s:action="Append"><Series FREQ="A" SEX="F">\
      <Obs TIME_PERIOD="2019" OBS_STATUS="P"/></Series></m:DataSet>
      """
    try pipeline.deliver(SDMXPipeline.message(Self.dataSet))
    #expect(try pipeline.figures().contains("sen,2018,F,published,12500"))
    try pipeline.deliver(SDMXPipeline.message(Self.dataSet), SDMXPipeline.message(later))
    let found = try pipeline.figures()
    #expect(found.contains("sen,2018,F,absent,"))
    #expect(found.contains("sen,2019,F,published,13000"))
    let trace = try pipeline.sanaq("trace", "demo", "indicator=sen,period=2018,sex=F").output
    #expect(trace.contains("not used: ministry deleted"))
    #expect(trace.contains("file ministry/2.xml, edition 2, from Ministry"))
    #expect(trace.contains("<Obs TIME_PERIOD=\"2018\"/>"))
    #expect(try pipeline.sanaq("verify", "demo").code == 0)
  }

  @Test("a value given anew after a delete in the same message holds")
  func givenAnew() throws {
    let pipeline = try SDMXPipeline(file: "format: sdmx-csv")
    try pipeline.deliver(
      """
      STRUCTURE,STRUCTURE_ID,ACTION,SEX,TIME_PERIOD,OBS_VALUE,OBS_STATUS
      datastructure,BNS:SEN(1.0),A,F,2019,5,A
      datastructure,BNS:SEN(1.0),A,M,2019,6,A
      datastructure,BNS:SEN(1.0),D,F,2019,,
      datastructure,BNS:SEN(1.0),D,M,2019,,-
      datastructure,BNS:SEN(1.0),R,F,2019,7,A
      """)
    // Of the boys only the status was deleted.
    #expect(try pipeline.figures() == ["sen,2019,F,published,7", "sen,2019,M,published,6"])
  }

  /// SDMX-CSV 2.0, action D: "partial dimension values": all observations relating to those values,
  /// whatever the empty dimension is.
  ///
  /// The third girl is given behind the delete.
  @Test("a delete with an empty dimension deletes all that fits before it in the file")
  func openDelete() throws {
    let pipeline = try SDMXPipeline(file: "format: sdmx-csv")
    try pipeline.deliver(
      """
      STRUCTURE,STRUCTURE_ID,ACTION,SEX,TIME_PERIOD,OBS_VALUE,OBS_STATUS
      datastructure,BNS:SEN(1.0),A,F,2018,4,A
      datastructure,BNS:SEN(1.0),A,F,2019,5,A
      datastructure,BNS:SEN(1.0),A,M,2019,6,A
      datastructure,BNS:SEN(1.0),D,F,,,
      datastructure,BNS:SEN(1.0),A,F,2019,7,A
      datastructure,BNS:SEN(1.0),D,,2019,,-
      datastructure,BNS:SEN(1.0),A,F,2020,8,A
      """)
    // The second delete names a status, and so no value.
    #expect(
      try pipeline.figures() == [
        "sen,2018,F,absent,", "sen,2019,F,published,7", "sen,2019,M,published,6",
        "sen,2020,F,published,8",
      ])
    let trace = try pipeline.sanaq("trace", "demo", "indicator=sen,period=2018,sex=F").output
    #expect(trace.contains("not used: ministry deleted"))
    #expect(trace.contains("record 4,") && trace.contains("datastructure,BNS:SEN(1.0),D,F,,,"))
    #expect(!trace.contains("record 1,"))
    #expect(try pipeline.sanaq("verify", "demo").code == 0)
  }

  /// SDMX 3.1, section 3A part IV, 4.1, of an omitted dimension: "bulk deletion".
  @Test("a delete of a series or of a whole data set reaches into earlier editions")
  func openDeleteOfEditions() throws {
    let pipeline = try SDMXPipeline(file: "format: sdmx-ml, fixed: {FREQ: A}")
    let first = SDMXPipeline.message(Self.dataSet)
    let girls = "<Series FREQ=\"A\" SEX=\"F\"/>"
    let second = SDMXPipeline.message(
      """
      <m:DataSet s:structureRef="S" s:action="Delete">\(girls)</m:DataSet>\
      <m:DataSet s:structureRef="S" s:action="Append"><Series FREQ="A" SEX="F">\
      <Obs TIME_PERIOD="2019" OBS_VALUE="9"/></Series></m:DataSet>
      """)
    try pipeline.deliver(first, second)
    #expect(
      try pipeline.figures().filter { !$0.contains("2019,M") } == [
        "sen,2018,F,absent,", "sen,2018,M,published,7000", "sen,2019,F,published,9",
      ])
    let trace = try pipeline.sanaq("trace", "demo", "indicator=sen,period=2018,sex=F").output
    #expect(trace.contains("file ministry/2.xml, edition 2") && trace.contains(girls))
    // The first edition is corrected: what the second deletes in it is another year now.
    let corrected = first.replacing("TIME_PERIOD=\"2018\"", with: "TIME_PERIOD=\"2017\"")
    try pipeline.deliver(corrected, second)
    #expect(
      try pipeline.figures().filter { $0.contains(",F,") } == [
        "sen,2017,F,absent,", "sen,2018,F,absent,", "sen,2019,F,published,9",
      ])
    let moved = try pipeline.sanaq("trace", "demo", "indicator=sen,period=2017,sex=F").output
    #expect(moved.contains("not used: ministry deleted") && moved.contains(girls))
    let everything = SDMXPipeline.message("<m:DataSet s:structureRef=\"S\" s:action=\"Delete\"/>")
    let third = SDMXPipeline.message(
      "<m:DataSet s:structureRef=\"S\"><Series FREQ=\"A\" SEX=\"M\"><Obs TIME_PERIOD=\"2018\" "
        + "OBS_VALUE=\"3\"/></Series></m:DataSet>")
    try pipeline.deliver(first, everything, third)
    #expect(
      try pipeline.figures().filter { $0.contains("published") } == ["sen,2018,M,published,3"])
    #expect(try pipeline.sanaq("verify", "demo").code == 0)
  }

  @Test("a code that is none is refused also where a delete leaves the rest of its key open")
  func openDeleteOfNothing() throws {
    let pipeline = try SDMXPipeline(file: "format: sdmx-csv")
    let header = "STRUCTURE,STRUCTURE_ID,ACTION,SEX,TIME_PERIOD,OBS_VALUE\n"
    let rows = "datastructure,BNS:SEN(1.0),A,F,2018,4\ndatastructure,BNS:SEN(1.0),D,"
    try pipeline.deliver(header + rows + "X,,\n")
    let refused = try pipeline.sanaq("run", "demo")
    #expect(refused.code == 65 && refused.errors.contains("1.csv:3:"))
    // No boys are there to be deleted.
    try pipeline.deliver(header + rows + "M,,\n")
    #expect(try pipeline.figures() == ["sen,2018,F,published,4"])
  }

  /// UNIT_MULT stands at the series, DECIMALS at the data set, a title at a group; the observation's
  /// own bytes have none of them.
  ///
  /// 12.345 has more digits than DECIMALS says, and all of them stay.
  @Test("trace names what a message says above an observation, and on which level")
  func levels() throws {
    let pipeline = try SDMXPipeline(file: "format: sdmx-ml, fixed: {FREQ: A}")
    try pipeline.deliver(
      SDMXPipeline.message(
        """
        <m:DataSet s:structureRef="S" DECIMALS="1"><Group SEX="F" TITLE="girls"/>\
        <Series FREQ="A" SEX="F" UNIT_MULT="3"><Obs TIME_PERIOD="2018" OBS_VALUE="12.345" \
        OBS_STATUS="A"/></Series></m:DataSet>
        """))
    #expect(try pipeline.figures() == ["sen,2018,F,published,12345"])
    let cell = "indicator=sen,period=2018,sex=F"
    let trace = try pipeline.sanaq("trace", "demo", cell).lines
    let above = try #require(trace.first { $0.contains("above it:") })
    for stated in ["UNIT_MULT=3 (series)", "DECIMALS=1 (dataset)", "TITLE=girls (group)"] {
      #expect(above.contains(stated), "\(above)")
    }
    #expect(!above.contains("OBS_STATUS"))
    let json = try pipeline.sanaq("trace", "demo", cell, "--json").output
    #expect(json.contains("{\"id\":\"UNIT_MULT\",\"values\":[\"3\"],\"level\":\"series\"}"))
    #expect(
      json.contains("{\"id\":\"OBS_STATUS\",\"values\":[\"A\"],\"level\":\"observation\"}"))
  }

  @Test("in SDMX-CSV a row with a part of the key states attributes of a group")
  func levelsOfRows() throws {
    let pipeline = try SDMXPipeline(file: "format: sdmx-csv")
    try pipeline.deliver(
      """
      STRUCTURE,STRUCTURE_ID,ACTION,SEX,TIME_PERIOD,OBS_VALUE,UNIT_MULT
      datastructure,BNS:SEN(1.0),I,F,,,3
      datastructure,BNS:SEN(1.0),I,F,2018,5,
      datastructure,BNS:SEN(1.0),I,M,2018,6,0
      """)
    #expect(try pipeline.figures() == ["sen,2018,F,published,5000", "sen,2018,M,published,6"])
    let girls = try pipeline.sanaq("trace", "demo", "indicator=sen,period=2018,sex=F").output
    #expect(girls.contains("above it: UNIT_MULT=3 (group)"))
    let boys = try pipeline.sanaq("trace", "demo", "indicator=sen,period=2018,sex=M").output
    #expect(!boys.contains("above it"))
  }

  @Test("codes outside of the source's own structure are named, and nothing is published")
  func codesOutside() throws {
    let pipeline = try SDMXPipeline(file: "format: sdmx-ml, structure: sen, fixed: {FREQ: A}")
    try pipeline.write("structures/sen.xml", SDMXPipeline.structure)
    try pipeline.deliver(
      SDMXPipeline.message(
        "<m:DataSet s:structureRef=\"S\">\n<Series FREQ=\"A\" SEX=\"U\"><Obs TIME_PERIOD=\"2019\" "
          + "OBS_VALUE=\"1\"/></Series><Series FREQ=\"Q\" SEX=\"F\">\n<Obs TIME_PERIOD=\"2019\" "
          + "OBS_VALUE=\"1\"/></Series></m:DataSet>"))
    let run = try pipeline.sanaq("run", "demo")
    #expect(run.code == 65)
    #expect(run.errors.contains("1.xml:2: column 'SEX'") && run.errors.contains("'U'"))
    #expect(run.errors.contains("1.xml:3: column 'FREQ'") && run.errors.contains("'Q'"))
  }

  @Test("a dimension of the source's structure that no cell takes is a mistake of the definition")
  func lostDimension() throws {
    let pipeline = try SDMXPipeline(file: "format: sdmx-ml, structure: sen")
    try pipeline.write("structures/sen.xml", SDMXPipeline.structure)
    try pipeline.deliver(SDMXPipeline.message(Self.dataSet))
    let run = try pipeline.sanaq("validate", "demo")
    #expect(run.code == 78)
    #expect(run.errors.contains("dimension 'FREQ' is neither mapped nor fixed"))
  }

  @Test("what the definition does not speak of is refused, not dropped")
  func unknownComponent() throws {
    let pipeline = try SDMXPipeline(file: "format: sdmx-ml")
    try pipeline.deliver(SDMXPipeline.message(Self.dataSet))
    let run = try pipeline.sanaq("run", "demo")
    #expect(run.code == 65)
    #expect(run.errors.contains("“FREQ” is no component"))
  }

  @Test("inspect --structures names each artefact and what is in it")
  func structures() throws {
    let workdir = try Workdir()
    try workdir.write(SDMXPipeline.structure, to: "s.xml")
    let shown = try Sanaq.run(["inspect", "s.xml", "--structures"], in: workdir.path)
    #expect(
      shown.lines == [
        "datastructure BNS:SEN(1.0) “Needs”: FREQ, SEX, TIME_PERIOD, OBS_VALUE, OBS_STATUS",
        "codelist BNS:CL_FREQ(1.0) “Frequency”: 1 codes",
        "codelist BNS:CL_SEX(1.0) “Sex”: 4 codes",
        "conceptscheme BNS:CS(1.0) “Concepts”: 3 concepts",
        "constraint BNS:DC(1.0) “Known”: on BNS:SEN(1.0)",
      ])
    let json = try Sanaq.run(["inspect", "s.xml", "--structures", "--json"], in: workdir.path)
    #expect(json.lines.count == 5)
    #expect(json.output.contains("{\"id\":\"F\",\"parent\":\"_T\",\"names\":{\"en\":\"Female\"}}"))
    #expect(json.output.contains("{\"en\":\"All\",\"ru\":\"Все\"}"))
  }

  /// The form the issue gives, member for member.
  @Test("inspect --observations prints an object for each observation, in the structure's order")
  func observations() throws {
    let workdir = try Workdir()
    try workdir.write(SDMXPipeline.structure, to: "s.xml")
    let message = SDMXPipeline.message(
      "<m:DataSet s:structureRef=\"S\" s:action=\"Replace\"><Series SEX=\"F\" FREQ=\"A\">"
        + "<Obs OBS_STATUS=\"A\" OBS_VALUE=\"12.50\" TIME_PERIOD=\"2019\"/></Series></m:DataSet>")
    try workdir.write(message, to: "d.xml")
    let shown = try Sanaq.run(
      ["inspect", "d.xml", "--observations", "--json", "--structure", "s.xml"], in: workdir.path)
    let offset = message.utf8.count - "</Series></m:DataSet></m:StructureSpecificData>".utf8.count
    let element = "<Obs OBS_STATUS=\"A\" OBS_VALUE=\"12.50\" TIME_PERIOD=\"2019\"/>".utf8.count
    #expect(
      shown.output == """
        {"dataset":1,"structure":"BNS:SEN(1.0)","action":"R","key":{"FREQ":"A","SEX":"F",\
        "TIME_PERIOD":"2019"},"value":"12.50","attributes":{"OBS_STATUS":"A"},\
        "offset":\(offset - element),"length":\(element)}

        """)
    let wrong = message.replacing("SEX=", with: "SEC=")
    try workdir.write(wrong, to: "d.xml")
    let refused = try Sanaq.run(
      ["inspect", "d.xml", "--observations", "--structure", "s.xml"], in: workdir.path)
    #expect(refused.code == 65 && refused.errors.contains("the nearest is “SEX”"))
    try workdir.write(message.replacing("SEX=\"F\" ", with: ""), to: "d.xml")
    let incomplete = try Sanaq.run(
      ["inspect", "d.xml", "--observations", "--structure", "s.xml"], in: workdir.path)
    #expect(incomplete.code == 65 && incomplete.errors.contains("key has no “SEX”"))
  }

  /// Four observations in each form; a fault is found although nothing is shown.
  @Test("inspect --observations --count reads the whole message and says only how many there are")
  func count() throws {
    let workdir = try Workdir()
    try workdir.write(SDMXPipeline.message(Self.dataSet), to: "d.xml")
    try workdir.write(Self.rows, to: "d.csv")
    for file in ["d.xml", "d.csv"] {
      let counted = ["inspect", file, "--observations", "--count"]
      #expect(try Sanaq.run(counted, in: workdir.path).output == "4 observations\n")
      #expect(
        try Sanaq.run(counted + ["--json"], in: workdir.path).output == "{\"observations\":4}\n")
    }
    #expect(try Sanaq.run(["inspect", "d.csv", "--count"], in: workdir.path).code == 64)
    let cut = SDMXPipeline.message(Self.dataSet).replacing("</m:DataSet>", with: "")
    try workdir.write(cut, to: "cut.xml")
    let refused = try Sanaq.run(
      ["inspect", "cut.xml", "--observations", "--count"], in: workdir.path)
    #expect(refused.code == 65 && refused.output.isEmpty)
    #expect(refused.errors.hasPrefix("cut.xml:1:"))
  }
}
