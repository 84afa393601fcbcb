import StatisticalModel
import Testing

@testable import Pipelining

@Suite("A rule's hash stands for all that the rule says and nothing else")
struct DefinitionRuleHashTests {
  private func hashes(_ edit: (inout SmallPipeline) throws -> Void) throws -> [String: String] {
    var pipeline = SmallPipeline()
    try edit(&pipeline)
    let rules = try pipeline.read().definition.rules
    return Dictionary(uniqueKeysWithValues: rules.map { ($0.id, $0.hash) })
  }

  @Test(
    "Any field changes the hash of its rule and of no other",
    arguments: [
      ("[sex=F] + [sex=M] = [sex=_T]", "[sex=F] + [sex=M] <= [sex=_T]"),
      ("area: [KZ, KZ-35]", "area: [KZ]"), ("sources: [survey]", "sources: [register]"),
      ("severity: error", "severity: info"),
      ("owner: statistician\n    basis: by definition", "owner: clerk\n    basis: by definition"),
      ("basis: by definition", "basis: by law"),
      ("severity: error", "severity: error\n    nulls: zero"),
      ("severity: error", "severity: error\n    tolerance: rounding"),
      ("severity: error", "severity: error\n    reason: {en: Both sexes are everyone}"),
      ("[66.8]", "[66.7]"), ("66.9", "67.1"),
    ])
  func sensitive(_ old: String, _ new: String) throws {
    let before = try hashes { _ in }
    let after = try hashes { try $0.replace(old, with: new, in: "rules.yaml") }
    #expect(before["both-sexes"] != after["both-sexes"])
    #expect(before["break"] == after["break"])
  }

  @Test("Comments, layout, the order of keys and of rules do not change a hash")
  func insensitive() throws {
    let before = try hashes { _ in }
    let after = try hashes { pipeline in
      pipeline.files["rules.yaml"] = """
        # A comment.
        rules:
          - {severity: warning, id: break, owner: statistician, basis: experience, change: '20',
             fails: {values: {after: 64.5, before: 39.4}},
             passes: {values: {before: [36.3], after: 37.1}}}   # another order, another style
          - basis: by definition
            id: both-sexes
            where: {area: [KZ, KZ-35], indicator: share, period: "2017"}
            relation: '[sex=F] + [sex=M] = [sex=_T]'
            sources:
              - survey
            severity: error
            owner: statistician
            fails: {values: {"[sex=F]": 33.3, "[sex=M]": 66.9, "[sex=_T]": 100.1}}
            passes:
              values: {"[sex=F]": 33.3, "[sex=M]": [66.8], "[sex=_T]": 100}
              roundingUnit: 0.1
        """
    }
    #expect(before == after)
  }

  @Test("Texts that run into each other do not share a canonical text")
  func injective() {
    func node(_ texts: String...) -> DefinitionNode {
      let items = texts.map { DefinitionNode(place: .start, content: .text($0, .plain)) }
      return DefinitionNode(place: .start, content: .list(items))
    }
    #expect(node("ab", "c").canonicalText != node("a", "bc").canonicalText)
    #expect(node("a").canonicalText != node("a", "").canonicalText)
    #expect(node("1:a").canonicalText != node("", "a").canonicalText)
  }
}
