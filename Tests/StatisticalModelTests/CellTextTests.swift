import StatisticalModel
import TestSupport
import Testing

@Suite("A dimension named twice")
struct CellTextTests {
  /// Taking the last would answer a question nobody asked.
  @Test("A cell that names a dimension twice is refused")
  func repeatedDimension() {
    let structure = Structure.kazakhstan
    #expect(throws: CellError.malformed("area=KZ-10")) {
      try structure.cell(parsing: "indicator=learners,area=KZ-35,area=KZ-10")
    }
  }
}
