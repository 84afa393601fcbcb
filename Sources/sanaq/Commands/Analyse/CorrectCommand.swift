import ArgumentParser
import Reporting
import StatisticalMethods

/// `sanaq analyse correct`: what is wrong beyond doubt, and what it should be.
struct CorrectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "correct",
    abstract: "Propose corrections that can be deduced: signs, units, typing, rounding.",
    discussion: """
      Each record is valid, corrected (all rules hold after the changes), partial (some could be \
      deduced) or undecided. Where several explanations are as good, they are listed and none is \
      chosen. The files are not changed.

      Examples:
        sanaq analyse correct --data records.csv --rules rules.txt
        sanaq analyse correct --data records.csv --rules rules.txt --swap income:cost --json
      """)

  @OptionGroup var input: RulesOptions

  @Option(help: "How far rounding alone may put an equality off.")
  var tolerance = "2"

  @Option(help: "What values were rounded to.")
  var unit = "1"

  @Option(help: "A variable whose sign may be turned (repeat; all if none is given).")
  var flip: [String] = []

  @Option(help: "Two variables that may have been exchanged: a:b (repeat).")
  var swap: [String] = []

  @Option(help: "Variables that may hold a running balance, in order: a,b,c (repeat).")
  var cumulated: [String] = []

  func run() throws {
    let rules = try input.ruleSet()
    let correction = try DeductiveCorrection(rules: rules, options: options(rules))
    let answers = try input.records(rules).map { ($0, correction.correct($0.values)) }
    if input.json {
      for (record, answer) in answers { try Console.print(answer.json(record).text) }
    } else {
      try Console.print(table(answers).joined(separator: "\n"))
    }
  }

  private func options(_ rules: RuleSet) throws -> DeductiveCorrection.Options {
    var options = DeductiveCorrection.Options()
    options.tolerance = try number(tolerance, "--tolerance", isAllowed: { $0.signum >= 0 })
    options.unit = try number(unit, "--unit", isAllowed: { $0.signum > 0 })
    options.flips = flip.isEmpty ? nil : Set(try flip.map { try variable($0, rules) })
    options.swaps = try swap.map { pair in
      let names = pair.split(separator: ":").map(String.init)
      guard names.count == 2, names[0] != names[1] else {
        throw ValidationError("--swap takes two variables, a:b; '\(pair)' is none")
      }
      return (try variable(names[0], rules), try variable(names[1], rules))
    }
    options.sequences = try cumulated.map { list in
      try list.split(separator: ",").map { try variable(String($0), rules) }
    }
    options.reliability = try input.trust(rules)
    return options
  }

  private func number(
    _ text: String, _ option: String, isAllowed: (Rational) -> Bool
  ) throws -> Rational {
    guard let number = Rational(text), isAllowed(number) else {
      throw ValidationError("\(option) takes a number such as 1 or 0.5; '\(text)' is none it takes")
    }
    return number
  }

  private func variable(_ name: String, _ rules: RuleSet) throws -> String {
    guard rules.variables.contains(name) else {
      throw ValidationError("no rule is about '\(name)'")
    }
    return name
  }

  private func table(_ answers: [(RecordTable.Record, Correction)]) -> [String] {
    var table = TextTable([
      ("id", .left), ("status", .left), ("solution", .left), ("variable", .left),
      ("from", .right), ("to", .right), ("method", .left),
    ])
    for (record, answer) in answers {
      let solutions = answer.solutions
      if solutions.isEmpty { table.add([record.id, answer.status.rawValue, "", "", "", "", ""]) }
      let labels =
        (answer.changes.isEmpty ? [] : ["proposed"])
        + answer.alternatives.indices.map { "alternative \($0 + 1)" }
      for (label, solution) in zip(labels, solutions) {
        for change in solution {
          table.add([
            record.id, answer.status.rawValue, label, change.variable,
            AnalysisText.text(change.from), change.to.text, change.method.rawValue,
          ])
        }
      }
    }
    let used = Set(answers.flatMap { $0.1.solutions.flatMap { $0.map(\.method) } })
    let sources = CorrectionMethod.allCases.filter(used.contains).map {
      "\($0.rawValue): \($0.source)"
    }
    return table.lines + (sources.isEmpty ? [] : [""] + sources)
  }
}

extension Correction {
  /// What is proposed, or else the explanations of which none could be chosen.
  fileprivate var solutions: [[ValueChange]] {
    changes.isEmpty ? alternatives : [changes] + alternatives
  }

  fileprivate func json(_ record: RecordTable.Record) -> JSONValue {
    .object([
      "schema": "sanaq.analyse.correct/1", "id": .string(record.id),
      "status": .string(status.rawValue),
      "solutions": .array((changes.isEmpty ? alternatives : [changes]).map(Self.json)),
      "alternatives": .array((changes.isEmpty ? [] : alternatives).map(Self.json)),
      "broken": AnalysisText.json(broken), "missing": AnalysisText.json(missing),
    ])
  }

  private static func json(_ changes: [ValueChange]) -> JSONValue {
    let last = changes.enumerated().reduce(into: [String: ValueChange]()) { merged, item in
      let from = merged[item.element.variable].map(\.from) ?? item.element.from
      merged[item.element.variable] = ValueChange(
        variable: item.element.variable, from: from, to: item.element.to,
        method: item.element.method)
    }
    let names = last.keys.sorted(by: NameOrder.precedes)
    let methods = CorrectionMethod.allCases.filter { method in
      changes.contains { $0.method == method }
    }
    return .object([
      "variables": AnalysisText.json(names),
      "changes": .object(
        names.compactMap { name in
          last[name].map { JSONValue.Member(name: name, value: AnalysisText.json($0)) }
        }),
      "method": .string(methods.map(\.rawValue).joined(separator: "+")),
      "weight": .string("\(names.count)"),
      "source": .string(methods.map(\.source).joined(separator: "; ")),
    ])
  }
}
