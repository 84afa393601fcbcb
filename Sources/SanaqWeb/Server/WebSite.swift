internal import Dispatch
internal import HTTPTypes
package import Hummingbird
internal import Reporting
internal import Warehousing

/// Nothing is kept from one request to the next but what the site is made of.
package struct RequestSource: InitializableFromSource, Sendable {
  package init(source: ApplicationRequestContextSource) {}
  package init() {}
}

/// The pages and the API over some pipelines: a request in, a response out.
package struct WebSite: HTTPResponder {
  let pipelines: [PublishedPipeline]
  let limits: Limits
  private let guardian: RequestGuard
  private let queue = WorkQueue()
  private let overviews = OverviewCache()
  private let log: @Sendable (RequestLine) -> Void

  /// - Parameters:
  ///   - hosts: names to be called by, besides those of the machine itself.
  ///   - log: is told of each request that has been answered.
  package init(
    pipelines: [PublishedPipeline], allowing hosts: [String] = [], programVersion: String,
    timeLimit: Duration = .seconds(30), log: @escaping @Sendable (RequestLine) -> Void = { _ in }
  ) {
    self.pipelines = pipelines
    limits = Limits(time: timeLimit, programVersion: programVersion)
    guardian = RequestGuard(allowing: hosts)
    self.log = log
  }

  /// Counts the latest vintages beside the requests, so that their first pages need not wait.
  ///
  /// What cannot be counted now is said to whoever asks for it.
  package func prepare() {
    for pipeline in pipelines {
      DispatchQueue.global(qos: .utility).async {
        guard let snapshot = try? pipeline.snapshot(),
          let overview = try? overviews.overview(of: snapshot)
        else { return }
        _ = try? overviews.pictures(of: snapshot, cells: overview.counts.cellCount)
      }
    }
  }

  package func respond(to request: Request, context: RequestSource) async throws -> Response {
    let start = ContinuousClock.now
    let accepted = request.head.headerFields[.acceptLanguage] ?? ""
    var target: RequestTarget?
    var answer: Answer
    do {
      try guardian.check(request.head)
      let read = try RequestTarget(request.head.path ?? "")
      target = read
      answer = try await self.answer(
        to: read, accepting: accepted, request.head.headerFields[.accept])
    } catch {
      let refusal = refusal(of: error)
      answer =
        RequestTarget.isSDMX(request.head.path ?? "")
        ? SDMXRefusal.answer(to: error, otherwise: refusal)
        : refusal.answer(to: target, accepting: accepted)
    }
    let response = answer.response(
      head: request.head.method == .head, known: request.head.headerFields[.ifNoneMatch],
      through: queue)
    log(
      RequestLine(
        method: request.head.method == .head ? "HEAD" : request.head.method == .get ? "GET" : "-",
        path: target.map { "/" + $0.segments.joined(separator: "/") } ?? "-",
        status: response.status.code, bytes: response.body.contentLength,
        duration: ContinuousClock.now - start))
    return response
  }

  private func answer(
    to target: RequestTarget, accepting languages: String, _ types: String?
  ) async throws -> Answer {
    guard !target.segments.isEmpty else {
      try target.parameters.require(only: [])
      let language = Language(accepting: languages)
      return Answer(redirect: "/\(language.rawValue)", status: .found)
    }
    for route in Self.routes {
      guard let captured = route.captures(target.segments) else { continue }
      return try await queue.run { try self.answer(route, captured, target, types) }
    }
    throw target.unservedResource
  }

  private func answer(
    _ route: Route, _ captured: [String: String], _ target: RequestTarget, _ types: String?
  ) throws -> Answer {
    let site = SiteQuestion(pipelines: pipelines, target: target, limits: limits)
    let language = captured["language"].flatMap(Language.init) ?? .english
    let frame = PageFrame(words: Words(language), target: target)
    switch route.reply {
    case .sitePage(let answer): return try answer(site, frame)
    case .siteDocument(let answer): return try answer(site)
    case .page(let answer):
      return try about(captured, target) { try answer($0, frame.about($0.snapshot)) }
    case .document(let answer): return try about(captured, target, answer)
    case .sdmx(let answer):
      let asked = pipelines.filter { captured["pipeline"] ?? $0.id == $0.id }
      // `schema/dataflow/…` looks like a resource of a pipeline called schema.
      guard !asked.isEmpty else { throw target.unservedResource }
      return try answer(
        SDMXQuestion(
          pipelines: asked, target: target, captured: captured, accepted: types, limits: limits,
          overviews: overviews))
    }
  }

  /// Asks about the pipeline of a path, all of it in one snapshot and within the time.
  private func about(
    _ captured: [String: String], _ target: RequestTarget,
    _ answer: (Question) throws -> Answer
  ) throws -> Answer {
    guard let pipeline = pipelines.first(where: { $0.id == captured["pipeline"] }) else {
      throw Refusal.notFound
    }
    let vintage = try target.parameters.number("vintage")
    let snapshot = try pipeline.snapshot(vintage: vintage)
    let question = Question(
      snapshot: snapshot, target: target, captured: captured, limits: limits,
      overviews: overviews)
    return try snapshot.reader.limited(to: limits.time) { try answer(question) }
  }

  /// What an error is to the one who asked; what it is inside stays inside.
  private func refusal(of error: any Error) -> Refusal {
    switch error {
    case let refusal as Refusal: refusal
    case WarehouseError.tooLong: .takesTooLong
    case WarehouseError.noVintage(_, let latest): .noVintage(latest: latest)
    case WarehouseError.noCell: .noFigure
    case is WarehouseError: .unavailable
    default: .defect
    }
  }
}

/// A question about the site.
struct SiteQuestion: Sendable {
  let pipelines: [PublishedPipeline]
  let target: RequestTarget
  let limits: Limits
}

/// A request that has been answered, for a log: its path, never what was asked about.
package struct RequestLine: Sendable {
  package var method: String
  package var path: String
  package var status: Int
  /// Nil for a list that is still being sent.
  package var bytes: Int?
  package var duration: Duration

  /// `GET /en/karaganda 200 15240 B 12 ms`.
  package var text: String {
    let (seconds, attoseconds) = duration.components
    let milliseconds = seconds * 1000 + attoseconds / 1_000_000_000_000_000
    return "\(method) \(path) \(status) \(bytes.map { "\($0) B" } ?? "streamed") \(milliseconds) ms"
  }
}
