package import StatisticalModel
package import Warehousing

extension RunRow {
  /// As `history --json` prints it, with the ledger of each delivery and every record and file
  /// left out.
  package func json(
    inputs: [InputRow], quarantine: [(path: String, record: QuarantinedRecord)],
    leftOut: [LeftOutFile], decisions: [DecisionRow]
  ) -> JSONValue {
    .object([
      "vintage": .integer(vintage), "started": .string(started), "finished": .string(finished),
      "programVersion": .string(programVersion), "definitionHash": .string(definitionHash),
      "manifestHash": .string(manifestHash), "previousHash": .string(previousHash),
      "cellsWritten": .integer(cellsWritten), "ledger": ledger.json,
      "deliveries": .array(inputs.map(\.json)),
      "quarantine": .array(quarantine.map { $0.record.json(path: $0.path) }),
      "leftOut": .array(
        leftOut.map { .object(["file": .string($0.path), "reason": .string($0.reason)]) }),
      "decisions": .array(decisions.map(\.json)),
    ])
  }
}

extension QuarantinedRecord {
  /// As ``RunRow`` lists it; `path` is that of its delivery.
  package func json(path: String) -> JSONValue {
    .object([
      "file": .string(path), "record": .integer(locator.ordinal), "line": .integer(locator.line),
      "offset": .integer(locator.offset), "length": .integer(locator.length),
      "column": .string(column), "reason": .string(reason.sentence),
    ])
  }
}

extension LedgerCounts {
  package var json: JSONValue {
    .object([
      "read": .integer(read), "loaded": .integer(loaded), "quarantined": .integer(quarantined),
      "ignored": .integer(ignored), "balances": .bool(balances),
    ])
  }
}

extension InputRow {
  package var json: JSONValue {
    .object([
      "source": .string(source), "file": .string(path), "sha256": .string(sha256),
      "size": .integer(size), "sender": .string(sender), "received": .string(received),
      "asOf": JSONValue(asOf), "edition": .integer(edition), "status": .string(status.rawValue),
      "licence": .string(licence), "citation": .string(citation), "ledger": ledger.json,
    ])
  }
}
