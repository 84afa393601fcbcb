import StatisticalModel
package import Warehousing

extension Table {
  /// Lines of evidence that are shown of a decision; the documents have them all.
  private static let shownEvidence = 10

  /// Who decided what about a cell, why, on which evidence, and what became of it there.
  package static func decisions(_ decisions: [DecisionAtCell], _ words: Words) -> Table {
    table(of: decisions.map { ($0.decision, $0.status) }, words)
  }

  /// The decisions of a vintage, as ``decisions(_:_:)`` has those of a cell.
  package static func decisions(of vintage: [DecisionRow], _ words: Words) -> Table {
    table(of: vintage.map { ($0, $0.status) }, words)
  }

  private static func table(
    of decisions: [(decision: DecisionRow, status: DecisionStatus)], _ words: Words
  ) -> Table {
    var table = Table(
      Markup(words[.decisions]),
      [
        .init(Markup(words[.decision]), .code), .init(Markup(words[.action])),
        .init(Markup(words[.decidedBy])), .init(Markup(words[.day])),
        .init(Markup(words[.status])), .init(Markup(words[.reason])),
        .init(Markup(words[.evidence]), .code),
      ])
    for (decision, status) in decisions {
      let day = decision.date + (decision.expires.map { ", " + words(.until, ["day": $0]) } ?? "")
      let outcome = ([words.status(status)] + decision.why.map(words.sentence))
        .joined(separator: "; ")
      table.add([
        Markup(decision.id), Markup(words.sentence(decision.action)),
        Markup(words.signers(of: decision)), Markup(day), Markup(outcome),
        words.markup(decision.reason, code: "–"), evidence(of: decision, words),
      ])
    }
    return table
  }

  private static func evidence(of decision: DecisionRow, _ words: Words) -> Markup {
    let rest = decision.seen.count - shownEvidence
    let lines = decision.seen.prefix(shownEvidence).map { Markup.element("li", [:], Markup($0)) }
    return [
      "SHA-256 ", Markup(String(decision.evidence.prefix(16))), .element("ul", [:], lines),
      rest > 0 ? Markup(words(.rowsNotShown, rest)) : .none,
    ]
  }
}

extension Words {
  /// How far a flag's cause is certain; where a person decided it, by which decision and instead of
  /// what.
  package func certainty(of flag: FlagRow) -> String {
    guard let decided = flag.decided else { return confidence(flag.confidence) }
    return fill(
      entry("decided.flag"),
      [
        "decision": decided.decision, "severity": severity(decided.severity),
        "cause": cause(decided.cause),
      ])
  }
}
