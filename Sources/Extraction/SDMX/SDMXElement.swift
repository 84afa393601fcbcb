import LibXML2
import SDMXVocabulary

/// What an element of an SDMX-ML data message is, by its name and namespace.
enum SDMXElement {
  case header
  case headerStructure
  case headerAction
  /// `Structure`, `StructureUsage` or `ProvisionAgreement` of the common namespace.
  case reference
  case dataSet
  // Generic data.
  case generic(Generic)
  // Structure-specific data, in no namespace.
  case specific(Specific)
  case text
  case other

  enum Generic: String, CaseIterable {
    case group = "Group"
    case series = "Series"
    case observation = "Obs"
    case groupKey = "GroupKey"
    case seriesKey = "SeriesKey"
    case observationKey = "ObsKey"
    case attributes = "Attributes"
    case value = "Value"
    case observationDimension = "ObsDimension"
    case observationValue = "ObsValue"
  }

  enum Specific: String, CaseIterable {
    case group = "Group"
    case attributes = "Atts"
    case series = "Series"
    case observation = "Obs"
    case component = "Comp"
    case value = "Value"
  }

  /// The message and version a document element begins; nil when it begins none.
  static func message(_ name: XMLName) -> (SDMXMessage, SDMXVersion)? {
    guard let namespace = name.namespace,
      let (version, module) = SDMXVersion.module(of: namespace), module == .message,
      let message = SDMXMessage(rawValue: name.local)
    else { return nil }
    return (message, version)
  }

  init(_ name: XMLName, in message: SDMXMessage) {
    guard let namespace = name.namespace else {
      let specific = message.isGeneric ? nil : Specific(rawValue: name.local)
      self = specific.map(SDMXElement.specific) ?? .other
      return
    }
    guard let (_, module) = SDMXVersion.module(of: namespace) else {
      self = .other
      return
    }
    switch (module, name.local) {
    case (.message, "Header"): self = .header
    case (.message, "Structure"): self = .headerStructure
    case (.message, "DataSetAction"): self = .headerAction
    case (.message, "DataSet"): self = .dataSet
    case (.common, "Structure"), (.common, "StructureUsage"), (.common, "ProvisionAgreement"),
      (.common, "ProvisionAgrement"):
      // The last as the schema of 2.1 spells it.
      self = .reference
    case (.common, "Text"), (.common, "StructuredText"): self = .text
    case (.structureSpecific, "DataSet") where !message.isGeneric: self = .dataSet
    case (.generic, let local) where message.isGeneric:
      self = Generic(rawValue: local).map(SDMXElement.generic) ?? .other
    default: self = .other
    }
  }
}
