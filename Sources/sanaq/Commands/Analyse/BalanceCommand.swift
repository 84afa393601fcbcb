import ArgumentParser
import Files
import Reporting
import StatisticalMethods

/// `sanaq analyse balance`: makes values consistent with rules, unless they may not be meant to be.
struct BalanceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "balance",
    abstract: "Adjust values by their reliability so that rules hold, behind a gate.",
    discussion: """
      The data has the columns variable,value,variance and, where wanted, lower,upper,fixed,integer
      (fixed and integer: yes or no). A variance of 0 fixes a value; a value of 0 with a variance
      is free to move. Rules are one a line: total: boys + girls = pupils.

      Nothing is adjusted when the discrepancies are larger than the variances lead to expect
      (chi-square below the level); --force adjusts all the same and reports the reason. A refusal
      or a contradiction is an answer: the status says so and the exit code is 0.

      Examples:
        sanaq analyse balance --data values.csv --rules rules.txt
        sanaq analyse balance --data values.csv --rules rules.txt --force "agreed on 3 June" --json
      """)

  @Option(help: "CSV with the columns variable,value,variance[,lower,upper,fixed,integer].")
  var data: String

  @Option(help: "Text with one linear rule a line.")
  var rules: String

  @Option(help: "Adjust in spite of the gate, for this reason, which is reported.")
  var force: String?

  @Option(help: "The level of the gate.")
  var level = Balancer.standardLevel

  @Flag(help: "Print one JSON document.")
  var json = false

  func validate() throws {
    if let force, force.allSatisfy(\.isWhitespace) {
      throw ValidationError("--force needs a reason in words")
    }
    guard (0...1).contains(level) else {
      throw ValidationError("--level is a probability between 0 and 1")
    }
  }

  func run() throws {
    do {
      let outcome = try Balancer(level: level, overrideReason: force).balance(try problem())
      let report = BalanceReport(outcome)
      try Console.print(json ? report.json.text : report.lines.joined(separator: "\n"))
    } catch let failure as BalancingFailure {
      throw AnalysisInputError(
        file: data, line: 1, column: 1, reason: "\(failure.description).")
    }
  }

  private func problem() throws -> BalancingProblem {
    let table = try MethodTable(
      path: data, required: ["variable", "value", "variance"],
      optional: ["lower", "upper", "fixed", "integer"])
    let variables = try table.rows.map(Self.variable)
    if let twice = Self.firstRepeated(variables.map(\.name)) {
      throw table.rows[twice].refusal("variable", "the variable is given twice; keep one")
    }
    let known = Set(variables.map(\.name))
    return try BalancingProblem(variables, try constraints(over: known))
  }

  private static func variable(_ row: MethodTable.Row) throws -> BalancingProblem.Variable {
    let variance = try row.filledNumber("variance")
    guard variance >= 0 else {
      throw row.refusal("variance", "a variance is not negative; 0 fixes the value")
    }
    let (lower, upper) = (try row.number("lower"), try row.number("upper"))
    if let lower, let upper, lower > upper {
      throw row.refusal("upper", "the upper bound is below the lower one; swap them")
    }
    return .init(
      try row.filled("variable"), value: try row.filledNumber("value"),
      variance: try row.flag("fixed") ? 0 : variance, lower: lower, upper: upper,
      isInteger: try row.flag("integer"))
  }

  private static func firstRepeated(_ names: [String]) -> Int? {
    var seen: Set<String> = []
    return names.firstIndex { !seen.insert($0).inserted }
  }

  private func constraints(
    over known: Set<String>
  ) throws -> [BalancingProblem.Constraint] {
    let set: RuleSet
    do {
      set = try RuleSet(parsing: try text(of: rules))
    } catch let error as RuleError {
      throw AnalysisInputError(
        file: rules, line: error.line, column: error.column, reason: error.sentence)
    }
    return try set.rules.map { rule in
      if let name = rule.variables.subtracting(known).min() {
        throw AnalysisInputError(
          file: rules, line: rule.line, column: 1,
          reason: "the rule names '\(name)', which has no value; add it to \(data).")
      }
      do {
        return try .init(rule)
      } catch let refusal as BalancingProblem.Constraint.Refusal {
        throw AnalysisInputError(
          file: rules, line: rule.line, column: 1, reason: "\(refusal.description).")
      }
    }
  }

  private func text(of path: String) throws -> String {
    let bytes = try slice(of: path, offset: 0, length: FileDigest(path: path).size)
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw AnalysisInputError(
        file: path, line: 1, column: 1, reason: "the text is not UTF-8; save it as UTF-8.")
    }
    return text
  }
}
