import Foundation
import TestSupport
import Testing

/// Structures of SDMX whose codes are in a hierarchy beside their list, and whose measures are the
/// values of a dimension.
@Suite struct SDMXHierarchyTests {
  private static let schemas = "http://www.sdmx.org/resources/sdmxml/schemas"

  private static let codes = """
    <s:Codelists><s:Codelist id="CL_SEX" agencyID="BNS" version="1.0"><c:Name>Sex</c:Name>\
    <s:Code id="_T"><c:Name>All</c:Name></s:Code><s:Code id="F"><c:Name>Girls</c:Name></s:Code>\
    <s:Code id="M"><c:Name>Boys</c:Name></s:Code></s:Codelist></s:Codelists>
    """

  private static func message(_ version: String, _ content: String) -> String {
    """
    <m:Structure xmlns:m="\(schemas)/v\(version)/message" xmlns:c="\(schemas)/v\(version)/common" \
    xmlns:s="\(schemas)/v\(version)/structure"><m:Header><m:ID>X</m:ID><m:Test>false</m:Test>\
    <m:Prepared>2025-01-01T00:00:00Z</m:Prepared><m:Sender id="BNS"/></m:Header>
    <m:Structures>\(content)</m:Structures></m:Structure>
    """
  }

  /// Refers to a code in all three ways of 2.1: by the list's alias, by its parts, by its name.
  private static let version21 = message(
    "2_1",
    """
    \(codes)
    <s:HierarchicalCodelists><s:HierarchicalCodelist id="HCL" agencyID="BNS" version="1.0">\
    <c:Name>Trees</c:Name><s:IncludedCodelist alias="X"><Ref id="CL_SEX" version="1.0" \
    agencyID="BNS" package="codelist" class="Codelist"/></s:IncludedCodelist>\
    <s:Hierarchy id="SEX"><c:Name>By sex</c:Name><s:HierarchicalCode id="H1">\
    <s:CodelistAliasRef>X</s:CodelistAliasRef><s:CodeID><Ref id="_T"/></s:CodeID>\
    <s:HierarchicalCode id="H2"><s:Code><Ref id="F" maintainableParentID="CL_SEX" \
    maintainableParentVersion="1.0" agencyID="BNS" package="codelist" class="Code"/></s:Code>\
    </s:HierarchicalCode><s:HierarchicalCode id="H3"><s:Code>\
    <URN>urn:sdmx:org.sdmx.infomodel.codelist.Code=BNS:CL_SEX(1.0).M</URN></s:Code>\
    </s:HierarchicalCode></s:HierarchicalCode></s:Hierarchy></s:HierarchicalCodelist>\
    </s:HierarchicalCodelists>
    <s:Concepts><s:ConceptScheme id="CS" agencyID="BNS" version="1.0"><c:Name>Concepts</c:Name>\
    <s:Concept id="SEX"><c:Name>Sex</c:Name></s:Concept>\
    <s:Concept id="MEASURE"><c:Name>Measure</c:Name></s:Concept>\
    <s:Concept id="TIME_PERIOD"><c:Name>Time</c:Name></s:Concept>\
    <s:Concept id="OBS_VALUE"><c:Name>Value</c:Name></s:Concept></s:ConceptScheme>\
    <s:ConceptScheme id="CS_MEASURES" agencyID="BNS" version="1.0"><c:Name>Measures</c:Name>\
    <s:Concept id="PUPILS"><c:Name>Pupils</c:Name></s:Concept>\
    <s:Concept id="TEACHERS"><c:Name>Teachers</c:Name></s:Concept></s:ConceptScheme></s:Concepts>
    <s:DataStructures><s:DataStructure id="SEN" agencyID="BNS" version="1.0"><c:Name>Needs</c:Name>\
    <s:DataStructureComponents><s:DimensionList id="DimensionDescriptor">\
    <s:Dimension id="SEX" position="1">\(concept("SEX"))<s:LocalRepresentation><s:Enumeration>\
    <Ref id="CL_SEX" version="1.0" agencyID="BNS" package="codelist" class="Codelist"/>\
    </s:Enumeration></s:LocalRepresentation></s:Dimension>\
    <s:MeasureDimension id="MEASURE" position="2">\(concept("MEASURE"))<s:LocalRepresentation>\
    <s:Enumeration><Ref id="CS_MEASURES" version="1.0" agencyID="BNS" package="conceptscheme" \
    class="ConceptScheme"/></s:Enumeration></s:LocalRepresentation></s:MeasureDimension>\
    <s:TimeDimension id="TIME_PERIOD" position="3">\(concept("TIME_PERIOD"))\
    <s:LocalRepresentation><s:TextFormat textType="ObservationalTimePeriod"/>\
    </s:LocalRepresentation></s:TimeDimension></s:DimensionList>\
    <s:MeasureList id="MeasureDescriptor"><s:PrimaryMeasure id="OBS_VALUE">\
    \(concept("OBS_VALUE"))</s:PrimaryMeasure></s:MeasureList></s:DataStructureComponents>\
    </s:DataStructure></s:DataStructures>
    """)

  private static func concept(_ id: String) -> String {
    "<s:ConceptIdentity><Ref id=\"\(id)\" maintainableParentID=\"CS\" "
      + "maintainableParentVersion=\"1.0\" agencyID=\"BNS\" package=\"conceptscheme\" "
      + "class=\"Concept\"/></s:ConceptIdentity>"
  }

  private static let version30 = message(
    "3_0",
    """
    \(codes)
    <s:Hierarchies><s:Hierarchy id="SEX" agencyID="BNS" version="1.0" hasFormalLevels="false">\
    <c:Name>By sex</c:Name><s:HierarchicalCode id="H1"><s:Code>\(code("_T"))</s:Code>\
    <s:HierarchicalCode id="H2"><s:Code>\(code("F"))</s:Code></s:HierarchicalCode>\
    <s:HierarchicalCode id="H3"><s:Code>\(code("M"))</s:Code></s:HierarchicalCode>\
    </s:HierarchicalCode></s:Hierarchy></s:Hierarchies>
    """)

  private static func code(_ id: String) -> String {
    "urn:sdmx:org.sdmx.infomodel.codelist.Code=BNS:CL_SEX(1.0).\(id)"
  }

  private static func text(_ path: String) throws -> String {
    try String(contentsOfFile: path, encoding: .utf8)
  }

  @Test("the schemas of SDMX find nothing wrong", .enabled(if: Python.judges != nil))
  func valid() throws {
    let script = """
      import sys
      from pysdmx.io.xml.doc_validation import validate_doc
      validate_doc(open(sys.argv[1], encoding="utf-8").read())
      """
    let workdir = try Workdir()
    for message in [Self.version21, Self.version30] {
      let path = try workdir.write(message, to: "s.xml")
      #expect(try Python.run(script, [path], with: Python.judges) != nil)
    }
  }

  @Test(
    "inspect --structures shows a hierarchy with every code and its list",
    arguments: [
      (version21, "hierarchy BNS:HCL.SEX(1.0) “By sex”: 1 codes at the top"),
      (version30, "hierarchy BNS:SEX(1.0) “By sex”: 1 codes at the top"),
    ])
  func inspected(_ given: (message: String, line: String)) throws {
    let workdir = try Workdir()
    try workdir.write(given.message, to: "s.xml")
    let shown = try Sanaq.run(["inspect", "s.xml", "--structures"], in: workdir.path)
    #expect(shown.lines.filter { $0.hasPrefix("hierarchy") } == [given.line])
    let json = try Sanaq.run(["inspect", "s.xml", "--structures", "--json"], in: workdir.path)
    func value(_ code: String, _ children: String) -> String {
      "{\"code\":\"\(code)\",\"codelist\":\"BNS:CL_SEX(1.0)\",\"children\":[\(children)]}"
    }
    let tree = value("_T", value("F", "") + "," + value("M", ""))
    #expect(json.output.contains("\"codes\":[\(tree)]"), "\(json.output)")
  }

  /// The list has no parents, its hierarchy has; the measures are the concepts of a scheme, and the
  /// type of an observation says which.
  @Test("a pipeline from a structure has the hierarchy's parents and the measures' codes")
  func fromStructure() throws {
    let workdir = try Workdir()
    try workdir.write(Self.version21, to: "s.xml")
    let made = try Sanaq.run(
      ["init", "Pipelines/needs", "--from-structure", "s.xml"], in: workdir.path)
    #expect(made.code == 0, "\(made.errors)")
    #expect(
      try Self.text(workdir.path("Pipelines/needs/codelists/sex.csv"))
        == "code,parent,name_en,name_ru,name_kk\n_T,,All,,\nF,_T,Girls,,\nM,_T,Boys,,\n")
    #expect(
      try Self.text(workdir.path("Pipelines/needs/codelists/measure.csv"))
        == "code,parent,name_en,name_ru,name_kk\nPUPILS,,Pupils,,\nTEACHERS,,Teachers,,\n")
    try workdir.write("", to: "Warehouse/.keep")
    let folder = "RawData/needs/source"
    try workdir.write(
      """
      <m:StructureSpecificData xmlns:m="\(Self.schemas)/v2_1/message" \
      xmlns:c="\(Self.schemas)/v2_1/common" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
      xmlns:s="\(Self.schemas)/v2_1/data/structurespecific"><m:Header><m:Structure \
      structureID="S" namespace="urn:a" dimensionAtObservation="MEASURE" explicitMeasures="true">\
      <c:Structure><Ref agencyID="BNS" id="SEN" version="1.0"/></c:Structure></m:Structure>\
      </m:Header><m:DataSet s:structureRef="S"><Series SEX="F" TIME_PERIOD="2019">\
      <Obs xsi:type="a:PUPILS" OBS_VALUE="5"/><Obs xsi:type="a:TEACHERS" OBS_VALUE="2"/>\
      </Series></m:DataSet></m:StructureSpecificData>
      """, to: "\(folder)/a.xml")
    try workdir.write(
      InitTests.note.replacing("FILE", with: "a.xml"), to: "\(folder)/delivery.yaml")
    let run = try Sanaq.run(["run", "needs", "--quiet"], in: workdir.path)
    #expect(run.code == 0, "\(run.errors)")
    let figures = try Sanaq.run(["figures", "needs", "--csv"], in: workdir.path).lines
    #expect(figures.contains { $0.contains("PUPILS") && $0.contains(",published,5,") })
    #expect(figures.contains { $0.contains("TEACHERS") && $0.contains(",published,2,") })
  }
}
