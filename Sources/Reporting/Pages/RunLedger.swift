import StatisticalModel
package import Warehousing

/// What became of the records of a vintage's deliveries.
package struct RunLedger: Sendable {
  package var ledger: LedgerCounts
  package var inputs: [InputRow]
  package var leftOut: [LeftOutFile]
  private var quarantined: [(reason: String, records: Int)]
  private var ignored: [(rule: String, records: Int)]

  package init(
    reading reader: WarehouseReader, vintage: Int? = nil
  ) throws(WarehouseError) {
    inputs = try reader.inputs(vintage: vintage)
    leftOut = try reader.leftOut(vintage: vintage)
    quarantined = try reader.quarantineCounts(vintage: vintage)
    ignored = try reader.ignoredCounts(vintage: vintage)
    ledger = .sum(inputs.map(\.ledger))
  }

  /// Ways out of a run that a picture shows at most; the rest is one way.
  private static let shownWays = 6

  package func picture(in words: Words) -> Picture {
    var ways = quarantined.map { reason, records in
      RecordFlow.Part(
        .quarantined, "\(words[.quarantined]): \(words.quarantineName(reason))",
        records: records)
    }
    ways += ignored.map {
      RecordFlow.Part(.ignored, "\(words[.ignored]): \($0.rule)", records: $0.records)
    }
    let most = ways.enumerated().sorted {
      ($1.element.records, $0.offset) < ($0.element.records, $1.offset)
    }.map(\.element)
    var parts = [RecordFlow.Part(.loaded, words[.loaded], records: ledger.loaded)]
    parts += most.prefix(Self.shownWays)
    let rest = most.dropFirst(Self.shownWays)
    if !rest.isEmpty {
      parts.append(
        .init(
          .ignored, words(.otherWays, rest.count), records: rest.reduce(0) { $0 + $1.records }))
    }
    return RecordFlow(read: ledger.read, parts: parts).picture(in: words)
  }

  /// The ledger of each delivery.
  package func deliveries(in words: Words) -> Table {
    var table = Table(
      Markup(words[.deliveries]),
      [
        .init(Markup(words[.file]), .code), .init(Markup(words[.received])),
        .init(Markup(words[.edition]), .number), .init(Markup(words[.status])),
      ] + [Phrase.read, .loaded, .quarantined, .ignored].map { .init(Markup(words[$0]), .number) })
    for input in inputs {
      let counts = input.ledger
      table.add(
        [
          Markup(input.path),
          .element("span", ["class": "nowrap"], Markup(input.received)),
          .number(input.edition, in: words), Markup(words.status(input.status)),
        ]
          + [counts.read, counts.loaded, counts.quarantined, counts.ignored].map {
            .number($0, in: words)
          })
    }
    return table
  }

  /// The files that were refused, with the reason; nil where there are none.
  package func refused(in words: Words) -> Table? {
    guard !leftOut.isEmpty else { return nil }
    var table = Table(
      Markup(words[.refusedFiles]),
      [.init(Markup(words[.file]), .code), .init(Markup(words[.reason]))])
    for file in leftOut {
      table.add([
        Markup(file.path), .element("span", ["lang": "en"], Markup(file.reason)),
      ])
    }
    return table
  }
}
