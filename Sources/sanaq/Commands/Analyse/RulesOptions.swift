import ArgumentParser
import Files
import Reporting
import StatisticalMethods

/// What the methods that edit records are given.
struct RulesOptions: ParsableArguments {
  @Option(help: "Records: a CSV file with a column id first and a column per variable.")
  var data: String

  @Option(help: "Rules, one a line: 'total: boys + girls = pupils', 'if a > 0 then b >= 1'.")
  var rules: String

  @Option(help: "How trusted each variable is: a CSV file with the columns variable,weight.")
  var weights: String?

  @Flag(help: "Print one JSON object a record and line.")
  var json = false

  /// - Throws: ``AnalysisInputError``, `FileFailure`.
  func ruleSet() throws -> RuleSet {
    let text = try text()
    let set: RuleSet
    do throws(RuleError) {
      set = try RuleSet(parsing: text)
    } catch {
      throw AnalysisInputError(
        file: rules, line: error.line, column: error.column, reason: error.sentence)
    }
    if let names = set.contradiction() {
      Console.say(
        "\(rules): no record can fulfil all rules; these contradict each other: "
          + names.joined(separator: "; "))
    }
    return set
  }

  func records(_ rules: RuleSet) throws -> [RecordTable.Record] {
    try RecordTable(path: data, key: "id", columns: rules.variables).records
  }

  /// - Throws: ``AnalysisInputError`` for a weight that is not positive, or of no variable.
  func trust(_ rules: RuleSet) throws -> [String: Rational] {
    guard let weights else { return [:] }
    let rows = try RecordTable(path: weights, key: "variable", columns: ["weight"]).records
    var trust: [String: Rational] = [:]
    for row in rows {
      guard rules.variables.contains(row.id) else {
        throw refusal(
          row.line, "no rule is about this variable. Correct the name, or leave it out.")
      }
      guard let weight = row.values["weight"], weight.signum > 0 else {
        throw refusal(row.line, "the weight is not a positive number. Write one, such as 1 or 2.5.")
      }
      trust[row.id] = weight
    }
    return trust
  }

  private func refusal(_ line: Int, _ reason: String) -> AnalysisInputError {
    AnalysisInputError(file: weights ?? "", line: line, column: 1, reason: reason)
  }

  private func text() throws -> String {
    var file = try InputFile(path: rules)
    var bytes = [UInt8](repeating: 0, count: file.size)
    let count = try file.read(into: &bytes, from: 0)
    guard let text = String(validating: bytes[..<count], as: UTF8.self) else {
      throw AnalysisInputError(
        file: rules, line: 1, column: 1, reason: "the rules are not UTF-8. Save them as UTF-8.")
    }
    return text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text
  }
}

/// The changes of a record for people and for programs.
enum AnalysisText {
  static func json(_ change: ValueChange) -> JSONValue {
    .object([
      "from": JSONValue(change.from?.text), "to": .string(change.to.text),
      "method": .string(change.method.rawValue),
    ])
  }

  static func json(_ names: [String]) -> JSONValue { .array(names.map { .string($0) }) }

  static func text(_ value: Rational?) -> String { value?.text ?? "missing" }
}
