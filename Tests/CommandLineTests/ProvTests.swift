import Foundation
import TestSupport
import Testing

/// `trace --prov`: PROV-JSON as PROV-DM defines its relations.
@Suite struct ProvTests {
  private static let ends = [
    "used": ["prov:activity", "prov:entity"],
    "wasGeneratedBy": ["prov:entity", "prov:activity"],
    "wasDerivedFrom": ["prov:generatedEntity", "prov:usedEntity"],
    "wasAttributedTo": ["prov:entity", "prov:agent"],
    "wasAssociatedWith": ["prov:activity", "prov:agent"],
  ]

  /// England, January 2024: two sources, a record of one file each.
  @Test("every relation joins things that the document describes, down to the files")
  func relations() throws {
    let workspace = try Workspace.read.get()
    let result = try Sanaq.run(
      [
        "trace", "england", "indicator=ehc-plans,area=E92000001,period=2023/2024", "--prov",
      ], in: workspace.path)
    #expect(result.code == 0, "\(result.errors)")
    let document = try #require(
      try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: [String: Any]])
    let described = ["entity", "activity", "agent"].flatMap { document[$0]?.keys.sorted() ?? [] }
    for (relation, names) in Self.ends {
      let rows = try #require(document[relation], "\(relation)")
      for case let row as [String: String] in rows.values {
        #expect(Set(row.keys) == Set(names))
        #expect(row.values.allSatisfy(described.contains), "\(relation) \(row)")
      }
    }
    // The figure, and an observation, a record and a file for each of the two sources.
    #expect(document["entity"]?.count == 1 + 2 * 3)
    #expect(document["wasDerivedFrom"]?.count == 2 * 3)
  }
}
