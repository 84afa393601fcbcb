/// An attribute of an observation in an SDMX message, and the level of the message that states it.
package struct StatedAttribute: Hashable, Sendable {
  package enum Level: String, Sendable {
    case dataSet = "dataset"
    case group
    case series
    case observation
  }

  /// Of the component.
  package var id: String
  /// More than one where the component may have several.
  package var values: [String]
  package var level: Level

  package init(id: String, values: [String], level: Level) {
    self.id = id
    self.values = values
    self.level = level
  }
}
