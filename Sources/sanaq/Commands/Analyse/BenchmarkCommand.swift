import ArgumentParser
import Reporting
import StatisticalMethods
import StatisticalModel

/// `sanaq analyse benchmark`: brings a monthly or quarterly series to annual totals or levels.
struct BenchmarkCommand: ParsableCommand {
  enum Method: String, CaseIterable, ExpressibleByArgument {
    case denton
    case dagumCholette = "dagum-cholette"
    case prorata
  }

  enum Kind: String, CaseIterable, ExpressibleByArgument {
    case flow
    case stock

    var series: SeriesKind { self == .flow ? .flow : .stock }
  }

  enum Bias: String, CaseIterable, ExpressibleByArgument {
    case estimated
    case none

    var correction: BiasCorrection { self == .none ? .none : .estimated }
  }

  static let configuration = CommandConfiguration(
    commandName: "benchmark",
    abstract: "Bring a monthly or quarterly series to annual benchmarks, keeping its movement.",
    discussion: """
      Both files have the columns period,value. Periods of the indicator are months (2024-03) or
      quarters (2024-Q1) without gaps, those of the benchmarks calendar years (2024). A flow adds
      up to its benchmark; a stock, such as children on a register, stands at it in the last month
      or quarter of the year and is never summed.

      Example:
        sanaq analyse benchmark --indicator series.csv --benchmarks totals.csv --method denton
      """)

  @Option(help: "CSV with the columns period,value: months or quarters.")
  var indicator: String

  @Option(help: "CSV with the columns period,value: years.")
  var benchmarks: String

  @Option(help: "denton, dagum-cholette or prorata.")
  var method: Method

  @Option(help: "flow (sums) or stock (levels at the end of the year).")
  var kind = Kind.flow

  @Option(help: "Autoregression of the errors, for dagum-cholette; 0.9 a month when not given.")
  var rho: String?

  @Option(help: "1 for proportional, 0 for additive errors, for dagum-cholette.")
  var lambda = ErrorScale.proportional.rawValue

  @Option(help: "estimated or none: level the indicator first, for dagum-cholette.")
  var bias = Bias.estimated

  @Flag(help: "Print one JSON document.")
  var json = false

  func validate() throws {
    if method != .dagumCholette, rho != nil || lambda != 1 || bias != .estimated {
      throw ValidationError("--rho, --lambda and --bias are for --method dagum-cholette")
    }
    guard ErrorScale(rawValue: lambda) != nil else {
      throw ValidationError("--lambda is 0 (additive) or 1 (proportional)")
    }
    if let rho {
      guard let number = Rational(rho), number >= 0, number <= 1 else {
        throw ValidationError("--rho is a number between 0 and 1")
      }
    }
  }

  func run() throws {
    do {
      let series = try readSeries()
      let values = try Benchmarking.benchmark(
        series, to: try readBenchmarks(), by: chosen(for: series))
      let report = BenchmarkReport(series: series, values: values, method: method)
      try Console.print(json ? report.json.text : report.lines.joined(separator: "\n"))
    } catch let mistake as IndicatorSeries.Mistake {
      throw AnalysisInputError(
        file: indicator, line: 1, column: 1, reason: "\(mistake.description).")
    } catch let failure as Benchmarking.Failure {
      throw AnalysisInputError(
        file: benchmarks, line: 1, column: 1, reason: "\(failure.description).")
    }
  }

  private func chosen(for series: IndicatorSeries) -> BenchmarkingMethod {
    switch method {
    case .denton: return .denton
    case .prorata: return .proRata
    case .dagumCholette:
      let monthly = Rational(9, over: 10)
      let usual = series.periodsPerYear == 12 ? monthly : monthly * monthly * monthly
      return .dagumCholette(
        rho: rho.flatMap { Rational($0) } ?? usual,
        lambda: ErrorScale(rawValue: lambda) ?? .proportional, bias: bias.correction)
    }
  }

  private func readSeries() throws -> IndicatorSeries {
    let table = try MethodTable(path: indicator, required: ["period", "value"])
    var kinds: Set<Period.Kind> = []
    let values = try table.rows.map { row in
      guard let period = Period(parsing: try row.filled("period")),
        period.kind == .month || period.kind == .quarter
      else { throw row.refusal("period", "write a month as 2024-03 or a quarter as 2024-Q1") }
      kinds.insert(period.kind)
      guard kinds.count == 1 else {
        throw row.refusal("period", "months and quarters are mixed; keep one kind")
      }
      return (
        period: SubannualPeriod(year: period.year, part: period.part),
        value: try row.filledNumber("value")
      )
    }
    return try IndicatorSeries(
      values, periodsPerYear: kinds.contains(.month) ? 12 : 4, kind: kind.series)
  }

  private func readBenchmarks() throws -> AnnualBenchmarks {
    var values: [Int: Rational] = [:]
    for row in try MethodTable(path: benchmarks, required: ["period", "value"]).rows {
      guard let period = Period(parsing: try row.filled("period")), period.kind == .calendarYear
      else { throw row.refusal("period", "write a calendar year as 2024") }
      guard values.updateValue(try row.filledNumber("value"), forKey: period.year) == nil else {
        throw row.refusal("period", "the year is given twice; keep one")
      }
    }
    return AnnualBenchmarks(values, kind: kind.series)
  }
}

/// What `analyse benchmark` prints.
struct BenchmarkReport {
  let series: IndicatorSeries
  let values: [Rational]
  let method: BenchmarkCommand.Method

  var lines: [String] {
    var table = TextTable([
      ("period", .left), ("indicator", .right), ("benchmarked", .right), ("ratio", .right),
    ])
    for (index, value) in values.enumerated() {
      let given = series.values[index]
      table.add([
        name(of: index), given.text, value.decimal(digits: 4),
        given.isZero ? "" : (value / given).decimal(digits: 6),
      ])
    }
    return table.lines + ["", "Formula: \(method.formula)", "Source: \(method.source)"]
  }

  var json: JSONValue {
    .object([
      "schema": "sanaq.analyse.benchmark/1", "method": .string(method.rawValue),
      "kind": .string(series.kind.rawValue),
      "values": .object(
        values.enumerated().map { index, value in
          JSONValue.Member(
            name: name(of: index),
            value: .object([
              "indicator": .string(series.values[index].text), "decimal": .rounded(value),
              "value": .string(value.description),
            ]))
        }),
      "formula": .string(method.formula), "source": .string(method.source),
    ])
  }

  private func name(of index: Int) -> String {
    let period = series.period(at: index)
    let part = series.periodsPerYear == 4 ? "Q\(period.part)" : String(period.part)
    return "\(period.year)-\(part.count == 1 ? "0" : "")\(part)"
  }
}

extension BenchmarkCommand.Method {
  fileprivate var formula: String {
    switch self {
    case .denton: "min sum (x_t/s_t - x_(t-1)/s_(t-1))^2, benchmarks met exactly"
    case .dagumCholette: "x = s + V J'(J V J')^-1 (a - J s), V = C R C, R = rho^|i-j|"
    case .prorata: "x_t = s_t * benchmark / indicator of the year"
    }
  }

  fileprivate var source: String {
    switch self {
    case .denton: "Denton 1971; IMF Quarterly National Accounts Manual, ch. 6"
    case .dagumCholette: "Dagum and Cholette 2006"
    case .prorata: "IMF Quarterly National Accounts Manual, ch. 6"
    }
  }
}
