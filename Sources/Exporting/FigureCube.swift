import SDMXVocabulary
package import StatisticalModel
package import Warehousing

/// Figures as observations of a cube.
package struct FigureCube: Sendable {
  package let cube: Cube
  private let structure: Structure
  private let units: Units
  /// Decisions whose author gave the number.
  private let settingDecisions: Set<String>

  /// - Parameter decisions: those of the vintage.
  /// - Throws: ``ExportError`` where a name of the definition is no id of SDMX.
  package init(_ definition: PipelineDefinition, decisions: [DecisionRow]) throws(ExportError) {
    cube = try .figures(of: definition)
    structure = definition.structure
    units = try Units(structure)
    settingDecisions = Set(
      decisions.filter { if case .set = $0.action { true } else { false } }.map {
        "decision:\($0.id)"
      })
  }

  package func row(of marked: MarkedFigure) throws(ExportError) -> CubeRow {
    let figure = marked.figure
    let place = try CellPlace(figure.cell, in: structure)
    var statuses = ObservationStatus.statuses(
      of: marked, isSetByPerson: settingDecisions.contains(figure.method))
    if place.isBreak { statuses.insert(.timeSeriesBreak) }
    let value = figure.status == .published ? figure.value : nil
    return place.codes.map { [$0] }
      + place.common(
        value, statuses, SDMXConfidentialityStatus.free, unit: units[place.indicator])
      + [
        [figure.status.rawValue], .one(figure.lower), .one(figure.upper),
        .one(figure.standardError), [figure.method], .one(figure.rule),
        [figure.outcome.rawValue], .one(figure.explainedShare), marked.causes.map(\.rawValue),
        .one(marked.severity?.rawValue), .one(FigureWords.comment(on: marked)),
      ]
  }
}

/// The sources' own values as observations of a cube; one keeps count of statements about a cell.
package struct SourceCube: Sendable {
  package let cube: Cube
  private let structure: Structure
  private let units: Units
  private var last: (cell: String, source: String, count: Int) = ("", "", 0)

  /// - Throws: ``ExportError`` where a name of the definition is no id of SDMX.
  package init(_ definition: PipelineDefinition) throws(ExportError) {
    cube = try .sources(of: definition)
    structure = definition.structure
    units = try Units(structure)
  }

  /// Statements come in the order of ``WarehouseReader/eachStatement(vintage:_:)``.
  package mutating func row(of statement: StatementRow) throws(ExportError) -> CubeRow {
    let isSame = last.cell == statement.cell && last.source == statement.source
    last = (statement.cell, statement.source, isSame ? last.count + 1 : 1)
    let place = try CellPlace(statement.cell, in: structure)
    var statuses = ObservationStatus.statuses(of: statement)
    if place.isBreak { statuses.insert(.timeSeriesBreak) }
    let value = statement.value
    let confidentiality =
      value.state == .suppressed
      ? SDMXConfidentialityStatus.confidential : SDMXConfidentialityStatus.internalUse
    return place.codes.map { [$0] } + [[statement.source], ["\(last.count)"]]
      + place.common(
        value.number, statuses, confidentiality, unit: units[place.indicator])
      + [
        [value.state.rawValue], [value.qualifier.rawValue], .one(value.lowerBound),
        .one(value.upperBound), .one(value.roundingUnit), [statement.certainty.rawValue],
        ["\(statement.edition)"], .one(statement.asOf), [statement.path], [statement.sha256],
      ]
  }
}

extension CellPlace {
  /// Time, the measure and the attributes that every cube has.
  fileprivate func common(
    _ value: ExactDecimal?, _ statuses: Set<ObservationStatus>, _ confidentiality: String,
    unit: String
  ) -> CubeRow {
    [
      [period.sdmxText], .one(value), statuses.codes, [confidentiality], [unit], ["0"],
      .one(value.map { "\($0.scale)" }), .one(period.sdmxYearStart),
    ]
  }
}

extension [String] {
  /// One text or none; an empty text is none.
  static func one(_ text: String?) -> [String] {
    guard let text, !text.isEmpty else { return [] }
    return [text]
  }

  static func one(_ number: ExactDecimal?) -> [String] { one(number?.description) }
}
