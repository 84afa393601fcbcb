import StatisticalMethods
import StatisticalModel

@testable import Pipelining
@testable import Staging

func takeDefinition(_ bytes: [UInt8]) {
  let problems = ProblemList(file: "input.yaml")
  guard let node = DefinitionNode.read(yaml: bytes, problems) else {
    precondition(!problems.problems.isEmpty, "refused without a word")
    return
  }
  _ = DeliveryFile.reading(source: "source").value(of: node, ProblemList(file: "delivery.yaml"))
  _ = StructureFile.reading(codelists: ["area", "indicator"])
    .value(of: node, ProblemList(file: "structure.yaml"))
}

func takeNumber(_ bytes: [UInt8], _ settings: UInt8) {
  let format = NumberFormat(
    decimal: settings & 1 == 0 ? UInt8(ascii: ".") : UInt8(ascii: ","),
    groups: settings & 2 == 0 ? [] : [" ", "\u{A0}", "\u{202F}"],
    percent: NumberFormat.Percent.allCases[Int(settings >> 2) % 3],
    multiplier: settings & 16 == 0 ? 1 : 1000,
    prefixes: [("<", .atMost), ("~", .approximate)], allowsNegative: settings & 32 != 0)
  let reader = NumberReader(
    format: format, markers: ["-": .zero, "x": .skip], column: ValueColumn(column: "v"))
  _ = reader.read(bytes[...])
  guard let number = ExactDecimal(parsing: String(decoding: bytes, as: UTF8.self)) else { return }
  // What is printed is what was read, whatever was written.
  precondition(ExactDecimal(parsing: number.description) == number)
  _ = number + number
  _ = number - number
}

func takePeriod(_ text: String) {
  for form in PeriodForm.allCases {
    guard let period = Period(reading: text, as: form) else { continue }
    precondition(Period(parsing: period.description) == period)
  }
}

func takeRules(_ text: String) {
  _ = try? CellRelation(parsing: text)
  _ = try? CellExpression(parsing: text)
  _ = try? RuleSet(parsing: text)
}
