internal import Reporting

/// A path of the pages or of the API, with what answers to it.
///
/// A segment in braces stands for any: `{language}` for a language of the interface, `{pipeline}`
/// for one that is served, another for whatever the answer makes of it. Those at the end that have a
/// question mark, `{key?}`, may be left out.
struct Route: Sendable {
  enum Reply: Sendable {
    /// About one pipeline, in a language.
    case page(@Sendable (Question, PageFrame) throws -> Answer)
    /// About one pipeline, for programs.
    case document(@Sendable (Question) throws -> Answer)
    /// About all pipelines, in a language.
    case sitePage(@Sendable (SiteQuestion, PageFrame) throws -> Answer)
    /// About all pipelines or none.
    case siteDocument(@Sendable (SiteQuestion) throws -> Answer)
    /// About the dataflows of one pipeline or of all.
    case sdmx(@Sendable (SDMXQuestion) throws -> Answer)
  }

  let path: String
  let reply: Reply
  private let segments: [String]

  init(_ path: String, _ reply: Reply) {
    self.path = path
    self.reply = reply
    segments = path.split(separator: "/").map(String.init)
  }

  /// What stands in the place of each name in braces; nil when the path is another.
  func captures(_ path: [String]) -> [String: String]? {
    let least = segments.count { !$0.hasSuffix("?}") }
    guard (least...segments.count).contains(path.count) else { return nil }
    var captured: [String: String] = [:]
    for (segment, given) in zip(segments, path) {
      if segment.hasPrefix("{") {
        let name = segment.filter { $0.isLetter }
        if name == "language", Language(rawValue: given) == nil { return nil }
        captured[name] = given
      } else if segment != given {
        return nil
      }
    }
    return captured
  }
}
