internal import Reporting
internal import StatisticalModel
internal import Warehousing

extension Question {
  /// A card for each source: what it is, what it delivered, how its numbers fared.
  func sources(_ frame: PageFrame) throws -> Answer {
    try parameters.require(only: ["vintage"])
    let words = frame.words
    let cards = try SourceCard.all(in: snapshot, overview: overview())
    var table = Table(
      Markup(words[page: .sourcesCaption]),
      [
        .init(Markup(words[.sourceLabel])), .init(Markup(words[page: .deliveries]), .number),
        .init(Markup(words[.read]), .number), .init(Markup(words[.quarantined]), .number),
        .init(Markup(words[page: .usedFor]), .number),
        .init(Markup(words[page: .lostFor]), .number),
        .init(Markup(words.severity(.error)), .number),
        .init(Markup(words.severity(.warning)), .number),
        .init(Markup(words.severity(.info)), .number),
      ])
    for card in cards {
      table.add(
        [
          .element(
            "a", ["href": "#\(card.source.id)"],
            words.markup(card.source.title, code: card.source.id)),
          .number(card.inputs.count, in: words), .number(card.ledger.read, in: words),
          .number(card.ledger.quarantined, in: words), .number(card.used, in: words),
          .number(card.lost, in: words),
        ]
          + [Severity.error, .warning, .info].map { severity in
            let count = card.flags[severity] ?? 0
            let list = frame.path(
              to: "discrepancies", ["source": card.source.id, "severity": severity.rawValue])
            return count == 0
              ? .number(0, in: words) : Link(.number(count, in: words), to: list).markup
          })
    }
    return lasting(
      frame.page(
        words[page: .sources],
        [.element("p", [:], Markup(words[page: .aboutSources])), table.markup(id: "scores")]
          + cards.map { $0.markup(in: frame) }))
  }
}

/// What a source delivered and how its numbers fared in a vintage.
struct SourceCard {
  let source: SourceDefinition
  let inputs: [InputRow]
  let used: Int
  let lost: Int
  let flags: [Severity: Int]

  static func all(in snapshot: Snapshot, overview: Overview) throws -> [SourceCard] {
    let inputs = try snapshot.reader.inputs(vintage: snapshot.vintage)
    return snapshot.definition.sources.map { source in
      let use = overview.uses.first { $0.source == source.id }
      let flags = overview.counts.sources.filter { $0.source == source.id }
      return SourceCard(
        source: source, inputs: inputs.filter { $0.source == source.id }, used: use?.used ?? 0,
        lost: use?.lost ?? 0,
        flags: Dictionary(uniqueKeysWithValues: flags.map { ($0.severity, $0.flags) }))
    }
  }

  var ledger: LedgerCounts {
    inputs.reduce(into: LedgerCounts.none) {
      $0.read += $1.ledger.read
      $0.loaded += $1.ledger.loaded
      $0.quarantined += $1.ledger.quarantined
      $0.ignored += $1.ledger.ignored
    }
  }

  func markup(in frame: PageFrame) -> Markup {
    let words = frame.words
    var deliveries = Table(
      Markup(words(page: .deliveriesOf, ["source": words.name(source.title, code: source.id)])),
      [
        .init(Markup(words[.file]), .code), .init(Markup(words[.edition]), .number),
        .init(Markup(words[.status])), .init(Markup(words[.asOf])),
        .init(Markup(words[page: .received])), .init(Markup(words[page: .licence])),
      ])
    for input in inputs {
      deliveries.add([
        Markup(input.path), .number(input.edition, in: words), Markup(words.status(input.status)),
        Markup(input.asOf ?? "–"), Markup(input.received), Markup(input.licence),
      ])
    }
    let attributes = ConceptDefinition.Attribute.allCases.compactMap { attribute in
      source.concept.attributes[attribute].map {
        (words.attribute(attribute), Markup.element("span", ["lang": "en"], Markup($0)))
      }
    }
    return .element(
      "section", ["class": "block"],
      [
        .element("h2", ["id": source.id], words.markup(source.title, code: source.id)),
        .facts(
          [
            (words[.sourceLabel], .element("code", [:], Markup(source.id))),
            (words[.provider], Markup(source.provider)),
          ] + attributes), deliveries.markup(id: "deliveries-\(source.id)"),
        .element(
          "p", [:],
          Link(
            Markup(words[page: .discrepancies]),
            to: frame.path(to: "discrepancies", ["source": source.id])
          ).markup),
      ])
  }
}
