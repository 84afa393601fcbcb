import Reporting
package import StatisticalModel
package import Warehousing

/// A flat table of a vintage, for formats that know columns and no cubes.
package struct ExportedTable: Sendable {
  package enum Kind: String, Sendable {
    case text = "string"
    case number
    case wholeNumber = "integer"
    case day = "date"
  }

  package struct Column: Sendable {
    package var name: String
    package var kind: Kind
    /// One sentence, without a full stop.
    package var meaning: String
    package var isRequired = false
    /// The values there may be; empty where any may.
    package var choices: [String] = []
  }

  /// One row's values, in the order of the columns; nil where there is none.
  package typealias Row = [String?]

  /// Also the name of its file, without the ending.
  package var name: String
  package var title: String
  package var columns: [Column]
  package var key: [String]
  /// Hands on the rows, one by one, in the order of the key of the cell.
  package var forEachRow: @Sendable (_ body: (Row) throws -> Void) throws -> Void
}

/// The tables of a vintage.
package struct VintageTables: Sendable {
  package let definition: PipelineDefinition
  package let vintage: Int
  private let reader: WarehouseReader

  /// - Throws: ``WarehouseError/noVintage(_:latest:)``.
  package init(
    _ definition: PipelineDefinition, _ reader: WarehouseReader, vintage: Int?
  ) throws(WarehouseError) {
    self.definition = definition
    self.reader = reader
    let latest = try reader.latestVintage()
    if let vintage, !(1...max(latest, 1)).contains(vintage) {
      throw .noVintage(vintage, latest: latest)
    }
    self.vintage = vintage ?? latest
  }

  package var all: [ExportedTable] { [figures, sources, flags, codes] }

  private var dimensions: [ExportedTable.Column] {
    definition.structure.dimensions.map { dimension in
      ExportedTable.Column(
        name: dimension.id, kind: .text,
        meaning: dimension.codelist == nil
          ? "2019 a calendar year, 2019/2020 a school year, 2019-Q1, 2019-09, 2019-09-01"
          : "A code of \(dimension.id) in codes",
        isRequired: true)
    }
  }

  /// A row's codes in structure order; a cell older than a dimension has its total.
  private func codes(of cell: String) -> ExportedTable.Row {
    let codes = DimensionCode.codes(of: cell)
    return definition.structure.dimensions.map { dimension in
      codes.first { $0.dimension == dimension.id }?.code ?? dimension.total
    }
  }

  package var figures: ExportedTable {
    let (reader, vintage) = (reader, vintage)
    return ExportedTable(
      name: "figures", title: "Figures",
      columns: dimensions + [
        .choice("status", "What there is instead of a value", FigureWords.statuses),
        .number("value", "The figure; empty where there is no one value"),
        .text("shorthand", "What the value cannot say: [c], [e], [low], [x], [z]"),
        .number("lower", "Least value it may have"), .number("upper", "Greatest value it may have"),
        .number("standard_error", "Standard error of a balanced figure"),
        .choice("outcome", "Whether the sources agree", FigureWords.outcomes),
        .number("explained_share", "Share of the largest gap that is explained"),
        .text("method", "source, balanced, interval, decision or none, with an id"),
        .text("rule", "Rule of precedence that chose"),
        .text("flag_causes", "Causes of the cell's flags, separated by blanks"),
        .text("flag_severity", "The worst of the cell's flags"),
        .wholeNumber("vintage", "The vintage that wrote the figure; it has held since"),
        .text("result_sha256", "SHA-256 over all that was found about the cell"),
      ], key: dimensions.map(\.name)
    ) { body in
      try reader.eachMarkedFigure(vintage: vintage) { marked in
        let figure = marked.figure
        try body(
          codes(of: figure.cell) + [
            figure.status.rawValue, figure.value?.description,
            Shorthand(ObservationStatus.statuses(of: marked, isSetByPerson: false))?.rawValue,
            figure.lower?.description, figure.upper?.description, figure.standardError?.description,
            figure.outcome.rawValue,
            figure.explainedShare?.description, figure.method, .filled(figure.rule),
            .filled(marked.causes.map(\.rawValue).joined(separator: " ")),
            marked.severity?.rawValue, "\(figure.vintage)", figure.hash,
          ])
      }
    }
  }

  package var sources: ExportedTable {
    let (reader, vintage) = (reader, vintage)
    return ExportedTable(
      name: "sources", title: "What the sources say",
      columns: dimensions + [
        .text("source", "Id of the source", isRequired: true),
        .text("path", "Delivered file", isRequired: true),
        .wholeNumber("position", "From 0, where a file says several things about a cell"),
        .wholeNumber("edition", "Edition of the delivery; the greatest is the current one"),
        .choice("state", "A number, or why there is none", FigureWords.states),
        .number("value", "The number as read, in units"),
        .text("shorthand", "What the value cannot say: [c], [e], [low], [x], [z]"),
        .choice("qualifier", "How the number bounds the true one", FigureWords.qualifiers),
        .number("rounding_unit", "The number is a multiple of it"),
        .day("as_of", "Reference date"),
        .choice("certainty", "Of the crosswalk of codes", FigureWords.certainties),
        .text("sha256", "SHA-256 of the delivered file"),
      ], key: dimensions.map(\.name) + ["path", "position"]
    ) { body in
      try reader.eachStatement(vintage: vintage) { row in
        try body(
          codes(of: row.cell) + [
            row.source, row.path, "\(row.position)", "\(row.edition)", row.value.state.rawValue,
            row.value.number?.description,
            Shorthand(ObservationStatus.statuses(of: row))?.rawValue, row.value.qualifier.rawValue,
            row.value.roundingUnit?.description, row.asOf, row.certainty.rawValue, row.sha256,
          ])
      }
    }
  }

  package var flags: ExportedTable {
    let (reader, vintage) = (reader, vintage)
    return ExportedTable(
      name: "flags", title: "Discrepancies",
      columns: dimensions + [
        .text("flag", "Id, the same in every vintage", isRequired: true),
        .text("rule", "The check that found it"),
        .choice("cause", "Why the numbers differ", FigureWords.causes),
        .text("secondary", "Further causes, separated by blanks"),
        .choice("confidence", "Of the cause", FigureWords.confidences),
        .choice("severity", "How bad it is", FigureWords.severities),
        .number("difference", "First less second, or what a rule is off by"),
        .number("relative", "2(a - b)/(a + b)"), .number("ratio", "a/b"),
        .number("tolerance", "What would still agree"),
        .text("reported", "The values that differ, SOURCE=VALUE"),
        .text("evidence", "What speaks for the cause"),
        .text("decision", "The decision by which a person set the cause"),
      ], key: ["flag"]
    ) { body in
      try reader.eachFlag(vintage: vintage) { flag in
        try body(codes(of: flag.cell) + flag.fields)
      }
    }
  }

  package var codes: ExportedTable {
    let structure = definition.structure
    return ExportedTable(
      name: "codes", title: "Codes",
      columns: [
        .text("dimension", "The dimension it is a code of", isRequired: true),
        .text("code", "The code", isRequired: true), .text("parent", "The code it is a part of"),
        .text("name_en", "Name in English"), .text("name_ru", "Name in Russian"),
        .text("name_kk", "Name in Kazakh"),
      ], key: ["dimension", "code"]
    ) { body in
      for dimension in structure.dimensions {
        for code in dimension.codelist?.codes ?? [] {
          try body([
            dimension.id, code.id, code.parent, code.names["en"], code.names["ru"],
            code.names["kk"],
          ])
        }
      }
    }
  }
}

extension ExportedTable.Column {
  fileprivate static func text(_ name: String, _ meaning: String, isRequired: Bool = false) -> Self
  {
    Self(name: name, kind: .text, meaning: meaning, isRequired: isRequired)
  }

  fileprivate static func number(_ name: String, _ meaning: String) -> Self {
    Self(name: name, kind: .number, meaning: meaning)
  }

  fileprivate static func wholeNumber(_ name: String, _ meaning: String) -> Self {
    Self(name: name, kind: .wholeNumber, meaning: meaning, isRequired: true)
  }

  fileprivate static func day(_ name: String, _ meaning: String) -> Self {
    Self(name: name, kind: .day, meaning: meaning)
  }

  fileprivate static func choice(
    _ name: String, _ meaning: String, _ codes: FigureWords.Codes
  ) -> Self {
    Self(name: name, kind: .text, meaning: meaning, isRequired: true, choices: codes.map(\.id))
  }
}

extension String? {
  /// An empty text is none.
  fileprivate static func filled(_ text: String) -> Self { text.isEmpty ? nil : text }
}

extension FlagRow {
  /// As the table of flags has them, behind the codes of the cell.
  fileprivate var fields: ExportedTable.Row {
    [
      id, rule, cause.rawValue, .filled(secondary.map(\.rawValue).joined(separator: " ")),
      confidence.rawValue, severity.rawValue, measures.difference?.description,
      measures.relative?.description, measures.ratio?.description, measures.tolerance.description,
      .filled(reported.map { "\($0.source)=\($0.value.text)" }.joined(separator: "; ")),
      .filled(evidence.map(\.sentence).joined(separator: "; ")), decided?.decision,
    ]
  }
}
