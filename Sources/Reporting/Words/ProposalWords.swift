package import StatisticalModel
package import Warehousing

extension Words {
  /// A line for each way to resolve the flag, in order; without full stops.
  package func proposals(of flag: FlagRow) -> [String] {
    ProposalSentences(flag: flag, words: self, number: number).lines
  }

  /// Why a value is proposed, in a few words.
  package func method(_ method: ProposedValue.Method) -> String {
    entry("proposalMethod.\(method.rawValue)")
  }
}

extension FlagRow {
  /// As ``Words/proposals(of:)``, in English and with numbers digit by digit.
  package var proposalSentences: [String] {
    ProposalSentences(flag: self, words: .english, number: \.description).lines
  }
}

extension ProposalRow {
  /// Why the value is proposed, in a few English words.
  var reason: String { Words.english.method(method) }
}

/// The proposals of a flag, one line for all that belong together.
private struct ProposalSentences {
  let flag: FlagRow
  let words: Words
  let number: (ExactDecimal) -> String

  var lines: [String] {
    let solutions = Set(flag.proposals.map(\.solution)).sorted().map { solution in
      flag.proposals.filter { $0.solution == solution }
    }
    return solutions.map { proposals in
      words.fill(
        words.entry(solutions.count == 1 ? "proposal.only" : "proposal.oneOf"),
        [
          "number": "\(proposals[0].solution)",
          "status": words.entry("proposalStatus.\(proposals[0].status.rawValue)"),
          "changes": joined(proposals.map(change)),
          "methods": Set(proposals.map { words.method($0.method) }).sorted()
            .joined(separator: "; "),
        ])
    }
  }

  private func joined(_ changes: [String]) -> String {
    changes.dropFirst().reduce(changes.first ?? "") { first, second in
      words.fill(words.entry("proposal.and"), ["first": first, "second": second])
    }
  }

  /// `health 175082 → 175085`; the codes of a cell that is not the flag's own stand in between.
  private func change(_ proposal: ProposalRow) -> String {
    var values = [
      "source": proposal.source,
      "from": proposal.from.map(number) ?? words.entry("proposal.noNumber"),
      "to": target(of: proposal),
    ]
    guard proposal.cell != flag.cell else {
      return words.fill(words.entry("proposal.change"), values)
    }
    let own = Set(flag.cell.split(separator: ","))
    values["codes"] = proposal.cell.split(separator: ",").filter { !own.contains($0) }
      .joined(separator: ",")
    return words.fill(words.entry("proposal.changeElsewhere"), values)
  }

  private func target(of proposal: ProposalRow) -> String {
    if let to = proposal.to { return number(to) }
    switch (proposal.lower, proposal.upper) {
    case (let lower?, let upper?):
      return words.fill(
        words.entry("proposal.between"), ["lower": number(lower), "upper": number(upper)])
    case (let lower?, nil):
      return words.fill(words.entry("proposal.atLeast"), ["lower": number(lower)])
    case (nil, let upper?):
      return words.fill(words.entry("proposal.atMost"), ["upper": number(upper)])
    case (nil, nil): return words.entry("proposal.another")
    }
  }
}
