/// A table from a source's codes to target codes.
package struct Crosswalk: Sendable {
  /// How sure a mapping is.
  package enum Certainty: String, CaseIterable, Sendable, Comparable {
    case definite
    /// Set by a rule somebody made, from a date on.
    case policy
    case probable
    case ambiguous

    /// The less certain is the greater, so that the least certain mapping of a cell wins.
    package static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }

    private var rank: Int {
      switch self {
      case .definite: 0
      case .policy: 1
      case .probable: 2
      case .ambiguous: 3
      }
    }
  }

  /// A line of the table.
  package struct Entry: Sendable {
    package var source: String
    package var target: String
    /// Of the source's number that goes to the target; the shares of one source code at one time
    /// add up to 1.
    package var share: ExactDecimal
    package var validity: Validity
    package var certainty: Certainty
    package var reason: String
    /// Line of the crosswalk file, for messages and trace.
    package var line: Int

    package init(
      source: String, target: String, share: ExactDecimal = 1, validity: Validity = .always,
      certainty: Certainty = .definite, reason: String = "", line: Int = 0
    ) {
      self.source = source
      self.target = target
      self.share = share
      self.validity = validity
      self.certainty = certainty
      self.reason = reason
      self.line = line
    }
  }

  package var id: String
  package var dimension: String
  package var entries: [Entry]

  package init(id: String, dimension: String, entries: [Entry]) {
    self.id = id
    self.dimension = dimension
    self.entries = entries
  }
}
