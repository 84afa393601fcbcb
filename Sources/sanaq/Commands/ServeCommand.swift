import ArgumentParser
import Pipelining
import SanaqWeb
import Warehousing

/// `sanaq serve`: the report, live, for the people of one office.
struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Serve the discrepancies, figures, traces and runs of pipelines as web pages.",
    discussion: """
      Read-only: nothing can be changed from the pages. They answer on this machine alone, unless \
      --host names another address; then every name they are called by must be allowed with \
      --allow-host. There are no accounts: put a proxy that asks who somebody is before them, if \
      anyone but the office can reach the address. A new vintage is shown as soon as a run has \
      published it. Ends with SIGTERM or ^C once what was being answered is sent.

      EXAMPLES
        sanaq serve karaganda kazakhstan england
        sanaq serve kazakhstan --port 8080 --host 0.0.0.0 --allow-host statistics.example.kz
      """)

  @Argument(help: "Folder names under Pipelines/, or paths to pipelines' folders.")
  var pipelines: [String]

  @Option(help: "The port to listen on; 0 takes any that is free.")
  var port = 8642

  @Option(help: "The address to listen on.")
  var host = "127.0.0.1"

  @Option(help: "A name the pages may be called by; repeat it for more.")
  var allowHost: [String] = []

  @Option(help: "The warehouse file to use instead of the pipeline's own.")
  var warehouse: String?

  @Option(help: "How many seconds a question to the warehouse may take.")
  var timeLimit = 30

  @Flag(help: "Do not print a line for each request.")
  var quiet = false

  func validate() throws {
    guard (0...65535).contains(port) else {
      throw ValidationError("--port must be from 0 to 65535")
    }
    guard (1...3600).contains(timeLimit) else {
      throw ValidationError("--time-limit must be from 1 to 3600 seconds")
    }
    guard warehouse == nil || pipelines.count == 1 else {
      throw ValidationError("--warehouse needs exactly one pipeline")
    }
    guard ["127.0.0.1", "::1", "localhost"].contains(host) || !allowHost.isEmpty else {
      throw ValidationError(
        "--host \(host) can be reached from elsewhere: name with --allow-host what the pages may "
          + "be called by")
    }
  }

  func run() async throws {
    let published = try pipelines.map {
      try PublishedPipeline(folder: PipelineOptions.folder(named: $0), warehouse: warehouse)
    }
    let ids = published.map(\.id)
    if let twice = ids.first(where: { id in ids.count { $0 == id } > 1 }) {
      throw ValidationError("the pipeline \(twice) is named twice")
    }
    let (quiet, host) = (quiet, host)
    let site = WebSite(
      pipelines: published, allowing: allowHost, programVersion: Sanaq.version,
      timeLimit: .seconds(timeLimit)
    ) { line in
      if !quiet { Console.say(line.text) }
    }
    do {
      try await WebServer(site, host: host, port: port).run { port in
        Console.say("Serving on http://\(host.contains(":") ? "[\(host)]" : host):\(port)/")
        site.prepare()
      }
    } catch {
      throw ServingError(host: host, port: port, reason: "\(error)")
    }
  }
}

/// The address cannot be listened on.
struct ServingError: Error, CustomStringConvertible {
  let host: String
  let port: Int
  let reason: String

  var description: String {
    "cannot listen on \(host), port \(port): \(reason). Name another with --host and --port."
  }
}
