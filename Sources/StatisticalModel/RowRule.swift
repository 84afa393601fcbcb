/// A named rule about rows that are not plain detail.
package struct RowRule: Sendable {
  package enum Effect: Sendable {
    /// The row carries no figures: a footnote, a blank, a heading.
    case ignore
    /// The row's text in `column` is the code of `dimension` for the rows below it.
    case section(column: String, dimension: String)
    /// The row is the total of the rows around it: it has these codes instead of its own.
    case total([String: String])
  }

  package var id: String
  package var conditions: [RowCondition]
  package var effect: Effect

  package init(id: String, conditions: [RowCondition], effect: Effect) {
    self.id = id
    self.conditions = conditions
    self.effect = effect
  }
}

/// A test of a row.
///
/// All conditions of a rule must hold.
package enum RowCondition: Sendable {
  case equals(column: String, text: String)
  case startsWith(column: String, text: String)
  case blank(column: String)
  case filled(column: String)
  /// Every column but this one is null or empty.
  case othersBlank(column: String)
  /// Every column is null or empty.
  case allBlank
}
