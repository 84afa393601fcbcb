import Extraction
import SDMXVocabulary
import TestSupport
import Testing

/// Columns of SDMX-CSV that a structure does not know.
@Suite struct SDMXCSVColumnTests {
  private static func structure(_ id: String, _ dimensions: [String], measure: String) -> String {
    let list = dimensions.map { "<s:Dimension id=\"\($0)\"/>" }.joined()
    return """
      <s:DataStructures><s:DataStructure agencyID="B" id="\(id)" version="1.0.1">\
      <s:DataStructureComponents><s:DimensionList>\(list)</s:DimensionList>\
      <s:MeasureList><s:Measure id="\(measure)"/></s:MeasureList></s:DataStructureComponents>\
      </s:DataStructure></s:DataStructures>
      """
  }

  private static func read(_ rows: String) throws -> SDMXReading {
    let structures = try SDMXStructureTests.read(
      structure("A", ["DIM_1", "DIM_A"], measure: "MEAS")
        + structure("B", ["DIM_1", "DIM_B"], measure: "MEAS"))
    return try SDMXReading(rows, expecting: .structures(structures))
  }

  /// SDMX-CSV 2.0, example "Varying structural artefacts based on different underlying data
  /// structures", and "Implementers have the possibility to add any other custom columns".
  @Test("rows of two structures leave each other's columns empty; a sender may add his own behind")
  func twoStructures() throws {
    let reading = try Self.read(
      """
      STRUCTURE,STRUCTURE_ID,ACTION,DIM_1,DIM_A,DIM_B,MEAS,UPDATED
      datastructure,B:A(1.0.1),I,x,a,,1,today
      datastructure,B:B(1.0.1),I,x,,b,2,today
      """)
    #expect(
      reading.observations == [
        "1 B:A(1.0.1) I | DIM_1=x DIM_A=a | MEAS=1 | ",
        "2 B:B(1.0.1) I | DIM_1=x DIM_B=b | MEAS=2 | ",
      ])
    #expect(reading.error == nil)
  }

  @Test("a value in a column of another structure is refused")
  func foreignValue() throws {
    let reading = try Self.read(
      """
      STRUCTURE,STRUCTURE_ID,ACTION,DIM_1,DIM_A,DIM_B,MEAS
      datastructure,B:A(1.0.1),I,x,a,,1
      datastructure,B:A(1.0.1),I,x,c,b,2
      """)
    // DIM_1 and DIM_A are equally near: the first of them.
    #expect(reading.error?.reason == .sdmx(.unknownComponent(id: "DIM_B", nearest: "DIM_1")))
    #expect(reading.error?.line == 3)
  }
}
