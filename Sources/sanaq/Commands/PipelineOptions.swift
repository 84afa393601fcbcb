import ArgumentParser
import Files
import Foundation
import Pipelining
import Reporting
import Restart
import StatisticalModel
import Warehousing

/// Which pipeline a verb is about; every verb over a pipeline takes it first.
struct PipelineOptions: ParsableArguments {
  @Argument(help: "A folder name under Pipelines/, or a path to a pipeline's folder.")
  var pipeline: String

  @Option(help: "The warehouse file to use instead of the pipeline's own.")
  var warehouse: String?

  var folder: String { Self.folder(named: pipeline) }

  /// A name without a slash is looked for under Pipelines/ first.
  static func folder(named pipeline: String) -> String {
    let named = "Pipelines/\(pipeline)"
    return !pipeline.contains("/") && PublishedFile(path: "\(named)/pipeline.yaml").exists
      ? named : pipeline
  }

  func opened() throws -> OpenedPipeline {
    try OpenedPipeline(folder: folder, warehouse: warehouse)
  }

  /// The definition alone, for verbs that only read the warehouse.
  func definition() throws -> (definition: PipelineDefinition, folder: PipelineFolder) {
    let (definition, found) = try DefinitionReader.locatedReading(of: folder)
    return (
      definition,
      PipelineFolder(
        path: found.path, deliveries: found.deliveries, warehouse: warehouse ?? found.warehouse)
    )
  }
}

/// How a verb prints its answer.
struct OutputOptions: ParsableArguments {
  @Flag(help: "Print one JSON document.")
  var json = false

  @Flag(help: "Print nothing but the answer.")
  var quiet = false
}

/// What a verb does about input that is refused.
struct IntakeOptions: ParsableArguments {
  @Flag(help: "Leave out files and records that are refused; exit 2 if there were any.")
  var keepGoing = false
}

/// What a verb does about a file that crashes it: it begins anew without it.
struct RestartOptions: ParsableArguments {
  /// A delivery that crashed the program, and the signal; given by the program to itself.
  struct Crash: ExpressibleByArgument {
    let signal: Int32
    let path: String

    init?(argument: String) {
      let parts = argument.split(separator: ":", maxSplits: 1)
      guard parts.count == 2, let signal = Int32(parts[0]) else { return nil }
      self.signal = signal
      path = String(parts[1])
    }
  }

  @Option(name: .customLong(RunOptions.crashOption), help: .private)
  var crashes: [Crash] = []

  /// Has the program begin anew when it crashes from here on; returns the files that made it do so.
  func prepare() -> [String: Int32] {
    Restart.prepare()
    return Dictionary(crashes.map { ($0.path, $0.signal) }) { first, _ in first }
  }
}

/// How a verb that reads deliveries goes about it.
struct WorkOptions: ParsableArguments {
  @Option(help: "How many files to read at once.")
  var jobs = ProcessInfo.processInfo.activeProcessorCount

  @Flag(name: .shortAndLong, help: "Say on stderr what is going to be read.")
  var verbose = false

  func validate() throws {
    guard jobs > 0 else { throw ValidationError("--jobs must be at least 1") }
  }

  /// Names the definition, the warehouse and every delivery, when asked to.
  func announce(_ pipeline: OpenedPipeline) {
    guard verbose else { return }
    Console.say("definition: \(pipeline.folder.path), \(pipeline.definition.files.count) files")
    Console.say("warehouse: \(pipeline.folder.warehouse)")
    for delivery in pipeline.deliveries {
      Console.say(
        "delivery: \(pipeline.folder.deliveries)/\(delivery.path), edition \(delivery.edition), "
          + "\(delivery.status.rawValue), received \(delivery.received)")
    }
  }
}

/// Which figures or flags to list.
struct FilterOptions: ParsableArguments {
  @Option(help: "Only this area code.")
  var area: String?

  @Option(help: "Only this period.")
  var period: String?

  @Option(help: "Only this category.")
  var category: String?

  @Option(help: "Only cells with these codes: dimension=code,…")
  var `where`: String?

  @Option(help: "Only flags of this cause: ARI, DEF, …")
  var cause: String?

  @Option(help: "Only flags of this severity or a worse one: info, warning, error.")
  var severity: String?

  @Option(help: "Only what quotes this source.")
  var source: String?

  @Option(help: "The vintage to read; the latest if none is given.")
  var vintage: Int?

  @Flag(help: "Print CSV.")
  var csv = false

  /// - Throws: `ValidationError` for a dimension, code, cause, severity or source that does not
  ///   exist.
  func filter(in definition: PipelineDefinition) throws -> WarehouseFilter {
    let structure = definition.structure
    let sources = definition.sources.map(\.id)
    let codes = try structure.filterCodes(
      ["area": area, "period": period, "category": category], where: `where`)
    return WarehouseFilter(
      codes: codes, cause: try choice(cause, "cause", Cause.init, Cause.allCases.map(\.rawValue)),
      severities: try choice(
        severity, "severity", Severity.init, Severity.allCases.map(\.rawValue)
      ).map { least in Severity.allCases.filter { $0 >= least } },
      source: try choice(source, "source", { sources.contains($0) ? $0 : nil }, sources))
  }

  private func choice<Value>(
    _ text: String?, _ name: String, _ make: (String) -> Value?, _ known: [String]
  ) throws -> Value? {
    guard let text else { return nil }
    guard let value = make(text) else {
      throw ValidationError("no \(name) '\(text)'. Known: \(known.joined(separator: ", "))")
    }
    return value
  }
}

extension Structure {
  /// Codes by dimension, from options of their own and from `dimension=code,…`.
  ///
  /// - Throws: `ValidationError` for a dimension or code that does not exist.
  func filterCodes(
    _ options: KeyValuePairs<String, String?>, where list: String?
  ) throws -> [String: String] {
    var codes: [String: String] = [:]
    for (dimension, code) in options {
      if let code { codes[dimension] = code }
    }
    for part in list?.split(separator: ",") ?? [] {
      let sides = part.split(separator: "=", maxSplits: 1)
      guard sides.count == 2 else {
        throw ValidationError("--where takes dimension=code,…; '\(part)' is none")
      }
      guard codes.updateValue(String(sides[1]), forKey: String(sides[0])) == nil else {
        throw ValidationError("\(sides[0]) is named twice")
      }
    }
    for (dimension, code) in codes.sorted(by: { $0.key < $1.key }) {
      do {
        _ = try setting(dimension, to: code, in: totalKey)
      } catch {
        throw ValidationError(error.sentence)
      }
    }
    return codes
  }
}

extension CellError {
  var sentence: String {
    switch self {
    case .noDimension(let name, let known):
      "no dimension '\(name)'. Known: \(known.joined(separator: ", "))"
    case .noCode(let code, let dimension): "no code '\(code)' in \(dimension)"
    case .malformed(let text): "'\(text)' is not dimension=code"
    case .missing(let dimension): "the cell needs \(dimension)=…, which has no total"
    }
  }
}
