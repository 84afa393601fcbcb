import StatisticalModel
import TestSupport
import Testing

@Suite("Expressions over cells")
struct CellExpressionTests {
  @Test("A sum of cells, other sources and constants is read term by term")
  func terms() throws {
    let expression = try CellExpression(
      parsing: "-[setting=FE] + 2 * sum([setting=*, sex=M]) - sen2[sex=F,age=Y3] + 1.5 - 100")
    #expect(expression.constant == decimal("-98.5"))
    try #require(expression.terms.count == 3)
    let (first, second, third) = (expression.terms[0], expression.terms[1], expression.terms[2])
    #expect(first.coefficient == -1)
    #expect(first.codes == ["setting": "FE"])
    #expect(first.source == nil)
    #expect(second.coefficient == 2)
    #expect(second.summedDimension == "setting")
    #expect(second.codes == ["sex": "M"])
    #expect(second.text == "sum([setting=*, sex=M])")
    #expect(third.coefficient == -1)
    #expect(third.source == "sen2")
    #expect(third.codes == ["sex": "F", "age": "Y3"])
  }

  @Test("A relation is its left side minus its right side")
  func relation() throws {
    let relation = try CellRelation(parsing: "sum([setting=*]) = 100")
    #expect(relation.comparison == .equal)
    #expect(relation.residual.constant == -100)
    #expect(relation.residual.terms.map(\.coefficient) == [1])
    let bound = try CellRelation(parsing: "[] <= 2 * census[sex=M]")
    #expect(bound.comparison == .atMost)
    #expect(bound.residual.terms.map(\.coefficient) == [1, -2])
    #expect(bound.residual.terms.map(\.text) == ["[]", "census[sex=M]"])
    #expect(try CellRelation(parsing: "[] >= 0").comparison == .atLeast)
  }

  @Test("Spaces are free and a source's name may have hyphens")
  func spelling() throws {
    let tight = try CellExpression(parsing: "a-b[x=1]-c[y=2]")
    #expect(tight.terms.map(\.source) == ["a-b", "c"])
    #expect(tight.terms.map(\.coefficient) == [1, -1])
    let wide = try CellExpression(parsing: "  a-b [ x = 1 ]  -  c [ y = 2 ]  ")
    #expect(wide.terms.map(\.codes) == [["x": "1"], ["y": "2"]])
  }

  @Test(
    "What is no expression is refused at its column",
    arguments: [
      ("", 1), ("   ", 4), ("[", 2), ("[setting]", 9), ("[setting=]", 10), ("[=FE]", 5),
      ("[a=1,a=2]", 9), ("[a=1", 5), ("[a=1] +", 8), ("+[a=1]", 1), ("[a=1] [b=2]", 7),
      ("2 [a=1]", 3), ("2 * 3", 6), ("1.2.3", 6), ("1234567890", 11), ("sum([a=1])", 11),
      ("sum([a=*,b=*])", 15), ("sum([a=*]", 10), ("[a=1]\t", 6), ("[a=1] ≤ 2", 7),
    ])
  func refused(text: String, column: Int) {
    let error = #expect(throws: ExpressionError.self) { try CellExpression(parsing: text) }
    #expect(error?.column == column)
    #expect(error?.reason.hasPrefix("expected ") == true)
  }

  @Test("A relation has one comparison", arguments: ["[] = 1 = 2", "[] < 1", "[]", "= 1", "[] =="])
  func refusedRelations(text: String) {
    #expect(throws: ExpressionError.self) { try CellRelation(parsing: text) }
  }
}
