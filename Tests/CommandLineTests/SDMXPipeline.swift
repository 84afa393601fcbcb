import TestSupport

/// A small pipeline with one source of SDMX, in a folder of its own.
struct SDMXPipeline {
  let workdir: Workdir
  private static let schemas = "http://www.sdmx.org/resources/sdmxml/schemas"

  /// - Parameter file: the mapping under the source's `file`.
  init(
    file: String, dimensions: String = "{indicator: {code: sen}, sex: {}}", more: String = ""
  ) throws {
    workdir = try Workdir()
    try write(
      "pipeline.yaml",
      "pipeline: demo\ntitle: Demo\ndeliveries: ../deliveries\nwarehouse: ../demo.sqlite\n")
    try write(
      "structure.yaml",
      """
      dimensions:
        - {id: indicator, codelist: indicator}
        - {id: period, time: true}
        - {id: sex, codelist: sex, total: _T}

      """)
    try write(
      "codelists/indicator.csv", "code,name_en,unit,measure,additive\nsen,Children,persons,stock,\n"
    )
    try write("codelists/sex.csv", "code,name_en\n_T,Total\nF,Female\nM,Male\n")
    try write(
      "sources/ministry.yaml",
      """
      source: ministry
      title: A ministry's SDMX
      provider: ministry
      definition: {concept: children with special needs}
      file: {\(file)}
      dimensions: \(dimensions)
      \(more)

      """)
    try write(
      "reconcile.yaml",
      "figures:\n  - {id: only, where: {indicator: sen}, use: ministry, basis: one source}\n")
  }

  func write(_ path: String, _ text: String) throws {
    try workdir.write(text, to: "demo/\(path)")
  }

  /// Files the messages as editions 1, 2, … of the source.
  func deliver(_ messages: String...) throws {
    var note = "deliveries:\n"
    for (position, message) in messages.enumerated() {
      let name = "\(position + 1).\(message.hasPrefix("<") ? "xml" : "csv")"
      try workdir.write(message, to: "deliveries/ministry/\(name)")
      note +=
        "  - {file: \(name), sender: Ministry, received: 2025-01-0\(position + 1), asOf: unknown, "
        + "edition: \(position + 1), status: final, licence: CC, citation: letter}\n"
    }
    try workdir.write(note, to: "deliveries/ministry/delivery.yaml")
  }

  func sanaq(_ arguments: String...) throws -> ProgramResult {
    try Sanaq.run(arguments, in: workdir.path)
  }

  /// `cell value` of each figure of a first run, or what the run said of its refusal.
  func figures() throws -> [String] {
    let run = try sanaq("run", "demo", "--quiet")
    guard run.code == 0 else { return [run.errors] }
    let output = try sanaq("figures", "demo", "--csv").output
    return output.split(whereSeparator: \.isNewline).dropFirst().map {
      $0.split(separator: ",", omittingEmptySubsequences: false).prefix(5).joined(separator: ",")
    }
  }

  static func message(_ dataSets: String, dimension: String = "TIME_PERIOD") -> String {
    """
    <m:StructureSpecificData xmlns:m="\(schemas)/v3_0/message" \
    xmlns:c="\(schemas)/v3_0/common" xmlns:s="\(schemas)/v3_0/data/structurespecific"><m:Header>\
    <m:Structure structureID="S" dimensionAtObservation="\(dimension)"><c:Structure>\
    urn:sdmx:org.sdmx.infomodel.datastructure.DataStructure=BNS:SEN(1.0)</c:Structure>\
    </m:Structure></m:Header>\(dataSets)</m:StructureSpecificData>
    """
  }

  /// FREQ and SEX with lists, time, one measure; the list of SEX has a code that the constraint
  /// takes away.
  static let structure = """
    <m:Structure xmlns:m="\(schemas)/v3_0/message" xmlns:c="\(schemas)/v3_0/common" \
    xmlns:s="\(schemas)/v3_0/structure"><m:Header><m:ID>X</m:ID></m:Header><m:Structures>
    <s:Codelists><s:Codelist id="CL_FREQ" agencyID="BNS" version="1.0"><c:Name>Frequency</c:Name>
    <s:Code id="A"><c:Name>Annual</c:Name></s:Code></s:Codelist>
    <s:Codelist id="CL_SEX" agencyID="BNS" version="1.0"><c:Name>Sex</c:Name>
    <s:Code id="_T"><c:Name xml:lang="en">All</c:Name><c:Name xml:lang="ru">Все</c:Name></s:Code>
    <s:Code id="F"><c:Name>Female</c:Name><s:Parent>_T</s:Parent></s:Code>
    <s:Code id="M"><c:Name>Male</c:Name><s:Parent>_T</s:Parent></s:Code>
    <s:Code id="U"><c:Name>Unknown</c:Name></s:Code></s:Codelist></s:Codelists>
    <s:Concepts><s:ConceptScheme id="CS" agencyID="BNS" version="1.0"><c:Name>Concepts</c:Name>
    <s:Concept id="FREQ"><c:Name>Frequency</c:Name></s:Concept>
    <s:Concept id="SEX"><c:Name>Sex</c:Name></s:Concept>
    <s:Concept id="OBS_VALUE"><c:Name>Pupils</c:Name></s:Concept></s:ConceptScheme></s:Concepts>
    <s:DataStructures><s:DataStructure id="SEN" agencyID="BNS" version="1.0"><c:Name>Needs</c:Name>
    <s:DataStructureComponents><s:DimensionList>
    <s:Dimension id="FREQ" position="1"><s:ConceptIdentity>\
    urn:sdmx:org.sdmx.infomodel.conceptscheme.Concept=BNS:CS(1.0).FREQ</s:ConceptIdentity>\
    <s:LocalRepresentation><s:Enumeration>\
    urn:sdmx:org.sdmx.infomodel.codelist.Codelist=BNS:CL_FREQ(1.0)</s:Enumeration>\
    </s:LocalRepresentation></s:Dimension>
    <s:Dimension id="SEX" position="2"><s:ConceptIdentity>\
    urn:sdmx:org.sdmx.infomodel.conceptscheme.Concept=BNS:CS(1.0).SEX</s:ConceptIdentity>\
    <s:LocalRepresentation><s:Enumeration>\
    urn:sdmx:org.sdmx.infomodel.codelist.Codelist=BNS:CL_SEX(1.0)</s:Enumeration>\
    </s:LocalRepresentation></s:Dimension><s:TimeDimension id="TIME_PERIOD"/></s:DimensionList>
    <s:AttributeList><s:Attribute id="OBS_STATUS" usage="optional"><s:AttributeRelationship>\
    <s:Observation/></s:AttributeRelationship></s:Attribute></s:AttributeList>
    <s:MeasureList><s:Measure id="OBS_VALUE"><s:ConceptIdentity>\
    urn:sdmx:org.sdmx.infomodel.conceptscheme.Concept=BNS:CS(1.0).OBS_VALUE</s:ConceptIdentity>\
    </s:Measure></s:MeasureList></s:DataStructureComponents></s:DataStructure></s:DataStructures>
    <s:Constraints><s:DataConstraint id="DC" agencyID="BNS" version="1.0" role="Allowed">\
    <c:Name>Known</c:Name><s:ConstraintAttachment><s:DataStructure>\
    urn:sdmx:org.sdmx.infomodel.datastructure.DataStructure=BNS:SEN(1.0)</s:DataStructure>\
    </s:ConstraintAttachment><s:CubeRegion include="true"><s:KeyValue id="SEX">\
    <s:Value>_T</s:Value><s:Value>F</s:Value><s:Value>M</s:Value></s:KeyValue></s:CubeRegion>\
    </s:DataConstraint></s:Constraints></m:Structures></m:Structure>
    """
}
