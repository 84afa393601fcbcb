internal import Reporting
internal import StatisticalModel

/// A question about one pipeline as it is published at this moment.
struct Question: Sendable {
  let snapshot: Snapshot
  let target: RequestTarget
  /// What stands in the path where the route has a name in braces.
  let captured: [String: String]
  let limits: Limits
  let overviews: OverviewCache

  var parameters: Parameters { target.parameters }
  var definition: PipelineDefinition { snapshot.definition }

  /// The name that stands in the path; routes that ask for one have one.
  func captured(_ name: String) throws(Refusal) -> String {
    guard let text = captured[name] else { throw .notFound }
    return text
  }

  func filter() throws(Refusal) -> ListFilter { try ListFilter(parameters, in: definition) }

  func overview() throws -> Overview { try overviews.overview(of: snapshot) }

  /// Makes an answer that stays as it is for as long as the vintage is the latest.
  func lasting(_ answer: Answer) -> Answer {
    var answer = answer
    answer.freshness = .vintage(
      tag: snapshot.tag(for: target.text, program: limits.programVersion))
    return answer
  }
}

/// What an answer may cost.
struct Limits: Sendable {
  /// Of one question to the warehouse; a long list is several.
  var time: Duration = .seconds(10)
  /// Rows of a list on a page.
  var rows = 50
  /// Rows of a piece of a streamed list.
  var piece = 500
  var programVersion: String
}
