package import SDMXVocabulary

/// What is wrong with a file as an SDMX message.
package enum SDMXFault: Error, Hashable, Sendable {
  /// The document element is not one of SDMX-ML's in a namespace of SDMX-ML.
  case notAMessage(element: String, namespace: String?)
  /// A message, but of another kind than the one wanted.
  case otherMessage(SDMXMessage, wantsData: Bool)
  case otherNamespace(element: String, found: String?, expected: String?)
  case misplaced(element: String)
  case unknownComponent(id: String, nearest: String?)
  case repeatedComponent(id: String)
  case incompleteKey(dimension: String)
  case repeatedKey
  /// A second series of one key in a data set.
  case repeatedSeries
  /// Attributes of a partial key that stand behind observations they may belong to.
  case lateGroup
  case unknownAction(String)
  case unknownStructure(String)
  // SDMX-CSV
  case notSDMXCSV
  case headerOutOfOrder(term: String)
  case raggedRow(fields: Int, expected: Int)
  case malformedReference
  case unknownStructureType(String)
  /// A row that lacks fields, in a file read without its structure that has no OBS_VALUE.
  case noMeasure
  case unclosedValue(component: String)
  // Structures
  case noDataStructure
  case structureNotThere(reference: String, known: [String])
  case malformedStructure(String)

  /// What is wrong, and the next step.
  package var words: String {
    switch self {
    case .notAMessage(let element, let namespace):
      "the document element “\(element)” in namespace “\(namespace ?? "")” begins no message of "
        + "SDMX-ML 2.1 or 3.x. Check the namespace, or read the file as plain XML."
    case .otherMessage(let message, true):
      "the message “\(message.rawValue)” holds structures, not data. Read it with --structures."
    case .otherMessage(let message, false):
      "the message “\(message.rawValue)” holds data, not structures. Read it with --observations."
    case .otherNamespace(let element, let found, let expected):
      "element “\(element)” is in \(Self.namespace(found)), and here it must be in "
        + "\(Self.namespace(expected)). Correct the prefix, or ask for the message again."
    case .misplaced(let element):
      "element “\(element)” may not stand here. Check how the message was made."
    default: keyWords
    }
  }

  private var keyWords: String {
    switch self {
    case .unknownComponent(let id, let nearest):
      "“\(id)” is no component of the structure"
        + (nearest.map { "; the nearest is “\($0)”. " } ?? ". ")
        + "Correct the message, or give the structure it was made by."
    case .repeatedComponent(let id):
      "“\(id)” is given twice. Ask the sender which value is meant."
    case .incompleteKey(let dimension):
      "the observation's key has no “\(dimension)”. Ask the sender for the whole key."
    case .repeatedKey:
      "two values for one key: the data set has had an observation with this key before. Ask the "
        + "sender which one is meant."
    case .repeatedSeries:
      "two values for one key: the data set has had observations in a series with this key before. "
        + "Ask the sender for one series of each key."
    case .lateGroup:
      "attributes of a group stand behind observations that may belong to it. Put the groups first."
    case .unknownAction(let text):
      "“\(text)” is no action. Use Append, Merge, Replace, Delete or Information (A, M, R, D, I)."
    case .unknownStructure(let id):
      "the data set refers to structure “\(id)”, which the header does not have. Correct either."
    default: fileWords
    }
  }

  private var fileWords: String {
    switch self {
    case .notSDMXCSV:
      "the header does not begin with STRUCTURE or DATAFLOW as SDMX-CSV does. Read the file as CSV."
    case .headerOutOfOrder(let term):
      "“\(term)” is not where SDMX-CSV has it in the header. Correct the order of the columns."
    case .raggedRow(let fields, let expected):
      "the row has \(fields) field\(fields == 1 ? "" : "s"), the header \(expected). "
        + "Check the separator and the quotes."
    case .malformedReference:
      "the structure of the row is not written AGENCY:ID(VERSION). Correct it."
    case .unknownStructureType(let text):
      "“\(text)” is no kind of structure. Use dataflow, datastructure or dataprovision."
    case .noMeasure:
      "no column is known to be a measure, and the row has empty fields: nothing tells whether it is "
        + "an observation. Read the file by its structure."
    case .unclosedValue(let component):
      "a value of “\(component)” begins with a quote that is not closed. Close it, or double it."
    case .noDataStructure:
      "the message has no data structure definition. Give one that has."
    case .structureNotThere(let reference, let known):
      "the data are of structure “\(reference)”, which the structure message does not have; it has "
        + "\(known.joined(separator: ", ")). Give the structure the data were made by."
    case .malformedStructure(let reason):
      "\(reason). Ask for the structure message again."
    default: ""
    }
  }

  private static func namespace(_ uri: String?) -> String {
    uri.map { "namespace “\($0)”" } ?? "no namespace"
  }
}
