import Reporting
import SDMXVocabulary
import StatisticalModel

/// Ids of the components that exports have beside a pipeline's dimensions.
enum ExportedComponent {
  static let source = "SOURCE"
  static let statement = "STATEMENT"
  static let figureStatus = "FIGURE_STATUS"
  static let lowerBound = "LOWER_BOUND"
  static let upperBound = "UPPER_BOUND"
  static let standardError = "STANDARD_ERROR"
  static let method = "METHOD"
  static let rule = "RULE"
  static let outcome = "OUTCOME"
  static let explainedShare = "EXPLAINED_SHARE"
  static let flagCauses = "FLAG_CAUSES"
  static let flagSeverity = "FLAG_SEVERITY"
  static let state = "STATE"
  static let qualifier = "QUALIFIER"
  static let roundingUnit = "ROUNDING_UNIT"
  static let certainty = "CERTAINTY"
  static let edition = "EDITION"
  static let asOf = "AS_OF"
  static let file = "FILE"
  static let fileHash = "FILE_SHA256"
}

extension Cube {
  /// The reconciled figures of a pipeline.
  static func figures(of definition: PipelineDefinition) throws(ExportError) -> Cube {
    try Cube(
      definition, flow: .figures,
      dimensions: [], lists: [],
      attributes: [
        coded(ExportedComponent.figureStatus, "Status of the figure"),
        number(ExportedComponent.lowerBound, "Lower bound"),
        number(ExportedComponent.upperBound, "Upper bound"),
        number(ExportedComponent.standardError, "Standard error"),
        text(ExportedComponent.method, "How the value was chosen or made"),
        text(ExportedComponent.rule, "Rule of precedence"),
        coded(ExportedComponent.outcome, "Whether the sources agree"),
        number(ExportedComponent.explainedShare, "Explained share of the largest gap"),
        several(coded(ExportedComponent.flagCauses, "Causes of discrepancies")),
        coded(ExportedComponent.flagSeverity, "Worst severity of a discrepancy"),
        text(SDMXConcept.comment, "Comment"),
      ],
      coding: [
        list(ExportedComponent.figureStatus, "Status of a figure", FigureWords.statuses),
        list(ExportedComponent.outcome, "Outcome of comparisons", FigureWords.outcomes),
        list(ExportedComponent.flagCauses, "Causes of discrepancies", FigureWords.causes),
        list(ExportedComponent.flagSeverity, "Severity of a discrepancy", FigureWords.severities),
      ])
  }

  /// What each source says, beside the figures.
  static func sources(of definition: PipelineDefinition) throws(ExportError) -> Cube {
    let sources = List(
      id: "CL_\(ExportedComponent.source)", names: ["en": "Sources"],
      codes: definition.sources.map {
        List.Code(id: $0.id, parent: nil, names: $0.title)
      })
    return try Cube(
      definition, flow: .sources,
      dimensions: [
        Component(
          id: ExportedComponent.source, role: .dimension, representation: .codes(sources.id),
          names: ["en": "Source"]),
        Component(
          id: ExportedComponent.statement, role: .dimension, representation: .wholeNumber,
          names: ["en": "Number of the source's statement about the cell, the newest edition first"]
        ),
      ], lists: [sources],
      attributes: [
        coded(ExportedComponent.state, "What the source gives"),
        coded(ExportedComponent.qualifier, "How the number bounds the true one"),
        number(ExportedComponent.lowerBound, "Lower bound"),
        number(ExportedComponent.upperBound, "Upper bound"),
        number(ExportedComponent.roundingUnit, "Unit of rounding"),
        coded(ExportedComponent.certainty, "Certainty of the crosswalk"),
        Component(
          id: ExportedComponent.edition, role: .attribute, representation: .wholeNumber,
          names: ["en": "Edition"]),
        Component(
          id: ExportedComponent.asOf, role: .attribute, representation: .text,
          names: ["en": "Reference date"]),
        text(ExportedComponent.file, "Delivered file"),
        text(ExportedComponent.fileHash, "SHA-256 of the delivered file"),
      ],
      coding: [
        list(ExportedComponent.state, "States of a value", FigureWords.states),
        list(ExportedComponent.qualifier, "Qualifiers of a number", FigureWords.qualifiers),
        list(ExportedComponent.certainty, "Certainty of a crosswalk", FigureWords.certainties),
      ])
  }

  /// A cube over the pipeline's dimensions, with what every cube has.
  private init(
    _ definition: PipelineDefinition, flow: ExportedFlow, dimensions own: [Component],
    lists ownLists: [List], attributes: [Component], coding: [List]
  ) throws(ExportError) {
    let structure = definition.structure
    reference = flow.reference(agency: definition.agency, pipeline: definition.id)
    names = definition.title.mapValues { "\($0): \(flow.rawValue)" }
    var dimensions: [Component] = []
    var lists: [List] = []
    for dimension in structure.dimensions {
      guard let codes = dimension.codelist else { continue }
      let id = SDMXConcept.component(ofDimension: dimension.id, isTime: false)
      dimensions.append(
        Component(
          id: id, role: .dimension, representation: .codes("CL_\(id)"),
          names: FigureWords.localized { $0.dimension(dimension.id) }))
      lists.append(try Cube.list(of: codes, component: id, dimension: dimension.id))
    }
    let units = try Units(structure)
    components =
      dimensions + own + [
        Component(
          id: SDMXConcept.timePeriod, role: .time, representation: .time,
          names: FigureWords.localized {
            $0.dimension(structure.dimensions[structure.time].id)
          }),
        Component(
          id: SDMXConcept.observationValue, role: .measure, representation: .number,
          names: ["en": "Value"]),
        Cube.several(Cube.coded(SDMXConcept.observationStatus, "Observation status")),
        Cube.coded(SDMXConcept.confidentialityStatus, "Confidentiality"),
        Cube.coded(SDMXConcept.unitMeasure, "Unit of measure"),
        Cube.coded(SDMXConcept.unitMultiplier, "Power of ten of the unit"),
        Component(
          id: SDMXConcept.decimals, role: .attribute, representation: .wholeNumber,
          names: ["en": "Digits behind the point"]),
        Component(
          id: SDMXConcept.reportingYearStart, role: .attribute, representation: .monthDay,
          names: ["en": "Day on which reporting years begin"]),
      ] + attributes
    self.lists =
      lists + ownLists + [
        Cube.list(
          SDMXConcept.observationStatus, "Observation status (CL_OBS_STATUS 2.2)",
          FigureWords.observationStatuses),
        Cube.list(
          SDMXConcept.confidentialityStatus, "Confidentiality (CL_CONF_STATUS)",
          FigureWords.confidentialities),
        Cube.list(SDMXConcept.unitMeasure, "Unit of measure", units.codes),
        Cube.list(SDMXConcept.unitMultiplier, "Unit multiplier", FigureWords.multipliers),
      ] + coding
    try requireDistinctComponents()
  }

  private func requireDistinctComponents() throws(ExportError) {
    var seen: Set<String> = []
    for component in components where !seen.insert(component.id).inserted {
      throw .component(component.id)
    }
  }

  private static func list(
    of codes: Codelist, component: String, dimension: String
  ) throws(ExportError) -> List {
    for code in codes.codes where !SDMXIdentifier.code.admits(code.id) {
      throw .code(code.id, dimension: dimension)
    }
    return List(
      id: "CL_\(component)", names: FigureWords.localized { $0.dimension(dimension) },
      codes: codes.codes.map { List.Code(id: $0.id, parent: $0.parent, names: $0.names) })
  }

  private static func list(
    _ component: String, _ name: String, _ codes: FigureWords.Codes
  ) -> List {
    List(
      id: "CL_\(component)", names: ["en": name],
      codes: codes.map { List.Code(id: $0.id, parent: nil, names: $0.names) })
  }

  private static func coded(_ id: String, _ name: String) -> Component {
    Component(id: id, role: .attribute, representation: .codes("CL_\(id)"), names: ["en": name])
  }

  private static func several(_ component: Component) -> Component {
    var component = component
    component.hasSeveral = true
    return component
  }

  private static func number(_ id: String, _ name: String) -> Component {
    Component(id: id, role: .attribute, representation: .number, names: ["en": name])
  }

  private static func text(_ id: String, _ name: String) -> Component {
    Component(id: id, role: .attribute, representation: .text, names: ["en": name])
  }
}

/// Units of the indicators as codes of UNIT_MEASURE.
struct Units {
  /// By indicator.
  private var byIndicator: [String: String] = [:]
  /// With the words of the code list, in the order of the indicators, each once.
  private(set) var codes: FigureWords.Codes = []

  /// Units that CL_UNIT_MEASURE of the SDMX cross-domain lists has a code for.
  private static let known = ["persons": "PS", "percent": "PT"]

  init(_ structure: Structure) throws(ExportError) {
    for indicator in structure.dimensions[structure.indicator].codelist?.codes ?? [] {
      let words = indicator.indicator?.unit ?? ""
      let id = Self.known[words] ?? SDMXIdentifier.upperCase(words.replacing(" ", with: "_"))
      guard SDMXIdentifier.code.admits(id) else { throw .noUnit(indicator: indicator.id) }
      byIndicator[indicator.id] = id
      if !codes.contains(where: { $0.id == id }) {
        codes.append((id, FigureWords.localized { $0.unit(words) }))
      }
    }
  }

  subscript(indicator: String) -> String { byIndicator[indicator] ?? "" }
}
