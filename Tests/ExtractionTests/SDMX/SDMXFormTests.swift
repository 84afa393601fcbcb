import Extraction
import SDMXVocabulary
import TestSupport
import Testing

/// One small cube in every form of SDMX 2.1 and 3.0; what each says is counted by hand.
@Suite struct SDMXFormTests {
  /// Two series of two years: the second year of the second is missing on purpose.
  static let cube = [
    "1 BNS:SEN(1.0) R | FREQ=A SEX=F TIME_PERIOD=2018 | OBS_VALUE=12.50 | OBS_STATUS=A UNIT_MULT=3",
    "1 BNS:SEN(1.0) R | FREQ=A SEX=F TIME_PERIOD=2019 | OBS_VALUE=13 | OBS_STATUS=P UNIT_MULT=3",
    "1 BNS:SEN(1.0) R | FREQ=A SEX=M TIME_PERIOD=2018 | OBS_VALUE=7 | OBS_STATUS=A UNIT_MULT=3",
    "1 BNS:SEN(1.0) R | FREQ=A SEX=M TIME_PERIOD=2019 | OBS_VALUE=NaN | OBS_STATUS=M UNIT_MULT=3",
  ]

  private static func generic(_ sex: String, _ observations: [(String, String, String)]) -> String {
    "<g:Series><g:SeriesKey><g:Value id=\"FREQ\" value=\"A\"/><g:Value id=\"SEX\" value=\"\(sex)\"/>"
      + "</g:SeriesKey><g:Attributes><g:Value id=\"UNIT_MULT\" value=\"3\"/></g:Attributes>"
      + observations.map {
        "<g:Obs><g:ObsDimension value=\"\($0.0)\"/><g:ObsValue value=\"\($0.1)\"/><g:Attributes>"
          + "<g:Value id=\"OBS_STATUS\" value=\"\($0.2)\"/></g:Attributes></g:Obs>"
      }.joined() + "</g:Series>"
  }

  private static func specific(_ sex: String, _ observations: [(String, String, String)]) -> String
  {
    "<Series FREQ=\"A\" SEX=\"\(sex)\" UNIT_MULT=\"3\">"
      + observations.map {
        "<Obs TIME_PERIOD=\"\($0.0)\" OBS_VALUE=\"\($0.1)\" OBS_STATUS=\"\($0.2)\"/>"
      }.joined() + "</Series>"
  }

  private static let girls = [("2018", "12.50", "A"), ("2019", "13", "P")]
  private static let boys = [("2018", "7", "A"), ("2019", "NaN", "M")]

  static let forms: [(name: String, text: String)] = {
    let genericSeries =
      "<m:DataSet structureRef=\"S\" action=\"Replace\">\(generic("F", girls))\(generic("M", boys))"
      + "</m:DataSet>"
    let series =
      "<m:DataSet s:structureRef=\"S\" s:action=\"Replace\" xsi:type=\"a:b\">"
      + specific("F", girls) + specific("M", boys) + "</m:DataSet>"
    let rows = [("F", girls), ("M", boys)].flatMap { sex, observations in
      observations.map { (sex, $0.0, $0.1, $0.2) }
    }
    let flat =
      "<m:DataSet s:structureRef=\"S\" s:action=\"Replace\">"
      + rows.map {
        "<Obs FREQ=\"A\" SEX=\"\($0.0)\" TIME_PERIOD=\"\($0.1)\" OBS_VALUE=\"\($0.2)\" "
          + "OBS_STATUS=\"\($0.3)\" UNIT_MULT=\"3\"/>"
      }.joined(separator: "\n") + "</m:DataSet>"
    let genericFlat =
      "<m:DataSet structureRef=\"S\" action=\"Replace\">"
      + rows.map {
        "<g:Obs><g:ObsKey><g:Value id=\"FREQ\" value=\"A\"/><g:Value id=\"SEX\" value=\"\($0.0)\"/>"
          + "<g:Value id=\"TIME_PERIOD\" value=\"\($0.1)\"/></g:ObsKey>"
          + "<g:ObsValue value=\"\($0.2)\"/><g:Attributes><g:Value id=\"OBS_STATUS\" "
          + "value=\"\($0.3)\"/><g:Value id=\"UNIT_MULT\" value=\"3\"/></g:Attributes></g:Obs>"
      }.joined() + "</m:DataSet>"
    let csv = rows.map { "datastructure,BNS:SEN(1.0),R,A,\($0.0),\($0.1),\($0.2),\($0.3),3" }
    let labels = rows.map {
      "datastructure;BNS:SEN(1.0): Special needs: all;R;A: Annual;\($0.0): Sex \($0.0);\($0.1): x;"
        + "\($0.2);\($0.3): Status;3: Thousands"
    }
    return [
      ("GenericData", SDMXMessages.generic(genericSeries)),
      ("GenericData, flat", SDMXMessages.generic(genericFlat, dimension: "AllDimensions")),
      (
        "GenericTimeSeriesData",
        SDMXMessages.generic(genericSeries, root: "GenericTimeSeriesData")
      ),
      ("StructureSpecificData 2.1", SDMXMessages.specific(series, version: "2_1")),
      (
        "StructureSpecificTimeSeriesData",
        SDMXMessages.specific(series, version: "2_1", root: "StructureSpecificTimeSeriesData")
      ),
      ("StructureSpecificData 3.0", SDMXMessages.specific(series)),
      (
        "StructureSpecificData 3.0, flat",
        SDMXMessages.specific(flat, dimension: "AllDimensions")
      ),
      (
        "SDMX-CSV 2.0",
        (["STRUCTURE,STRUCTURE_ID,ACTION,FREQ,SEX,TIME_PERIOD,OBS_VALUE,OBS_STATUS,UNIT_MULT"]
          + csv).joined(separator: "\r\n") + "\r\n"
      ),
      (
        "SDMX-CSV 2.0, labels both, semicolon",
        ([
          "STRUCTURE;STRUCTURE_ID;ACTION;FREQ: Frequency;SEX: Sex;TIME_PERIOD: Time;"
            + "OBS_VALUE: Value;OBS_STATUS: Status;UNIT_MULT: Multiplier"
        ] + labels).joined(separator: "\n")
      ),
    ]
  }()

  @Test(
    "the same cube in every form is the same observations",
    arguments: SDMXFormTests.forms.map { $0.name })
  func sameObservations(_ name: String) throws {
    let text = try #require(Self.forms.first { $0.name == name }).text
    let reading = try SDMXReading(text)
    #expect(reading.error == nil)
    #expect(reading.observations == Self.cube)
  }

  @Test("an observation's place is that of its element, or of its row")
  func places() throws {
    for (name, text) in Self.forms {
      let slices = try SDMXReading(text).slices
      let open = name.hasPrefix("Generic") ? "<g:Obs>" : "<Obs "
      #expect(slices.count == 4)
      for slice in slices where !name.hasPrefix("SDMX-CSV") {
        #expect(slice.hasPrefix(open) && slice.hasSuffix(">"))
      }
      for slice in slices where name.hasPrefix("SDMX-CSV") {
        #expect(slice.hasPrefix("datastructure") && !slice.contains("\n"))
      }
    }
  }

  private static func measures(_ observations: String, areExplicit: Bool = true) -> String {
    SDMXMessages.specific(
      "<m:DataSet s:structureRef=\"S\"><Series SEX=\"F\" TIME_PERIOD=\"2019\">\(observations)"
        + "</Series></m:DataSet>", version: "2_1", dimension: "MEASURE"
    ).replacing(
      "dimensionAtObservation=\"MEASURE\"",
      with: "dimensionAtObservation=\"MEASURE\" explicitMeasures=\"\(areExplicit)\"")
  }

  /// SDMXDataStructureSpecificBase.xsd (2.1), ObsType: a type is derived for each measure, whose
  /// `type` attribute has a fixed value that messages leave out.
  @Test("an explicit measure is the type of the observation")
  func explicitMeasures() throws {
    let types = """
      <Obs xsi:type="a:PUPILS" OBS_VALUE="5"/><Obs OBS_VALUE="2" xsi:type="a:TEACHERS"/>\
      <Obs xsi:type="CLASSES" type="CLASSES" MEASURE="CLASSES" OBS_VALUE="1"/>
      """
    #expect(
      try SDMXReading(Self.measures(types)).observations == [
        "1 BNS:SEN(1.0) I | MEASURE=PUPILS SEX=F TIME_PERIOD=2019 | OBS_VALUE=5 | ",
        "1 BNS:SEN(1.0) I | MEASURE=TEACHERS SEX=F TIME_PERIOD=2019 | OBS_VALUE=2 | ",
        "1 BNS:SEN(1.0) I | MEASURE=CLASSES SEX=F TIME_PERIOD=2019 | OBS_VALUE=1 | ",
      ])
    let other = "<Obs xsi:type=\"a:PUPILS\" MEASURE=\"TEACHERS\" OBS_VALUE=\"5\"/>"
    #expect(try SDMXReading(Self.measures(other)).error != nil)
    // Any other type says nothing about the key.
    let plain = "<Obs xsi:type=\"a:ObsType\" MEASURE=\"TEACHERS\" OBS_VALUE=\"5\"/>"
    #expect(
      try SDMXReading(Self.measures(plain, areExplicit: false)).observations == [
        "1 BNS:SEN(1.0) I | MEASURE=TEACHERS SEX=F TIME_PERIOD=2019 | OBS_VALUE=5 | "
      ])
  }

  @Test("SDMX-CSV 1.0 has the dataflow first and no action")
  func csvOne() throws {
    let reading = try SDMXReading(
      "DATAFLOW,FREQ,TIME_PERIOD,OBS_VALUE,TITLE\nBNS:SEN(1.0),A,2019,5,\n"
        + "BNS:SEN(1.0),A,2020,,gone\n")
    #expect(
      reading.observations == [
        "1 BNS:SEN(1.0) I | FREQ=A TIME_PERIOD=2019 | OBS_VALUE=5 | ",
        "1 BNS:SEN(1.0) I | FREQ=A TIME_PERIOD=2020 |  | TITLE=gone",
      ])
  }

  /// SDMX-CSV 2.0, section "Multi-valued components": items in quotes may hold the separator.
  @Test("several values, texts in languages, and keys that repeat what other columns say")
  func severalValues() throws {
    let reading = try SDMXReading(
      """
      STRUCTURE[|];STRUCTURE_ID;ACTION;SERIES_KEY;OBS_KEY;FREQ;TIME_PERIOD;OBS_VALUE;A[];T[en|fr]
      dataflow;BNS:SEN(1.0);M;A;A.2019;A;2019;12,4;"x|""y|z""|";en:one|fr:un
      """)
    #expect(
      reading.observations == [
        "1 BNS:SEN(1.0) M | FREQ=A TIME_PERIOD=2019 | OBS_VALUE=12,4 | A=x+y|z+ T=en:one+fr:un"
      ])
  }

  @Test("labels=name has a column of names behind each component")
  func names() throws {
    let reading = try SDMXReading(
      """
      STRUCTURE,STRUCTURE_ID,STRUCTURE_NAME,ACTION,FREQ,Frequency,TIME_PERIOD,Time,OBS_VALUE,Value
      dataflow,BNS:SEN(1.0),Special needs,A,A,Annual,2019,2019,5,
      """)
    #expect(
      reading.observations == ["1 BNS:SEN(1.0) A | FREQ=A TIME_PERIOD=2019 | OBS_VALUE=5 | "])
  }

  /// SDMX-CSV 2.0, example "Mixing rows for attributes attached to partial keys …".
  @Test("a row with a partial key gives its attributes to the observations it fits")
  func partialKeys() throws {
    var rows = [
      "dataflow,B:S(1.0),I,F,,,girls", "dataflow,B:S(1.0),I,F,2019,5,",
      "dataflow,B:S(1.0),I,M,2019,6,",
    ]
    // It may stand before or behind them, as in the example.
    for _ in 0..<3 {
      let reading = try SDMXReading(
        (["STRUCTURE,STRUCTURE_ID,ACTION,SEX,TIME_PERIOD,OBS_VALUE,TITLE"] + rows)
          .joined(separator: "\n"))
      #expect(
        reading.observations.sorted() == [
          "1 B:S(1.0) I | SEX=F TIME_PERIOD=2019 | OBS_VALUE=5 | TITLE=girls",
          "1 B:S(1.0) I | SEX=M TIME_PERIOD=2019 | OBS_VALUE=6 | ",
        ])
      #expect(reading.error == nil)
      rows.append(rows.removeFirst())
    }
  }
}
