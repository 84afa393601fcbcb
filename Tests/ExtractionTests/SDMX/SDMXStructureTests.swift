import Extraction
import SDMXVocabulary
import TestSupport
import Testing

/// What structure messages say in ways that are easily read as something else.
@Suite struct SDMXStructureTests {
  private static let lists = """
    <s:Codelists>\
    <s:Codelist agencyID="B" id="CL" version="1.0"><s:Code id="_T"/>\
    <s:Code id="A"><s:Parent>_T</s:Parent></s:Code><s:Code id="A1"><s:Parent>A</s:Parent></s:Code>\
    <s:Code id="B"><s:Parent>_T</s:Parent></s:Code></s:Codelist></s:Codelists>
    """

  static func read(_ content: String, version: String = "3_0") throws -> SDMXStructures {
    let workdir = try Workdir()
    let schemas = SDMXMessages.schemas
    let text = """
      <m:Structure xmlns:m="\(schemas)/v\(version)/message" \
      xmlns:c="\(schemas)/v\(version)/common" xmlns:s="\(schemas)/v\(version)/structure">\
      <m:Header/><m:Structures>\(content)</m:Structures></m:Structure>
      """
    let path = try workdir.write(Array(text.utf8), to: "in.xml")
    return try SDMXStructureReader(path: path, displayName: "in.xml").read()
  }

  /// A structure with one dimension of a list, and its constraints.
  private static func codes(
    list: String = "B:CL(1.0)", _ lists: String = lists, _ constraints: String = ""
  ) throws -> Set<String>? {
    let structures = try read(
      """
      \(lists)<s:DataStructures><s:DataStructure agencyID="B" id="S" version="1.0">\
      <s:DataStructureComponents><s:DimensionList><s:Dimension id="D"><s:LocalRepresentation>\
      <s:Enumeration>urn:sdmx:org.sdmx.infomodel.codelist.Codelist=\(list)</s:Enumeration>\
      </s:LocalRepresentation></s:Dimension></s:DimensionList></s:DataStructureComponents>\
      </s:DataStructure></s:DataStructures>\(constraints)
      """)
    let structure = try #require(structures.dataStructures.first)
    return structures.codes(of: structure.parts[0], in: structure)
  }

  private static func region(
    _ values: String, element: String = "DataConstraint", attributes: String = ""
  ) -> String {
    """
    <s:Constraints><s:\(element) agencyID="B" id="C" version="1.0" \(attributes)>\
    <s:ConstraintAttachment><s:DataStructure>\
    urn:sdmx:org.sdmx.infomodel.datastructure.DataStructure=B:S(1.0)</s:DataStructure>\
    </s:ConstraintAttachment><s:CubeRegion><s:KeyValue id="D">\(values)</s:KeyValue>\
    </s:CubeRegion></s:\(element)></s:Constraints>
    """
  }

  /// SDMXStructureConstraint.xsd, `cascadeValues`: the codes below are included, the code itself
  /// not where it is `excluderoot`.
  @Test(
    "a constraint may mean the codes below the one it names",
    arguments: [
      ("<s:Value>A</s:Value>", ["A"]),
      ("<s:Value cascadeValues=\"true\">A</s:Value>", ["A", "A1"]),
      ("<s:Value cascadeValues=\"excluderoot\">_T</s:Value>", ["A", "A1", "B"]),
    ])
  func cascade(values: String, codes: [String]) throws {
    #expect(try Self.codes(Self.lists, Self.region(values)) == Set(codes))
  }

  @Test("a constraint by a range of time says nothing of codes")
  func timeRange() throws {
    let range = "<s:TimeRange><s:AfterPeriod>2010</s:AfterPeriod></s:TimeRange>"
    #expect(try Self.codes(Self.lists, Self.region(range)) == ["_T", "A", "A1", "B"])
  }

  /// SDMXStructureConstraint.xsd of 2.1: `type` is Actual by default.
  @Test(
    "a constraint that does not say of which kind it is describes what there is in 2.1, and rules in 3.1",
    arguments: [("ContentConstraint", ["_T", "A", "A1", "B"]), ("DataConstraint", ["A"])])
  func kind(element: String, codes: [String]) throws {
    let constraint = Self.region("<s:Value>A</s:Value>", element: element)
    #expect(try Self.codes(Self.lists, constraint) == Set(codes))
  }

  @Test("of a list that is only named, and kept elsewhere, any code may stand")
  func stub() throws {
    let stub = """
      <s:Codelists><s:Codelist agencyID="B" id="CL" version="1.0" isExternalReference="true"/>\
      </s:Codelists>
      """
    #expect(try Self.codes(stub) == nil)
  }

  private static func extending(_ selection: String, _ attributes: String = "") -> String {
    lists
      + """
      <s:Codelists><s:Codelist agencyID="B" id="X" version="1.0"><s:Code id="I"/>\
      <s:CodelistExtension \(attributes)>\
      <s:Codelist>urn:sdmx:org.sdmx.infomodel.codelist.Codelist=B:CL(1.0)</s:Codelist>\
      \(selection)</s:CodelistExtension></s:Codelist></s:Codelists>
      """
  }

  /// SDMX 3.0, Section 3A, part III, CodelistExtension.
  @Test(
    "a list has the codes it takes of another",
    arguments: [
      ("", "", ["I", "_T", "A", "A1", "B"]),
      (
        "<s:ExclusiveCodeSelection><s:MemberValue>B</s:MemberValue></s:ExclusiveCodeSelection>", "",
        ["I", "_T", "A", "A1"]
      ),
      (
        "<s:InclusiveCodeSelection><s:MemberValue>A%</s:MemberValue></s:InclusiveCodeSelection>",
        "prefix=\"P_\"", ["I", "P_A", "P_A1"]
      ),
      (
        "<s:InclusiveCodeSelection><s:MemberValue cascadeValues=\"excluderoot\">A</s:MemberValue>"
          + "</s:InclusiveCodeSelection>", "", ["I", "A1"]
      ),
    ])
  func extensions(selection: String, attributes: String, codes: [String]) throws {
    #expect(
      try Self.codes(list: "B:X(1.0)", Self.extending(selection, attributes)) == Set(codes))
  }

  @Test("lists that take codes of each other, or of one that is not there, may have any code")
  func openExtensions() throws {
    let alone = Self.extending("").replacing(Self.lists, with: "")
    #expect(try Self.codes(list: "B:X(1.0)", alone) == nil)
    #expect(
      try Self.codes(list: "B:X(1.0)", alone.replacing("B:CL(1.0)", with: "B:X(1.0)")) == nil)
  }

  /// SDMX 3.0, SDMXCommonReferences.xsd, VersionReferenceType.
  @Test(
    "a reference may leave part of the version open",
    arguments: [
      ("1.0.0", "1.0.0"), ("1.0+.0", "1.2.1"), ("1.0.0+", "1.0.3"), ("1+.0.0", "2.0.0"),
      ("1.3+.0", nil), ("3.0.0", nil),
    ] as [(String, String?)])
  func openVersions(reference: String, found: String?) throws {
    let lists = ["1.0.3", "1.0.0", "1.2.1", "2.0.0", "2.1.0-draft"].map {
      "<s:Codelist agencyID=\"B\" id=\"CL\" version=\"\($0)\"><s:Code id=\"V\($0)\"/></s:Codelist>"
    }
    let codes = try Self.codes(
      list: "B:CL(\(reference))", "<s:Codelists>\(lists.joined())</s:Codelists>")
    #expect(codes == found.map { ["V\($0)"] })
  }

  /// SDMXStructureDataStructure.xsd of 2.1: the ids of these components are fixed, whatever the
  /// ids of their concepts; REPORTING_YEAR_START_DAY has an element of its own.
  @Test("components without an id have the one the schema fixes")
  func fixedIDs() throws {
    func concept(_ id: String) -> String {
      "<s:ConceptIdentity><Ref agencyID=\"B\" maintainableParentID=\"CS\" id=\"\(id)\"/>"
        + "</s:ConceptIdentity>"
    }
    let structures = try Self.read(
      """
      <s:DataStructures><s:DataStructure agencyID="B" id="S"><s:DataStructureComponents>\
      <s:DimensionList><s:Dimension>\(concept("SEX"))</s:Dimension>\
      <s:TimeDimension>\(concept("YEAR"))</s:TimeDimension></s:DimensionList>\
      <s:AttributeList><s:ReportingYearStartDay assignmentStatus="Mandatory">\
      \(concept("START"))</s:ReportingYearStartDay></s:AttributeList>\
      <s:MeasureList><s:PrimaryMeasure>\(concept("COUNT"))</s:PrimaryMeasure></s:MeasureList>\
      </s:DataStructureComponents></s:DataStructure></s:DataStructures>
      """, version: "2_1")
    #expect(
      structures.dataStructures[0].parts.map(\.id) == [
        "SEX", "TIME_PERIOD", "OBS_VALUE", "REPORTING_YEAR_START_DAY",
      ])
    #expect(structures.dataStructures[0].parts[3].role == .attribute)
  }

  @Test("a list in another namespace is refused")
  func namespace() throws {
    let wrong = Self.lists.replacing("<s:Codelist ", with: "<c:Codelist ")
      .replacing("</s:Codelist>", with: "</c:Codelist>")
    let error = #expect(throws: ExtractionError.self) { try Self.read(wrong) }
    #expect(
      error?.reason
        == .sdmx(
          .otherNamespace(
            element: "c:Codelist", found: "\(SDMXMessages.schemas)/v3_0/common",
            expected: "\(SDMXMessages.schemas)/v3_0/structure")))
  }
}
