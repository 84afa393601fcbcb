/// A source: one provider's dataflow, what its numbers mean and how its files are laid out.
package struct SourceDefinition: Sendable {
  package var id: String
  package var title: LocalizedText
  /// The agent that answers for the figures.
  package var provider: String
  package var concept: ConceptDefinition
  package var layout: FileLayout
  package var rows: [RowRule]
  /// Where each dimension's code comes from when a value column does not set it.
  package var dimensions: [DimensionMapping]
  package var values: [ValueColumn]
  package var numbers: NumberFormat
  /// The source's own marks for absent values, to their typed state.
  ///
  /// `""` is a null field.
  package var markers: [String: Marker]
  /// The column that holds each record's own reference date, where the file has one.
  package var asOfColumn: String?
  package var aggregation: Aggregation

  package init(
    id: String, title: LocalizedText, provider: String, concept: ConceptDefinition,
    layout: FileLayout, rows: [RowRule], dimensions: [DimensionMapping], values: [ValueColumn],
    numbers: NumberFormat, markers: [String: Marker], asOfColumn: String?, aggregation: Aggregation
  ) {
    self.id = id
    self.title = title
    self.provider = provider
    self.concept = concept
    self.layout = layout
    self.rows = rows
    self.dimensions = dimensions
    self.values = values
    self.numbers = numbers
    self.markers = markers
    self.asOfColumn = asOfColumn
    self.aggregation = aggregation
  }
}

/// Text by language (`en`, `ru`, `kk`); English is always there.
package typealias LocalizedText = [String: String]

/// What a source counts, as far as its provider says.
///
/// An attribute is absent when the definition is silent about it, and `unknown` when the provider's
/// own documents leave it open; the second can be a reason for a difference, the first cannot.
package struct ConceptDefinition: Sendable {
  package enum Attribute: String, CaseIterable, Sendable {
    // In the order in which they are tried as reasons for a difference.
    case concept, denominator
    case ageScope, institutions, population
    case referenceDate, measure
    case territory
  }

  package static let unknown = "unknown"

  package var attributes: [Attribute: String]
  /// The day (`yyyymmdd`) whose borders the figures follow; nil when they follow their own date.
  package var boundaryDay: Int?
  /// Sources this one copies its figures from, so that agreement with them confirms nothing.
  package var copiedFrom: [String]
  /// The document both of two sources quote: two quotations of one document must be identical.
  package var origin: String?

  package init(
    attributes: [Attribute: String], boundaryDay: Int? = nil, copiedFrom: [String] = [],
    origin: String? = nil
  ) {
    self.attributes = attributes
    self.boundaryDay = boundaryDay
    self.copiedFrom = copiedFrom
    self.origin = origin
  }
}

/// The container of a source's files.
package enum FileLayout: Sendable {
  case csv(CSVLayout)
  case xml(XMLLayout)
}

package enum TextEncoding: String, CaseIterable, Sendable {
  case utf8 = "UTF-8"
  case utf16 = "UTF-16"
  case windows1251 = "windows-1251"
  case kz1048 = "KZ-1048"
}

package struct CSVLayout: Sendable {
  package var encoding: TextEncoding
  package var delimiter: UInt8
  package var quote: UInt8
  /// Physical records above the header: titles, `sep=;`.
  package var titleRows: Int
  /// Physical records that make up the header; 0 when the columns are named in ``columns``.
  package var headerRows: Int
  /// Column names the header must give, in order, or the names themselves when it has no rows.
  package var columns: [String]

  package init(
    encoding: TextEncoding = .utf8, delimiter: UInt8 = UInt8(ascii: ","),
    quote: UInt8 = UInt8(ascii: "\""), titleRows: Int = 0, headerRows: Int = 1,
    columns: [String] = []
  ) {
    self.encoding = encoding
    self.delimiter = delimiter
    self.quote = quote
    self.titleRows = titleRows
    self.headerRows = headerRows
    self.columns = columns
  }
}

package struct XMLLayout: Sendable {
  package var encoding: TextEncoding
  /// Local name of the element that is a record.
  package var record: String
  /// Namespace URI the record element must have; nil admits any.
  package var namespace: String?
  /// Columns by name, each a path below the record: `@code`, `Period/@year`, `Value`, `.`.
  package var fields: [(name: String, path: String)]

  package init(
    encoding: TextEncoding = .utf8, record: String, namespace: String? = nil,
    fields: [(name: String, path: String)]
  ) {
    self.encoding = encoding
    self.record = record
    self.namespace = namespace
    self.fields = fields
  }
}

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

/// How a source writes numbers.
///
/// Whatever does not fit is quarantined, never guessed.
package struct NumberFormat: Sendable {
  package enum Percent: String, CaseIterable, Sendable {
    /// No percent sign.
    case plain
    /// A percent sign may follow, after an optional space.
    case sign
    /// Shares of 1, turned into percent.
    case share
  }

  package var decimal: UInt8
  /// Group separators allowed between groups of three digits.
  package var groups: Set<Unicode.Scalar>
  package var percent: Percent
  package var multiplier: ExactDecimal
  package var roundingUnit: ExactDecimal?
  /// Texts before a number that make it a bound or a guess.
  package var prefixes: [(text: String, qualifier: Qualifier)]
  /// Whether a number below zero is legal; counts are not.
  package var allowsNegative: Bool

  package init(
    decimal: UInt8 = UInt8(ascii: "."), groups: Set<Unicode.Scalar> = [],
    percent: Percent = .plain, multiplier: ExactDecimal = 1, roundingUnit: ExactDecimal? = nil,
    prefixes: [(text: String, qualifier: Qualifier)] = [], allowsNegative: Bool = false
  ) {
    self.decimal = decimal
    self.groups = groups
    self.percent = percent
    self.multiplier = multiplier
    self.roundingUnit = roundingUnit
    self.prefixes = prefixes
    self.allowsNegative = allowsNegative
  }
}

/// What a source's mark for an absent value stands for.
package enum Marker: Hashable, Sendable {
  case absent(ValueState)
  /// A true zero.
  case zero
  /// Not a cell at all: in a wide table, a column that does not apply to the row.
  case skip
}

package enum Aggregation: String, CaseIterable, Sendable {
  /// A cell stands in one record; a second record for it is a duplicate.
  case none
  /// Records of one cell are added up (a row per school).
  case sum
}
