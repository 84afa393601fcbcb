/// A version of SDMX-ML, and the namespaces that go with it.
package enum SDMXVersion: String, CaseIterable, Sendable {
  case version21 = "2.1"
  case version30 = "3.0"
  case version31 = "3.1"

  /// The parts of the standard that have a namespace each.
  package enum Module: String, CaseIterable, Sendable {
    case message
    case common
    case structure
    case generic = "data/generic"
    case structureSpecific = "data/structurespecific"
  }

  /// Version 3 has no generic data.
  package func namespace(_ module: Module) -> String {
    let version = rawValue.replacing(".", with: "_")
    return "http://www.sdmx.org/resources/sdmxml/schemas/v\(version)/\(module.rawValue)"
  }

  /// The version and the part a namespace belongs to; nil for one that is not SDMX-ML's.
  package static func module(of namespace: String) -> (version: SDMXVersion, module: Module)? {
    for version in allCases {
      for module in Module.allCases where version.namespace(module) == namespace {
        return (version, module)
      }
    }
    return nil
  }
}

/// The document elements of SDMX-ML that are read here.
package enum SDMXMessage: String, CaseIterable, Sendable {
  case genericData = "GenericData"
  case genericTimeSeriesData = "GenericTimeSeriesData"
  case structureSpecificData = "StructureSpecificData"
  case structureSpecificTimeSeriesData = "StructureSpecificTimeSeriesData"
  case structure = "Structure"

  package var isData: Bool { self != .structure }
  package var isGeneric: Bool { self == .genericData || self == .genericTimeSeriesData }
}
