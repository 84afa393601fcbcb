package import Reporting
package import StatisticalModel
package import Warehousing

/// `datapackage.json` beside the CSV tables of a vintage (Data Package 1, Table Schema 1).
package struct DataPackage: Sendable {
  /// A file that was written.
  package struct Resource: Sendable {
    package var table: ExportedTable
    package var bytes: Int
    /// In hexadecimal.
    package var sha256: String

    package init(table: ExportedTable, bytes: Int, sha256: String) {
      self.table = table
      self.bytes = bytes
      self.sha256 = sha256
    }
  }

  private let definition: PipelineDefinition
  private let run: RunRow
  private let inputs: [InputRow]
  private let resources: [Resource]

  /// - Parameters:
  ///   - run: the run that made the vintage.
  ///   - inputs: the deliveries it rests on.
  package init(
    _ definition: PipelineDefinition, run: RunRow, inputs: [InputRow], resources: [Resource]
  ) {
    self.definition = definition
    self.run = run
    self.inputs = inputs
    self.resources = resources
  }

  package var json: JSONValue {
    .object([
      "profile": "tabular-data-package",
      "name": .string(definition.id),
      "title": JSONValue(definition.title["en"]),
      "version": .string("\(run.vintage)"),
      "created": .string(run.finished),
      "description": .string(
        "Vintage \(run.vintage). Manifest SHA-256 \(run.manifestHash); `sanaq verify` derives it."),
      "licenses": .array(licences),
      "sources": .array(inputs.map(\.packageSource)),
      "resources": .array(resources.map(\.json)),
    ])
  }

  /// As the deliveries name them, each once.
  private var licences: [JSONValue] {
    var seen: Set<String> = []
    return inputs.map(\.licence).filter { seen.insert($0).inserted }.sorted().map { text in
      .object(["name": .string(Self.licenceName(text)), "title": .string(text)])
    }
  }

  /// Letters, digits, `.`, `-` and `_`, as the specification asks of the id of a licence.
  private static func licenceName(_ text: String) -> String {
    let name = text.unicodeScalars.map { scalar -> Character in
      let isAdmitted =
        scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
      return isAdmitted || scalar == "." || scalar == "_" ? Character(scalar) : "-"
    }
    return String(name)
  }
}

extension InputRow {
  fileprivate var packageSource: JSONValue {
    .object([
      "title": .string("\(sender): \(path), edition \(edition), received \(received)"),
      "path": .string(citation.hasPrefix("http") ? citation : path),
      "citation": .string(citation), "licence": .string(licence), "bytes": .integer(size),
      "hash": .string("sha256:\(sha256)"),
    ])
  }
}

extension DataPackage.Resource {
  fileprivate var json: JSONValue {
    .object([
      "name": .string(table.name), "title": .string(table.title),
      "path": .string("\(table.name).csv"), "profile": "tabular-data-resource",
      "format": "csv", "mediatype": "text/csv", "encoding": "utf-8",
      "bytes": .integer(bytes), "hash": .string("sha256:\(sha256)"),
      "dialect": .object(["delimiter": ",", "lineTerminator": "\r\n", "doubleQuote": true]),
      "schema": .object([
        "fields": .array(table.columns.map(\.json)), "missingValues": .array([""]),
        "primaryKey": .array(table.key.map(JSONValue.string)),
      ]),
    ])
  }
}

extension ExportedTable.Column {
  fileprivate var json: JSONValue {
    var members: [JSONValue.Member] = [
      .init(name: "name", value: .string(name)), .init(name: "type", value: .string(kind.rawValue)),
      .init(name: "description", value: .string(meaning)),
    ]
    var constraints: [JSONValue.Member] = []
    if isRequired { constraints.append(.init(name: "required", value: true)) }
    if !choices.isEmpty {
      constraints.append(.init(name: "enum", value: .array(choices.map(JSONValue.string))))
    }
    if !constraints.isEmpty {
      members.append(.init(name: "constraints", value: .object(constraints)))
    }
    return .object(members)
  }
}
