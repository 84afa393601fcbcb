import Testing

@testable import Pipelining

@Suite("A rule's examples are worked out")
struct DefinitionRuleExampleTests {
  /// Each verdict is worked out by hand beside its case: the residual, and what is tolerated.
  @Test(
    "The relation holds on the numbers, or does not",
    arguments: [
      // 8.4 + 34.1 + 17.9 + 39.6 = 100 exactly.
      ("sum([sex=*]) = 100", "rounding", "{\"sum([sex=*])\": [39.6, 17.9, 34.1, 8.4]}", true),
      // 99.8: off by 0.2; four rounded numbers admit less than 4 × 0.05 = 0.2, strictly.
      (
        "sum([sex=*]) = 100", "rounding",
        "{\"sum([sex=*])\": [39.6, 17.9, 34.1, 8.2]}, roundingUnit: 0.1", false
      ),
      // 99.9: off by 0.1, inside 0.2 of the four numbers, though not inside 0.05 of one.
      (
        "sum([sex=*]) = 100", "rounding",
        "{\"sum([sex=*])\": [39.6, 17.9, 34.1, 8.3]}, roundingUnit: 0.1", true
      ),
      // Without a unit the numbers are exact.
      ("sum([sex=*]) = 100", "rounding", "{\"sum([sex=*])\": [99.9]}", false),
      // A decimal is the most that is tolerated, and is itself tolerated.
      ("[sex=F] = 2 * [sex=M]", "0.5", "{\"[sex=F]\": 20.5, \"[sex=M]\": 10}", true),
      ("[sex=F] = 2 * [sex=M]", "0.5", "{\"[sex=F]\": 19.49, \"[sex=M]\": 10}", false),
      // Twice a number rounded to 1 and one such number: three halves are out of reach, 1.4 is not.
      (
        "[sex=F] = 2 * [sex=M]", "rounding",
        "{\"[sex=F]\": 21.4, \"[sex=M]\": 10}, roundingUnit: 1", true
      ),
      (
        "[sex=F] = 2 * [sex=M]", "rounding",
        "{\"[sex=F]\": 21.5, \"[sex=M]\": 10}, roundingUnit: 1", false
      ),
      // An inequality is broken on one side only.
      ("[sex=F] <= [sex=_T]", "rounding", "{\"[sex=F]\": 3, \"[sex=_T]\": 7}", true),
      ("[sex=F] <= [sex=_T]", "rounding", "{\"[sex=F]\": 7, \"[sex=_T]\": 3}", false),
      ("[sex=F] >= [sex=_T]", "rounding", "{\"[sex=F]\": 7, \"[sex=_T]\": 3}", true),
      ("[sex=F] >= [sex=_T]", "1", "{\"[sex=F]\": 2, \"[sex=_T]\": 3}", true),
      ("[sex=F] >= [sex=_T]", "rounding", "{\"[sex=F]\": 2, \"[sex=_T]\": 3}", false),
    ])
  func verdict(_ relation: String, _ tolerance: String, _ values: String, _ holds: Bool) throws {
    var pipeline = SmallPipeline()
    // One example in both places: one of the two must be refused.
    pipeline.files["rules.yaml"] = """
      rules:
        - id: tried
          relation: "\(relation)"
          tolerance: \(tolerance)
          severity: error
          owner: statistician
          basis: arithmetic
          passes: {values: \(values)}
          fails: {values: \(values)}
      """
    let problems = try pipeline.problems()
    #expect(problems.map(\.line) == [holds ? 9 : 8], "\(problems)")
    #expect(problems.first?.reason.contains(holds ? "does not fail" : "does not pass") == true)
  }
}
