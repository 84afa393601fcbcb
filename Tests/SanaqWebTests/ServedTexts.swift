import Foundation
import Pipelining
import SanaqWeb
import TestSupport

/// A pipeline after its first run in which every name, title, file name and remark is one of some
/// texts: the text at n is that of area n, category n, source n and all that its note says.
///
/// Source `base` gives every cell another number, a record for each text as an area, which no list
/// has, and one whose value is no number. NUL, which neither files nor definitions may hold, is left
/// out of the texts.
struct ServedTexts {
  /// The name of the column of values.
  static let formula = "=Value"

  let texts: [String]
  private let workdir: Workdir
  private var asking = Asking()

  init(_ texts: [String]) async throws {
    self.texts = texts.map { text in
      String(String.UnicodeScalarView(text.unicodeScalars.filter { $0 != "\0" }))
    }
    workdir = try Workdir()
    try writeDefinition()
    let rows = self.texts.indices.map { "a\($0),2020,c\($0),7" }
    let unknown = self.texts.map { "\(Self.csv($0)),2020,c0,7" }
    try write(
      source: "base", text: "Base", file: "base.csv", rows: rows + unknown + ["a0,2020,c0,many"])
    for (position, text) in self.texts.enumerated() {
      try write(
        source: "s\(position)", text: text, file: Self.fileName(text),
        rows: ["a\(position),2020,c\(position),\(100 + position)"])
    }
    try workdir.write("", to: "Warehouse/.keep")
    _ = try await OpenedPipeline(folder: workdir.path("Pipelines/hostile")).run(
      options: RunOptions(keepsGoing: true), programVersion: "test",
      clock: { "2025-08-20T02:30:00Z" })
    asking = Asking(pipelines: [
      try PublishedPipeline(folder: workdir.path("Pipelines/hostile"))
    ])
  }

  func ask(_ path: String) async throws -> (status: Int, body: String) {
    let answer = try await asking.ask(path)
    return (answer.status, answer.body)
  }

  static func cell(_ position: Int) -> String {
    "indicator=children,area=a\(position),period=2020,category=c\(position)"
  }

  /// The byte that no name of a file can have is replaced.
  static func fileName(_ text: String) -> String {
    text.unicodeScalars.map { $0 == "/" ? "∕" : String($0) }.joined()
  }

  /// A quoted field.
  ///
  /// Tables refuse blanks at either end of one.
  private static func csv(_ text: String) -> String {
    "\"n\(text.unicodeScalars.map { $0 == "\"" ? "\"\"" : String($0) }.joined())\""
  }

  /// A quoted scalar in ASCII, since YAML refuses some characters as they are.
  private static func yaml(_ text: String) -> String {
    let scalars = text.unicodeScalars.map { scalar in
      let isPlain = (0x20..<0x7F).contains(scalar.value) && scalar != "\"" && scalar != "\\"
      return isPlain ? String(scalar) : String(format: "\\U%08X", scalar.value)
    }
    return "\"\(scalars.joined())\""
  }

  private func writeDefinition() throws {
    let names = texts.enumerated().map { (id: $0.offset, name: Self.csv($0.element)) }
    for (name, text) in [
      ("pipeline.yaml", "pipeline: hostile\ntitle: \(Self.yaml(texts[0]))\n"),
      (
        "structure.yaml",
        """
        dimensions:
          - {id: indicator, codelist: indicator}
          - {id: area, codelist: area}
          - {id: period, time: true}
          - {id: category, codelist: category}

        """
      ),
      (
        "codelists/indicator.csv",
        "code,name_en,unit,measure,additive\nchildren,Children,persons,stock,\n"
      ),
      (
        "codelists/area.csv",
        "code,name_en,valid_from,tile_column,tile_row\n"
          + names.map { "a\($0.id),\($0.name),1990-01-01,\($0.id % 20),\($0.id / 20)\n" }.joined()
      ),
      (
        "codelists/category.csv",
        "code,name_en\n" + names.map { "c\($0.id),\($0.name)\n" }.joined()
      ),
      (
        "reconcile.yaml",
        """
        figures:
          - {id: any, where: {indicator: children}, use: interval, rank: 1, basis: \
        \(Self.yaml(texts[1]))}

        """
      ),
    ] { try workdir.write(text, to: "Pipelines/hostile/\(name)") }
  }

  private func write(source: String, text: String, file: String, rows: [String]) throws {
    let text = Self.yaml(text)
    try workdir.write(
      """
      source: \(source)
      title: {en: \(text)}
      provider: ministry
      definition: {concept: \(text), measure: stock}
      file: {format: csv}
      dimensions:
        indicator: {code: children}
        area: {column: Region}
        period: {column: Year, form: calendarYear}
        category: {column: Category}
      values:
        - {column: "\(Self.formula)"}

      """, to: "Pipelines/hostile/sources/\(source).yaml")
    let folder = "RawData/hostile/\(source)"
    let lines = ["Region,Year,Category,\(Self.formula)"] + rows
    try workdir.write(lines.map { "\($0)\n" }.joined(), to: "\(folder)/\(file)")
    try workdir.write(
      """
      deliveries:
        - file: \(Self.yaml(file))
          sender: \(text)
          received: 2025-01-02
          asOf: unknown
          edition: 1
          status: final
          licence: \(text)
          citation: \(text)

      """, to: "\(folder)/delivery.yaml")
  }
}
