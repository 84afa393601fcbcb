/// What became of every record of a delivery: read = loaded + quarantined + ignored by rule.
package struct Ledger: Sendable, Equatable {
  /// Data records read, header and title rows excluded.
  package var read = 0
  package var loaded = 0
  package var quarantined: [QuarantinedRecord] = []
  /// Stretches of records ignored, by the rule that named them.
  package var ignored: [IgnoredRecords] = []

  package init() {}

  /// Notes that a record was ignored; records come in ascending order.
  package mutating func ignore(_ ordinal: Int, by rule: String) {
    if let last = ignored.last, last.rule == rule, last.last == ordinal - 1 {
      ignored[ignored.count - 1].last = ordinal
    } else {
      ignored.append(IgnoredRecords(rule: rule, first: ordinal, last: ordinal))
    }
  }

  /// Adds what a later stage did with the records this ledger has read.
  package mutating func add(_ later: Ledger) {
    loaded += later.loaded
    quarantined.append(contentsOf: later.quarantined)
    quarantined.sort { ($0.locator.ordinal, $0.column) < ($1.locator.ordinal, $1.column) }
  }

  package var quarantinedRecords: Int { Set(quarantined.map(\.locator.ordinal)).count }
  package var ignoredRecords: Int { ignored.reduce(0) { $0 + $1.count } }
  package var balances: Bool { read == loaded + quarantinedRecords + ignoredRecords }
}

/// A record that was not loaded, and why; the value itself is never repeated.
package struct QuarantinedRecord: Hashable, Sendable {
  package var locator: RecordLocator
  /// Name of the column, empty when the whole record is at fault.
  package var column: String
  package var reason: QuarantineReason

  package init(locator: RecordLocator, column: String, reason: QuarantineReason) {
    self.locator = locator
    self.column = column
    self.reason = reason
  }
}

package enum QuarantineReason: Hashable, Sendable {
  case raggedRow(fields: Int, expected: Int)
  case blankRow
  case notANumber
  case negativeCount
  case notOnRoundingUnit(String)
  case notAPeriod
  case notADate
  case noSectionAbove(dimension: String)
  /// The text in no code list and no crosswalk. Text of a *code* column, never of a person.
  case unknownCode(dimension: String, text: String)
  case ambiguousName(dimension: String, text: String, candidates: [String])
  case codeNotValid(dimension: String, code: String, period: String)
  case emptyKey(dimension: String)
}

/// Consecutive records ignored by one rule.
package struct IgnoredRecords: Hashable, Sendable {
  package var rule: String
  package var first: Int
  package var last: Int

  package init(rule: String, first: Int, last: Int) {
    self.rule = rule
    self.first = first
    self.last = last
  }

  package var count: Int { last - first + 1 }
}
