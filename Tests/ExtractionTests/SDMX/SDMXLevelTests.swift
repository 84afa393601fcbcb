import Extraction
import TestSupport
import Testing

/// What data set, group, series and observation say, and which of them is heard.
@Suite struct SDMXLevelTests {
  /// UNIT_MULT stands on every level and goes up by one at each; only one series has a group.
  @Test("the nearest level wins")
  func nearestLevel() throws {
    let reading = try SDMXReading(
      SDMXMessages.specific(
        """
        <m:DataSet s:structureRef="S" UNIT_MULT="0" TITLE="all">
        <Group xsi:type="a:g" SEX="F" UNIT_MULT="1" NOTE="group"/>
        <Series SEX="F" AGE="T" UNIT_MULT="2"><Obs TIME_PERIOD="2018" OBS_VALUE="1" UNIT_MULT="3"/>
        <Obs TIME_PERIOD="2019" OBS_VALUE="2"/></Series>
        <Series SEX="F" AGE="Y"><Obs TIME_PERIOD="2018" OBS_VALUE="3"/></Series>
        <Series SEX="M" AGE="T"><Obs TIME_PERIOD="2018" OBS_VALUE="4"/></Series>
        </m:DataSet>
        """))
    #expect(
      reading.observations.map { $0.split(separator: "|").dropFirst(2).joined() } == [
        " OBS_VALUE=1  NOTE=group TITLE=all UNIT_MULT=3",
        " OBS_VALUE=2  NOTE=group TITLE=all UNIT_MULT=2",
        " OBS_VALUE=3  NOTE=group TITLE=all UNIT_MULT=1",
        " OBS_VALUE=4  TITLE=all UNIT_MULT=0",
      ])
  }

  @Test("attributes of generic data are merged as those of structure-specific data")
  func generic() throws {
    let reading = try SDMXReading(
      SDMXMessages.generic(
        """
        <m:DataSet structureRef="S" action="Append"><g:Attributes><g:Value id="T" value="d"/>\
        <g:Value id="U" value="d"/></g:Attributes><g:Group type="x"><g:GroupKey>\
        <g:Value id="SEX" value="F"/></g:GroupKey><g:Attributes><g:Value id="U" value="g"/>\
        </g:Attributes></g:Group><g:Series><g:SeriesKey><g:Value id="SEX" value="F"/>\
        </g:SeriesKey><g:Obs><g:ObsDimension value="2019"/><g:ObsValue value="1"/></g:Obs>\
        </g:Series></m:DataSet>
        """))
    #expect(
      reading.observations == ["1 BNS:SEN(1.0) A | SEX=F TIME_PERIOD=2019 | OBS_VALUE=1 | T=d U=g"])
  }

  /// SDMXCommon.xsd, TextType: a text that names no language is English.
  @Test("what is too much for an XML attribute has an element: several values, texts by language")
  func components() throws {
    let reading = try SDMXReading(
      SDMXMessages.specific(
        """
        <m:DataSet s:structureRef="S"><Atts><Comp id="D"><Value>all</Value></Comp></Atts>
        <Series SEX="F"><Comp id="T"><Value> <c:Text>one</c:Text>
        <c:Text xml:lang="kk">bir</c:Text></Value></Comp><Obs TIME_PERIOD="2019">
        <Comp id="OBS_STATUS"><Value>B</Value><Value>E</Value></Comp></Obs></Series></m:DataSet>
        """.replacing("<Atts><Comp", with: "<Atts><Comp")))
    #expect(
      reading.observations == [
        "1 BNS:SEN(1.0) I | SEX=F TIME_PERIOD=2019 |  | D=all OBS_STATUS=B+E T=en:one+kk:bir"
      ])
  }

  /// SDMX 2.1, ActionType: a series without observations is deleted whole; so is a data set.
  @Test("a delete names observations, series or everything")
  func deletes() throws {
    let reading = try SDMXReading(
      SDMXMessages.specific(
        """
        <m:DataSet s:structureRef="S" s:action="Delete"><Series SEX="F"/>
        <Series SEX="M"><Obs TIME_PERIOD="2019"/></Series></m:DataSet>
        <m:DataSet s:structureRef="S" s:action="Delete"/>
        """))
    #expect(
      reading.observations == [
        "1 BNS:SEN(1.0) D | SEX=F |  | ", "1 BNS:SEN(1.0) D | SEX=M TIME_PERIOD=2019 |  | ",
        "2 BNS:SEN(1.0) D |  |  | ",
      ])
    #expect(reading.slices.first == "<Series SEX=\"F\"/>")
  }

  @Test("an ampersand in an attribute is one character")
  func ampersand() throws {
    let reading = try SDMXReading(
      SDMXMessages.specific(
        "<m:DataSet s:structureRef=\"S\"><Series SEX=\"F\" TITLE=\"a &amp; b &lt; &#38;amp;\"><Obs "
          + "TIME_PERIOD=\"2019\" OBS_VALUE=\"1\"/></Series></m:DataSet>"))
    #expect(reading.observations.first?.hasSuffix("TITLE=a & b < &amp;") == true)
  }

  /// The schemas of 3.0 and 3.1: `DataSetType` is a choice of Atts, Group, Series and Obs, repeated.
  @Test("a group may stand behind the observations it belongs to")
  func lateGroups() throws {
    let reading = try SDMXReading(
      SDMXMessages.specific(
        """
        <m:DataSet s:structureRef="S">
        <Series SEX="F" AGE="T"><Obs TIME_PERIOD="2018" OBS_VALUE="1"/>
        <Obs TIME_PERIOD="2019" OBS_VALUE="2" UNIT_MULT="3"/></Series>
        <Group xsi:type="a:g" SEX="F" UNIT_MULT="1" NOTE="group"/>
        <Series SEX="M" AGE="T"><Obs TIME_PERIOD="2018" OBS_VALUE="3"/></Series>
        <Atts TITLE="all"/>
        </m:DataSet>
        <m:DataSet s:structureRef="S">
        <Series SEX="F" AGE="T"><Obs TIME_PERIOD="2018" OBS_VALUE="4"/></Series>
        </m:DataSet>
        """))
    #expect(reading.error == nil)
    #expect(
      reading.observations.map { $0.split(separator: "|").dropFirst(2).joined() } == [
        " OBS_VALUE=1  NOTE=group TITLE=all UNIT_MULT=1",
        " OBS_VALUE=2  NOTE=group TITLE=all UNIT_MULT=3",
        " OBS_VALUE=3  TITLE=all", " OBS_VALUE=4  ",
      ])
  }

  /// An observation is read by what was found out about the one before: each differs in its way.
  @Test("observations of one series may have different attributes, in any order")
  func differentAttributes() throws {
    let reading = try SDMXReading(
      SDMXMessages.specific(
        """
        <m:DataSet s:structureRef="S"><Series SEX="F" UNIT_MULT="P">
        <Obs TIME_PERIOD="2015" OBS_VALUE="1" OBS_STATUS="A"/>
        <Obs TIME_PERIOD="2016" OBS_VALUE="2" OBS_STATUS="E"/>
        <Obs OBS_STATUS="A" OBS_VALUE="3" TIME_PERIOD="2017"/>
        <Obs OBS_STATUS="B" OBS_VALUE="4" TIME_PERIOD="2018"/>
        <Obs TIME_PERIOD="2019" OBS_VALUE="5"/>
        <Obs TIME_PERIOD="2020" OBS_VALUE="6"/>
        <Obs TIME_PERIOD="2021" OBS_VALUE="7" NOTE="a &gt; b" UNIT_MULT="Q"/>
        <Obs TIME_PERIOD="2022" OBS_VALUE="8" NOTE="plain" UNIT_MULT="R"/>
        <Obs TIME_PERIOD="2023" OBS_VALUE='9' NOTE='>"' UNIT_MULT="S"></Obs>
        </Series><Series SEX="M" UNIT_MULT="T">
        <Obs TIME_PERIOD="2023" OBS_VALUE="10" NOTE="" UNIT_MULT="U"/></Series></m:DataSet>
        """))
    #expect(reading.error == nil)
    #expect(
      reading.observations.map { $0.split(separator: "|").dropFirst().joined() } == [
        " SEX=F TIME_PERIOD=2015  OBS_VALUE=1  OBS_STATUS=A UNIT_MULT=P",
        " SEX=F TIME_PERIOD=2016  OBS_VALUE=2  OBS_STATUS=E UNIT_MULT=P",
        " SEX=F TIME_PERIOD=2017  OBS_VALUE=3  OBS_STATUS=A UNIT_MULT=P",
        " SEX=F TIME_PERIOD=2018  OBS_VALUE=4  OBS_STATUS=B UNIT_MULT=P",
        " SEX=F TIME_PERIOD=2019  OBS_VALUE=5  UNIT_MULT=P",
        " SEX=F TIME_PERIOD=2020  OBS_VALUE=6  UNIT_MULT=P",
        " SEX=F TIME_PERIOD=2021  OBS_VALUE=7  NOTE=a > b UNIT_MULT=Q",
        " SEX=F TIME_PERIOD=2022  OBS_VALUE=8  NOTE=plain UNIT_MULT=R",
        " SEX=F TIME_PERIOD=2023  OBS_VALUE=9  NOTE=>\" UNIT_MULT=S",
        " SEX=M TIME_PERIOD=2023  OBS_VALUE=10  NOTE= UNIT_MULT=U",
      ])
    #expect(reading.slices[5] == "<Obs TIME_PERIOD=\"2020\" OBS_VALUE=\"6\"/>")
    #expect(reading.slices[8].hasSuffix("></Obs>"))
  }
}
