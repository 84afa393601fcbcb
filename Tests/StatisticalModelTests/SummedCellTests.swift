import StatisticalModel
import Testing

@Suite("The star of a sum")
struct SummedCellTests {
  /// `*` is no code: outside a sum it would name a cell that nobody can report, and the rule would
  /// never be tested.
  @Test("A star outside a sum is refused", arguments: ["[setting=*]", "2 * a[sex=M,setting=*]"])
  func starOutsideSum(text: String) {
    #expect(throws: ExpressionError.self) { try CellExpression(parsing: text) }
  }

  /// The grammar has no sum of sums; read by recursion, a deep one would exhaust the stack.
  @Test("A sum of sums is refused at its first sum", arguments: [2, 50_000])
  func sumOfSums(depth: Int) {
    let text =
      String(repeating: "sum(", count: depth) + "[a=*]" + String(repeating: ")", count: depth)
    let error = #expect(throws: ExpressionError.self) { try CellExpression(parsing: text) }
    #expect(error?.column == 8)
  }
}
