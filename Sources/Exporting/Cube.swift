package import SDMXVocabulary
package import StatisticalModel

/// A dataflow of exported observations with its data structure definition, as SDMX knows it.
package struct Cube: Sendable {
  package enum Role: Hashable, Sendable {
    case dimension
    /// The time dimension; the last of the dimensions, as SDMX 2.1 asks.
    case time
    case measure
    case attribute
  }

  package enum Representation: Hashable, Sendable {
    /// A code of the list of this id.
    case codes(String)
    case text
    case number
    case wholeNumber
    case time
    /// `--09-01`.
    case monthDay
  }

  package struct Component: Hashable, Sendable {
    package var id: String
    package var role: Role
    package var representation: Representation
    /// Several values in SDMX 3; versions before it get the first by ``ObservationStatus/rank``.
    package var hasSeveral = false
    package var names: LocalizedText
  }

  package struct List: Hashable, Sendable {
    package struct Code: Hashable, Sendable {
      package var id: String
      package var parent: String?
      package var names: LocalizedText
    }

    package var id: String
    package var names: LocalizedText
    package var codes: [Code]
  }

  /// Of the dataflow and of its structure alike.
  package var reference: SDMXReference
  package var names: LocalizedText
  /// In the order of a key, then of the standard: dimensions, time, measure, attributes.
  package var components: [Component]
  /// In the order of the components that use them, each once.
  package var lists: [List]

  /// Version of every artefact that is exported.
  package static let version = "1.0"
}

/// The values of an observation, one entry per component of its cube: none, one or several texts.
package typealias CubeRow = [[String]]

/// What keeps figures from being exported: names that a format does not admit.
package enum ExportError: Error, Hashable, Sendable, CustomStringConvertible {
  case code(String, dimension: String)
  /// Two components of one name: `SOURCE` from a dimension and from the export itself.
  case component(String)
  /// The warehouse has a code, the pipeline's list no longer.
  case codeGone(String, dimension: String)
  case dimensionGone(String, cell: String)
  case noUnit(indicator: String)
  /// More than a worksheet can have.
  case tooManyRows(Int)
  /// What libxlsxwriter says against the workbook.
  case workbook(String)
  /// An event of OpenLineage that hubs would refuse.
  case eventTooLarge(bytes: Int)

  /// What is wrong, and the next step.
  package var description: String {
    switch self {
    case .code(let code, let dimension):
      "the code '\(code)' of \(dimension) is no id in SDMX. Rename it in codelists/ to "
        + "\(SDMXIdentifier.code.alphabet), or export csv or xlsx, which take it as it is."
    case .component(let id):
      "two components of the export would be called \(id). Give the dimension another id in "
        + "structure.yaml, or export csv or xlsx."
    case .codeGone(let code, let dimension):
      "the warehouse has the code '\(code)' of \(dimension), the pipeline's code list has it no "
        + "longer. Export from the definition of that vintage, or put the code back."
    case .dimensionGone(let dimension, let cell):
      "the cell \(cell) says nothing about the dimension \(dimension), which has no total. Export "
        + "from the definition of that vintage, or give the dimension a total in structure.yaml."
    case .noUnit(let indicator):
      "the unit of indicator '\(indicator)' makes no id in SDMX. Write it in letters a to z and "
        + "digits in the column unit of its code list."
    case .tooManyRows(let rows):
      "a table has \(rows) rows, and a worksheet has room for 1048576. Export csv."
    case .workbook(let reason):
      "the workbook cannot be written: \(reason). Make room where it goes, or export csv."
    case .eventTooLarge(let bytes):
      "an OpenLineage event would have \(bytes) bytes, and hubs take less than 262144. Export csv, "
        + "which has all of it."
    }
  }
}
