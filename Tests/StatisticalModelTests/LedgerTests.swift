import StatisticalModel
import Testing

@Suite("The ledger of a delivery")
struct LedgerTests {
  @Test("A record quarantined for two reasons counts once")
  func recordsNotReasons() {
    var ledger = Ledger()
    ledger.read = 4
    ledger.loaded = 2
    let place = RecordLocator(ordinal: 2, offset: 10, length: 5, line: 3)
    for reason in [QuarantineReason.notANumber, .notAPeriod] {
      ledger.quarantined.append(QuarantinedRecord(locator: place, column: "", reason: reason))
    }
    #expect(!ledger.balances)
    ledger.ignore(4, by: "footnote")
    #expect(ledger.quarantinedRecords == 1)
    #expect(ledger.balances)
  }

  @Test("Neighbours ignored by one rule are one stretch, others are not")
  func stretches() {
    var ledger = Ledger()
    for ordinal in [1, 2, 3, 5] { ledger.ignore(ordinal, by: "blank") }
    ledger.ignore(6, by: "footnote")
    #expect(
      ledger.ignored == [
        IgnoredRecords(rule: "blank", first: 1, last: 3),
        IgnoredRecords(rule: "blank", first: 5, last: 5),
        IgnoredRecords(rule: "footnote", first: 6, last: 6),
      ])
    #expect(ledger.ignoredRecords == 5)
  }
}
