/// A place where bytes from outside come in.
///
/// Any bytes must be taken or refused: a trap, a leak, a
/// broken promise of the reader or a slow input is a defect.
package enum FuzzTarget: String {
  case csv, xml, yaml, number, period, rules

  /// The first bytes choose among the reader's settings, the rest is the input.
  package func take(_ bytes: [UInt8]) {
    guard let settings = bytes.first else { return }
    let input = Array(bytes.dropFirst())
    switch self {
    case .csv: takeTable(input, settings)
    case .xml: takeMessage(input, settings)
    case .yaml: takeDefinition(input)
    case .number: takeNumber(input, settings)
    case .period: takePeriod(String(decoding: input, as: UTF8.self))
    case .rules: takeRules(String(decoding: input, as: UTF8.self))
    }
  }
}
