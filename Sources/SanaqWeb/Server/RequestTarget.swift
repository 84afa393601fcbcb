/// What a request asks for: the path in segments and the parameters, taken apart strictly.
///
/// Paths of the pages are plain ASCII, so that nothing has to be decoded in them: a percent sign, an
/// empty segment or one that begins with a point is no path of ours.
struct RequestTarget: Hashable, Sendable {
  static let longest = 2048

  let segments: [String]
  let parameters: Parameters
  /// As received, for the answer's tag.
  let text: String

  init(_ text: String) throws(Refusal) {
    guard text.utf8.count <= Self.longest else { throw .tooLong(limit: Self.longest) }
    // `http://host/…` is what a proxy is asked; this is none.
    guard text.hasPrefix("/") else { throw .malformed }
    let cut = text.firstIndex(of: "?")
    let path = text[..<(cut ?? text.endIndex)].dropFirst()
    var segments: [String] = []
    if !path.isEmpty {
      for segment in path.split(separator: "/", omittingEmptySubsequences: false) {
        guard !segment.isEmpty, !segment.hasPrefix("."), segment.utf8.allSatisfy(Self.isPlain)
        else { throw .notFound }
        segments.append(String(segment))
      }
    }
    self.segments = segments
    self.parameters = try Parameters(cut.map { text[text.index(after: $0)...] } ?? "")
    self.text = text
  }

  /// The language that the path begins with, of which errors are told too.
  var languageCode: String? { segments.first }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
      UInt8(ascii: "_"):
      true
    default: false
    }
  }
}
