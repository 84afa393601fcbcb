internal import GRDB
internal import StatisticalModel

extension VintageLoad {
  /// Writes the files of the definition, and the sources and codes that are new or have changed.
  mutating func writeDefinition() throws {
    let definition = content.definition
    for file in definition.files.sorted(by: { String.byBytes($0.path, $1.path) }) {
      try rows.insert(into: .definitionFile, [vintage, file.path, file.sha256])
    }
    for source in definition.sources.sorted(by: { String.byBytes($0.id, $1.id) }) {
      let values = [
        CanonicalJSON.strings(source.title).text, source.provider, source.concept.json.text,
      ]
      let stored = try latest(
        "SELECT title, provider, definition FROM source WHERE id = ?", [source.id])
      if stored != values.map(\.databaseValue) {
        try rows.insert(into: .source, [source.id, vintage] + values)
      }
    }
    try writeCodes()
  }

  private mutating func writeCodes() throws {
    let lists = content.definition.structure.dimensions.compactMap { dimension in
      dimension.codelist.map { (dimension: dimension.id, list: $0) }
    }
    for (dimension, list) in lists.sorted(by: { String.byBytes($0.dimension, $1.dimension) }) {
      let sorted = list.codes.enumerated().sorted { String.byBytes($0.element.id, $1.element.id) }
      for (position, code) in sorted {
        let values: [DatabaseValue] = [
          code.parent?.databaseValue ?? .null, position.databaseValue,
          CanonicalJSON.strings(code.names).text.databaseValue,
        ]
        let stored = try latest(
          "SELECT parent, position, names FROM code WHERE dimension = ? AND code = ?",
          [dimension, code.id])
        if stored != values {
          try rows.insert(into: .code, [dimension, code.id, vintage] + values)
        }
      }
    }
  }

  private mutating func latest(_ query: String, _ arguments: StatementArguments) throws
    -> [DatabaseValue]?
  {
    let statement = try database.cachedStatement(sql: query + " ORDER BY vintage DESC LIMIT 1")
    return try Row.fetchOne(statement, arguments: arguments).map { Array($0.databaseValues) }
  }
}

extension ConceptDefinition {
  fileprivate var json: CanonicalJSON {
    let named = attributes.map { ($0.key.rawValue, CanonicalJSON.string($0.value)) }
    return .object([
      "attributes": .object(Dictionary(uniqueKeysWithValues: named)),
      "boundaryDay": boundaryDay.map(CanonicalJSON.integer) ?? .null,
      "copiedFrom": .strings(copiedFrom),
      "origin": origin.map(CanonicalJSON.string) ?? .null,
    ])
  }
}
