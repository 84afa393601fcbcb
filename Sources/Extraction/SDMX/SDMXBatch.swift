package import SDMXVocabulary
package import StatisticalModel

/// What tells one value from another, is one, or says something about one.
package enum SDMXRole: String, Hashable, Sendable {
  case dimension
  case measure
  case attribute
  /// The action of the data set, for readers that want it as a column.
  case action
}

/// A component of a data structure.
package struct SDMXComponent: Hashable, Sendable {
  package var id: String
  package var role: SDMXRole

  package init(id: String, role: SDMXRole) {
    self.id = id
    self.role = role
  }
}

/// A set of observations with one structure and one action.
///
/// In SDMX-CSV, rows of one structure and action that follow one another.
package struct SDMXDataSet: Hashable, Sendable {
  /// Counted from 1.
  package var number: Int
  /// The structure, dataflow or provision agreement; nil where the message names none.
  package var structure: SDMXReference?
  package var action: SDMXAction

  package init(number: Int, structure: SDMXReference?, action: SDMXAction) {
    self.number = number
    self.structure = structure
    self.action = action
  }
}

/// Observations of one data set, each with what its series, groups and data set say of it.
///
/// Fields stand in the order of ``components``; a record may have fewer, those of components that
/// were met after it. Several values of one component are joined by ``valueSeparator``. A record
/// of a delete may lack parts of its key: it means every observation with the others.
package struct SDMXBatch: Sendable {
  package var dataSet: SDMXDataSet
  package var components: [SDMXComponent]
  package var records: RecordBatch

  /// Between the values of a component that has several: a character no XML document can hold.
  package static let valueSeparator = SDMXLayout.valueSeparator

  package init(dataSet: SDMXDataSet, components: [SDMXComponent], records: RecordBatch) {
    self.dataSet = dataSet
    self.components = components
    self.records = records
  }

  /// Whether a measure stands for no value: `NaN` and `#N/A` say that it is missing on purpose
  /// (SDMX 3.1), an empty text that there is none.
  package static func isMissing(_ value: ArraySlice<UInt8>) -> Bool {
    value.isEmpty || value.elementsEqual("NaN".utf8) || value.elementsEqual("#N/A".utf8)
  }
}
