/// Where the code of a dimension comes from.
package struct DimensionMapping: Sendable {
  package enum Origin: Sendable {
    /// A target code, the same for every row.
    case constant(String)
    case column(String)
    /// The text of the section heading above the row.
    case section
    /// The name of the value column.
    case header
  }

  package var dimension: String
  package var origin: Origin
  /// The crosswalk that turns the file's text into codes; nil when the file uses the codes.
  package var crosswalk: String?
  /// Whether names are matched folded rather than letter by letter.
  package var matching: NameMatching
  /// For the time dimension: what the file's text means.
  package var periodForm: PeriodForm

  package init(
    dimension: String, origin: Origin, crosswalk: String? = nil, matching: NameMatching = .exact,
    periodForm: PeriodForm = .canonical
  ) {
    self.dimension = dimension
    self.origin = origin
    self.crosswalk = crosswalk
    self.matching = matching
    self.periodForm = periodForm
  }
}

package enum NameMatching: String, CaseIterable, Sendable {
  case exact
  /// Names of the code list and the crosswalk: composed, homoglyphs folded, the dimension's generic
  /// words left out, case ignored; a name that fits two codes is ambiguous.
  case names
}

/// A column that holds values, and the codes that go with it.
package struct ValueColumn: Sendable {
  package var column: String
  /// Codes this column has in target code lists.
  package var codes: [String: String]
  /// The dimension whose source text is the column's own name (years or sexes as columns).
  package var headerDimension: String?
  package var roundingUnit: ExactDecimal?
  package var multiplier: ExactDecimal?

  package init(
    column: String, codes: [String: String] = [:], headerDimension: String? = nil,
    roundingUnit: ExactDecimal? = nil, multiplier: ExactDecimal? = nil
  ) {
    self.column = column
    self.codes = codes
    self.headerDimension = headerDimension
    self.roundingUnit = roundingUnit
    self.multiplier = multiplier
  }
}
