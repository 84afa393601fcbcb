/// The components of a source's SDMX messages that its definition speaks of, and what their
/// attributes say about a value.
package struct SDMXLayout: Sendable {
  package enum Form: String, CaseIterable, Sendable {
    case ml = "sdmx-ml"
    case csv = "sdmx-csv"
  }

  /// The columns of attributes that change what a number says; nil where none does.
  package struct Attributes: Sendable {
    package var status: String
    package var confidentiality: String
    /// The power of ten by which numbers are multiplied.
    package var multiplier: String
    /// The day on which the years of a reporting period begin.
    package var yearStart: String

    package init(
      status: String, confidentiality: String, multiplier: String, yearStart: String
    ) {
      self.status = status
      self.confidentiality = confidentiality
      self.multiplier = multiplier
      self.yearStart = yearStart
    }

    package var all: [String] { [status, confidentiality, multiplier, yearStart] }
  }

  package var form: Form
  /// Of SDMX-CSV; SDMX-ML says it itself.
  package var encoding: TextEncoding
  /// Ids by what they are.
  package var dimensions: [String]
  package var measures: [String]
  package var attributes: [String]
  /// The codes a component may have, where that is known.
  package var codes: [String: Set<String>]
  package var meaning: Attributes
  /// What a status makes of a value.
  package var statuses: [String: ValueState]

  /// The column that holds the action of each record's data set.
  package static let actionColumn = "ACTION"
  package static let deleteAction = "D"
  /// Actions that leave alone what they do not speak of.
  package static let mergeActions: Set<String> = ["A", "M"]
  /// Between several values of one component.
  package static let valueSeparator: UInt8 = 0x1F

  package init(
    form: Form, encoding: TextEncoding, dimensions: [String], measures: [String],
    attributes: [String], codes: [String: Set<String>], meaning: Attributes,
    statuses: [String: ValueState]
  ) {
    self.form = form
    self.encoding = encoding
    self.dimensions = dimensions
    self.measures = measures
    self.attributes = attributes
    self.codes = codes
    self.meaning = meaning
    self.statuses = statuses
  }
}
