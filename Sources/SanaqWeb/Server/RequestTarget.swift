/// What a request asks for: the path in segments and the parameters, taken apart strictly.
///
/// Paths of the pages are plain ASCII, so that nothing has to be decoded in them: a percent sign, an
/// empty segment or one that begins with a point is no path of ours. Paths of SDMX have keys of data
/// in them, whose signs clients write in either way, and may end with a slash.
struct RequestTarget: Hashable, Sendable {
  static let longest = 2048
  /// A key may name many codes.
  static let longestOfSDMX = 8192

  let segments: [String]
  let parameters: Parameters
  /// As received, for the answer's tag.
  let text: String

  init(_ text: String) throws(Refusal) {
    let isSDMX = Self.isSDMX(text)
    let limit = isSDMX ? Self.longestOfSDMX : Self.longest
    guard text.utf8.count <= limit else { throw .tooLong(limit: limit) }
    // `http://host/…` is what a proxy is asked; this is none.
    guard text.hasPrefix("/") else { throw .malformed }
    let cut = text.firstIndex(of: "?")
    let path = text[..<(cut ?? text.endIndex)].dropFirst()
    var segments: [String] = []
    if isSDMX {
      segments = try Self.decodedSegments(path)
    } else if !path.isEmpty {
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

  /// Whether a target is one of the web service, well written or not.
  static func isSDMX(_ text: String) -> Bool {
    text == "/sdmx" || text.hasPrefix("/sdmx/") || text.hasPrefix("/sdmx?")
  }

  /// What stands in a key or a reference, and nothing that means something to a file system but the
  /// point.
  private static func decodedSegments(_ path: Substring) throws(Refusal) -> [String] {
    var parts = path.split(separator: "/", omittingEmptySubsequences: false)
    if parts.last?.isEmpty == true { parts.removeLast() }
    var segments: [String] = []
    for part in parts {
      let text = try Parameters.decodedPath(part)
      let isKnown = text.utf8.allSatisfy { byte in
        isPlain(byte) || byte == UInt8(ascii: "+") || byte == UInt8(ascii: ",")
          || byte == UInt8(ascii: "@") || byte == UInt8(ascii: "$")
          || byte == UInt8(ascii: "*") || byte == UInt8(ascii: "~")
      }
      guard !text.isEmpty, isKnown else { throw .malformed }
      segments.append(text)
    }
    return segments
  }

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
