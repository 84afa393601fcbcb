import Reporting
import StatisticalMethods
import StatisticalModel

/// What `analyse estimate` prints for people.
struct EstimateText {
  private let answer: CoverageEstimate
  private let file: String

  init(_ answer: CoverageEstimate, file: String) {
    self.answer = answer
    self.file = file
  }

  var lines: [String] {
    head + [""] + models + reasons + [""] + others + [""] + sensitivity + [""] + range
  }

  private var head: [String] {
    let lists = answer.overlap.lists
    let declared = answer.declared.map { answer.names(of: $0).joined(separator: " and ") }
    return [
      "\(file): \(answer.overlap.total) people on \(lists.count) lists: "
        + lists.joined(separator: ", ") + "."
    ]
      + (declared.isEmpty
        ? [] : ["Declared dependent, in every model: \(declared.joined(separator: "; "))."])
  }

  private var models: [String] {
    let drawn = answer.bootstrap.map { [("bootstrap \($0.replicates)", TextTable.Alignment.left)] }
    var table = TextTable(
      [
        ("model", .left), ("N", .right), ("se", .right), ("log-normal 95 %", .left),
        ("profile 95 %", .left), ("deviance", .right), ("df", .right), ("AIC", .right),
        ("BIC", .right), ("support", .left),
      ] + (drawn ?? []))
    for (index, entry) in answer.entries.enumerated() {
      table.add(row(entry) + (answer.bootstrap.map { [text($0.intervals[index])] } ?? []))
    }
    return table.lines + [
      "N = n + m(0) of the log-linear model (Fienberg 1972; Cormack 1989); log-normal interval: "
        + "Chao (1987); profile: Cormack (1992).",
      "Support: AIC within 2 of the smallest (Burnham and Anderson 2002).",
    ] + bootstrap
  }

  private func row(_ entry: CoverageEstimate.Entry) -> [String] {
    let formula = entry.fit.model.formula(lists: answer.overlap.lists)
    guard let estimate = entry.fit.estimate else {
      return [formula, "not estimable"] + [String](repeating: "", count: 8)
    }
    let profile = entry.profile.map { profile in
      "\(short(profile.lower)) … \(profile.upper.map(short) ?? "no limit")"
    }
    return [
      formula, short(estimate.size), short(estimate.standardError), text(estimate.interval),
      profile ?? "", long(estimate.deviance), String(estimate.degreesOfFreedom),
      long(estimate.aic), long(estimate.bic), entry.isSupported ? "yes" : "no",
    ]
  }

  private var reasons: [String] {
    answer.entries.compactMap { entry in
      EstimateWords.reason(entry.fit.estimability, in: answer).map { reason in
        "\(entry.fit.model.formula(lists: answer.overlap.lists)): \(reason)."
      }
    }
  }

  private var bootstrap: [String] {
    guard let bootstrap = answer.bootstrap else { return [] }
    return [
      "Bootstrap: \(bootstrap.replicates) replicates of the observed patterns, seed "
        + "\(bootstrap.seed); with the model chosen anew each time \(text(bootstrap.chosen)) "
        + "(Chan, Silverman and Vincent 2021)."
    ]
  }

  private var others: [String] {
    var table = TextTable([
      ("other estimates", .left), ("N", .right), ("se", .right), ("formula and source", .left),
    ])
    for pair in answer.pairs {
      let lists = "\(answer.overlap.lists[pair.first]), \(answer.overlap.lists[pair.second])"
      let formulas = [
        (pair.lincolnPetersen, "n1 n2/m (Petersen 1896; Lincoln 1930)"),
        (pair.chapman, "(n1+1)(n2+1)/(m+1) - 1 (Chapman 1951; Seber 1970)"),
      ]
      for (estimate, formula) in formulas {
        table.add(
          [lists]
            + (estimate.map { [short($0.size), short($0.standardError), formula] }
              ?? ["not estimable", "", EstimateWords.reason(pair)]))
      }
    }
    table.add(
      ["lower bound"]
        + (answer.lowerBound.map {
          [short($0.size), short($0.standardError), "n + (k-1)/k f1^2/(2 f2) (Chao 1987)"]
        } ?? ["not estimable", "", EstimateWords.noLowerBound]))
    return table.lines
  }

  private var sensitivity: [String] {
    var table = TextTable([("links", .left), ("rate", .right), ("N of supported models", .left)])
    for scenario in answer.linkage {
      table.add([
        scenario.error.kind.rawValue, "\(short(scenario.error.rate * 100)) %",
        scenario.range.map(text) ?? "not estimable",
      ])
    }
    return table.lines + [
      "A share of the links split, or joined again, and every model refitted "
        + "(after Ding and Fienberg 1994)."
    ]
  }

  private var range: [String] {
    guard let supported = answer.supported, let all = answer.all else {
      return ["Not estimable: \(EstimateWords.noModel)."]
    }
    return [
      "\(sentence(supported)) over the models with support, 95 % intervals "
        + "\(text(supported.interval)).",
      "\(sentence(all)) over every model that has an estimate.",
    ]
  }

  private func sentence(_ range: CoverageEstimate.Range) -> String {
    let lists = answer.overlap.lists
    let lowest = "\(short(range.lowest)) \(range.lowestModel.formula(lists: lists))"
    if range.lowestModel == range.highestModel { return "\(lowest), the only one," }
    return "Between \(lowest) and \(short(range.highest)) "
      + range.highestModel.formula(lists: lists)
  }

  private func text(_ range: ClosedRange<Double>) -> String {
    "\(short(range.lowerBound)) … \(short(range.upperBound))"
  }

  private func text(_ interval: Bootstrap.Interval) -> String {
    let missing = interval.notEstimable > 0 ? " (\(interval.notEstimable) without)" : ""
    return (interval.range.map(text) ?? "none") + missing
  }

  private func short(_ number: Double) -> String { fixed(number, digits: 1) }
  private func long(_ number: Double) -> String { fixed(number, digits: 3) }

  /// With exactly so many decimals, up to three.
  private func fixed(_ number: Double, digits: Int) -> String {
    let rounded = ExactDecimal(rounding: number).quotient(by: 1, digits: digits)
    let text = (rounded ?? .zero).description
    let fraction = text.split(separator: ".").dropFirst().first?.count ?? 0
    return text + (fraction == 0 ? "." : "") + String(repeating: "0", count: digits - fraction)
  }
}
