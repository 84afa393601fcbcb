/// A place where bytes from outside come in.
///
/// Any bytes must be taken or refused: a trap, a leak, a
/// broken promise of the reader or a slow input is a defect.
package enum FuzzTarget: String, CaseIterable {
  case csv, xml
  case sdmxML = "sdmx-ml"
  case sdmxCSV = "sdmx-csv"
  case sdmxStructure = "sdmx-structure"
  case yaml, number, period
  /// Relations and expressions, as rules state them.
  case rules
  case rulesFile = "rules-file"
  case reconcileFile = "reconcile-file"
  case sourceFile = "source-file"
  case decisionFile = "decision-file"

  /// The first bytes choose among the reader's settings, the rest is the input.
  package func take(_ bytes: [UInt8]) {
    guard let settings = bytes.first else { return }
    let input = Array(bytes.dropFirst())
    switch self {
    case .csv: takeTable(input, settings)
    case .xml: takeMessage(input, settings)
    case .sdmxML, .sdmxCSV: takeObservations(input, settings, isXML: self == .sdmxML)
    case .sdmxStructure: takeStructures(input)
    case .yaml: takeDefinition(input)
    case .number: takeNumber(input, settings)
    case .period: takePeriod(String(decoding: input, as: UTF8.self))
    case .rules: takeRules(String(decoding: input, as: UTF8.self))
    case .rulesFile: takeRulesFile(input)
    case .reconcileFile: takeReconcileFile(input)
    case .sourceFile: takeSourceFile(input)
    case .decisionFile: takeDecisionFile(input)
    }
  }
}
