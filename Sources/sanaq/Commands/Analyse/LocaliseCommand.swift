import ArgumentParser
import Reporting
import StatisticalMethods

/// `sanaq analyse localise`: which values must be wrong.
struct LocaliseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "localise",
    abstract: "List the lightest sets of values that must be wrong (Fellegi and Holt).",
    discussion: """
      Every lightest set is listed, none is picked. A missing value must always be changed. What a \
      value may become is shown while the other values of the set are free too.

      Examples:
        sanaq analyse localise --data records.csv --rules rules.txt --weights weights.csv
        sanaq analyse localise --data records.csv --rules rules.txt --json
      """)

  @OptionGroup var input: RulesOptions

  func run() throws {
    let rules = try input.ruleSet()
    let localisation = try prepared(rules)
    let answers = try input.records(rules).map { ($0, localisation.localise($0.values)) }
    if input.json {
      for (record, answer) in answers { try Console.print(answer.json(record).text) }
    } else {
      try Console.print(table(answers).joined(separator: "\n"))
    }
    for (record, answer) in answers where !answer.isComplete {
      Console.say(
        "\(input.data):\(record.line): "
          + (answer.solutions.isEmpty
            ? "so much would have to change that the search was given up. Ask who sent the record."
            : "there are more solutions than are listed. Weights that differ tell them apart."))
    }
  }

  private func prepared(_ rules: RuleSet) throws -> ErrorLocalisation {
    do {
      return try ErrorLocalisation(rules: rules, weights: input.trust(rules))
    } catch LocalisationError.weightsTooFine {
      throw AnalysisInputError(
        file: input.weights ?? "", line: 1, column: 1,
        reason: "the weights differ too finely or are too large. Use fewer digits.")
    }
  }

  private func table(_ answers: [(RecordTable.Record, Localisation)]) -> [String] {
    var table = TextTable([
      ("id", .left), ("status", .left), ("solution", .right), ("weight", .right),
      ("variable", .left), ("from", .right), ("to", .left),
    ])
    for (record, answer) in answers {
      if answer.solutions.isEmpty {
        let rules = answer.contradiction.joined(separator: "; ")
        table.add([record.id, answer.status.rawValue, "", "", rules, "", ""])
      }
      for (number, solution) in zip(1..., answer.solutions) {
        for variable in solution.variables {
          table.add([
            record.id, answer.status.rawValue, "\(number)", solution.weight.text, variable,
            AnalysisText.text(record.values[variable]),
            solution.ranges[variable]?.words ?? "",
          ])
        }
      }
    }
    return table.lines + ["", "fellegi-holt: \(ErrorLocalisation.source)"]
  }
}

extension ValueRange {
  /// `116`, `> 2`, `0 … 12`, `any number`.
  fileprivate var words: String {
    if let determined { return determined.text }
    let lower = least.map { ($0.isReached ? "≥ " : "> ") + $0.value.text }
    let upper = greatest.map { ($0.isReached ? "≤ " : "< ") + $0.value.text }
    let ends = [lower, upper].compactMap(\.self)
    return ends.isEmpty ? "any number" : ends.joined(separator: " and ")
  }
}

extension Localisation {
  fileprivate func json(_ record: RecordTable.Record) -> JSONValue {
    .object([
      "schema": "sanaq.analyse.localise/1", "id": .string(record.id),
      "status": .string(status.rawValue),
      "solutions": .array(solutions.map { $0.json(record) }), "complete": .bool(isComplete),
      "contradiction": AnalysisText.json(contradiction),
    ])
  }
}

extension Localisation.Solution {
  fileprivate func json(_ record: RecordTable.Record) -> JSONValue {
    .object([
      "variables": AnalysisText.json(variables),
      "changes": .object(
        variables.map { name in
          JSONValue.Member(
            name: name,
            value: .object(
              [JSONValue.Member(name: "from", value: JSONValue(record.values[name]?.text))]
                + (ranges[name]?.members ?? [])))
        }),
      "method": "fellegi-holt", "weight": .string(weight.text),
      "source": .string(ErrorLocalisation.source),
    ])
  }
}

extension ValueRange {
  /// `to` where there is one value; otherwise the ends there are: `atLeast` or `above`, `atMost`
  /// or `below`.
  fileprivate var members: [JSONValue.Member] {
    if let determined { return [JSONValue.Member(name: "to", value: .string(determined.text))] }
    let lower = least.map { limit in
      JSONValue.Member(
        name: limit.isReached ? "atLeast" : "above", value: .string(limit.value.text))
    }
    let upper = greatest.map { limit in
      JSONValue.Member(
        name: limit.isReached ? "atMost" : "below", value: .string(limit.value.text))
    }
    return [lower, upper].compactMap(\.self)
  }
}
