import SDMXVocabulary

/// What the header of an SDMX-ML data message says about its data sets.
struct SDMXHeader {
  /// A structure that data sets refer to.
  struct Usage {
    var reference: SDMXReference?
    var dimensionAtObservation: String?
    /// Of the structure's own schema; nil where there is none.
    var namespace: String?
    /// Whether the type of an observation says which measure it is of (2.1).
    var hasExplicitMeasures = false
  }

  var usages: [String: Usage] = [:]
  /// Of all data sets that name none.
  var action: SDMXAction?
  /// The id of the usage being read.
  var current = ""

  /// Takes an attribute of a `Structure` of the header.
  mutating func take(usage name: String, _ value: String) {
    switch name {
    case "structureID":
      let usage = usages.removeValue(forKey: current) ?? Usage()
      current = value
      usages[current] = usage
    case "dimensionAtObservation": usages[current, default: Usage()].dimensionAtObservation = value
    case "explicitMeasures":
      usages[current, default: Usage()].hasExplicitMeasures = value == "true" || value == "1"
    case "namespace": usages[current, default: Usage()].namespace = value
    default: break
    }
  }

  /// Takes an attribute of a `Ref`.
  mutating func take(reference name: String, _ value: String) {
    var reference =
      usages[current, default: Usage()].reference
      ?? SDMXReference(agency: "", id: "", version: nil)
    switch name {
    case "agencyID": reference.agency = value
    case "id": reference.id = value
    case "version": reference.version = value
    default: return
    }
    usages[current, default: Usage()].reference = reference
  }

  /// Takes a URN, the text of `URN` (2.1) or of the reference itself (3.x).
  mutating func take(urn text: [UInt8]) {
    let urn = String(decoding: text, as: UTF8.self).trimmingBlanks
    guard let reference = SDMXReference(urn: urn) else { return }
    usages[current, default: Usage()].reference = reference
  }
}

extension String {
  /// Without the blanks of XML at both ends.
  var trimmingBlanks: String {
    let isBlank: (Character) -> Bool = { $0 == " " || $0.isNewline || $0 == "\t" }
    let start = firstIndex { !isBlank($0) } ?? endIndex
    let end = lastIndex { !isBlank($0) }.map { index(after: $0) } ?? start
    return String(self[start..<end])
  }
}
