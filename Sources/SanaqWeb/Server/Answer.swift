internal import HTTPTypes
internal import Hummingbird

/// What a request is answered with.
struct Answer: Sendable {
  enum Body: Sendable {
    case bytes([UInt8])
    /// A long list, of which each piece is a question of its own.
    case list(StreamedList)
  }

  enum MediaType: String, Sendable {
    case html = "text/html; charset=utf-8"
    case css = "text/css; charset=utf-8"
    case csv = "text/csv; charset=utf-8; header=present"
    case json = "application/json"
    case problem = "application/problem+json"
    case xml = "application/xml"
    case sdmxData21 = "application/vnd.sdmx.structurespecificdata+xml;version=2.1"
    case sdmxData30 = "application/vnd.sdmx.data+xml;version=3.0.0"
    case sdmxCSV1 = "application/vnd.sdmx.data+csv;version=1.0.0"
    case sdmxCSV2 = "application/vnd.sdmx.data+csv;version=2.0.0"
    case sdmxStructure21 = "application/vnd.sdmx.structure+xml;version=2.1"
    case sdmxStructure30 = "application/vnd.sdmx.structure+xml;version=3.0.0"
  }

  /// How long an answer may be kept.
  enum Freshness: Sendable {
    /// As long as the vintage is the latest: asked again with the tag.
    case vintage(tag: String)
    /// Never: it says how the files are at this moment, or is an error.
    case moment
  }

  var status: HTTPResponse.Status = .ok
  var type: MediaType = .html
  var body: Body
  var freshness: Freshness = .moment
  /// Under which name a browser keeps it; nil for what it shows.
  var fileName: String?
  var location: String?
  var language: String?
  /// The field of a request on which the answer depends.
  var vary: String?

  init(_ type: MediaType, _ text: String) { self.init(type, Array(text.utf8)) }

  init(_ type: MediaType, _ bytes: [UInt8]) {
    self.type = type
    body = .bytes(bytes)
  }

  init(_ type: MediaType, _ list: StreamedList, fileName: String? = nil) {
    self.type = type
    self.fileName = fileName
    body = .list(list)
  }

  /// Sends the browser to another page of ours.
  init(redirect location: String, status: HTTPResponse.Status) {
    self.init(.html, "")
    self.status = status
    self.location = location
    vary = "Accept-Language"
  }

  /// The response; `head` is for a HEAD request, `known` are the tags the asker has.
  func response(head: Bool, known: String?, through queue: WorkQueue) -> Response {
    var fields = Self.securityFields
    fields[.contentType] = type.rawValue
    fields[.contentLanguage] = language
    fields[.location] = location
    fields[.contentDisposition] = fileName.map { "attachment; filename=\"\($0)\"" }
    fields[.vary] = vary
    if status == .methodNotAllowed { fields[.allow] = "GET, HEAD" }
    if status == .serviceUnavailable { fields[.retryAfter] = "5" }
    switch freshness {
    case .moment: fields[.cacheControl] = "no-store"
    case .vintage(let tag):
      fields[.cacheControl] = "private, no-cache"
      fields[.eTag] = tag
      if let known, Self.tags(known).contains(tag) {
        return Response(status: .notModified, headers: fields)
      }
    }
    let response = Response(status: status, headers: fields, body: responseBody(through: queue))
    return head ? response.createHeadResponse() : response
  }

  private func responseBody(through queue: WorkQueue) -> ResponseBody {
    switch body {
    case .bytes(let bytes): ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
    case .list(let list):
      ResponseBody { writer in
        try await list.write(through: queue) { try await writer.write(ByteBuffer(bytes: $0)) }
        try await writer.finish(nil)
      }
    }
  }

  /// The tags of an `If-None-Match`, compared weakly (RFC 9110, 13.1.2).
  private static func tags(_ field: String) -> [String] {
    field.split(separator: ",").map { part in
      let tag = part.drop { $0 == " " }
      return String(tag.hasPrefix("W/") ? tag.dropFirst(2) : tag).trimmed
    }
  }

  /// No script at all, nothing from elsewhere, in no frame.
  private static let securityFields: HTTPFields = [
    .contentSecurityPolicy: "default-src 'none'; style-src 'self'; img-src 'self'; "
      + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    .xContentTypeOptions: "nosniff",
    .referrerPolicy: "no-referrer",
    .crossOriginOpenerPolicy: "same-origin",
    .crossOriginResourcePolicy: "same-origin",
  ]
}

extension String {
  fileprivate var trimmed: String {
    var text = self[...]
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
