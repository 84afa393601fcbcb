package import Foundation

/// The flags of a run, as `sanaq flags --json` prints them.
package struct GivenFlags: Sendable {
  package struct Flag: Sendable {
    package var cell: KnownErrors.Cell
    package var rule: String
    package var cause: String
    package var sources: Set<String>

    package init(cell: KnownErrors.Cell, rule: String, cause: String, sources: Set<String>) {
      self.cell = cell
      self.rule = rule
      self.cause = cause
      self.sources = sources
    }
  }

  package var flags: [Flag]

  package init(flags: [Flag]) { self.flags = flags }

  private struct Document: Decodable {
    struct Entry: Decodable {
      struct Value: Decodable { var source: String }
      var cell: [String: String]
      var rule: String
      var cause: String
      var reported: [Value]
    }
    var schema: String
    var flags: [Entry]
  }

  /// Another document than `sanaq.flags/1`.
  package struct UnknownSchema: Error, CustomStringConvertible {
    package var schema: String
    package var description: String { "not sanaq.flags/1 but \(schema)" }
  }

  package init(json: Data) throws {
    let document = try JSONDecoder().decode(Document.self, from: json)
    guard document.schema == "sanaq.flags/1" else {
      throw UnknownSchema(schema: document.schema)
    }
    flags = document.flags.map { entry in
      Flag(
        cell: KnownErrors.Cell(
          codes: KnownErrors.dimensions.map { entry.cell[$0] ?? "_T" }),
        rule: entry.rule, cause: entry.cause, sources: Set(entry.reported.map(\.source)))
    }
  }
}
