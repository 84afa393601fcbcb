import HTTPTypes
import Hummingbird
import SanaqWeb
import Synchronization
import Testing

/// A site, by default without pipelines, asked without a socket.
struct Asking {
  let site: WebSite

  init(pipelines: [PublishedPipeline] = [], allowing hosts: [String] = []) {
    site = WebSite(pipelines: pipelines, allowing: hosts, programVersion: "test")
  }

  /// The answer to a request for a path; without `host` the name of the machine itself is used.
  func ask(
    _ path: String, _ method: HTTPRequest.Method = .get, host: String? = "127.0.0.1:8642",
    with fields: [(String, String)] = []
  ) async throws -> (status: Int, fields: HTTPFields, body: String) {
    var head = HTTPRequest(method: method, scheme: "http", authority: host, path: path)
    for (name, value) in fields {
      let name = try #require(HTTPField.Name(name))
      head.headerFields.append(HTTPField(name: name, value: value))
    }
    let response = try await site.respond(
      to: Request(head: head, body: .init(buffer: ByteBuffer())), context: RequestSource())
    let written = Written()
    try await response.body.write(written)
    return (response.status.code, response.headers, written.text)
  }
}

/// Keeps what is written.
private final class Written: ResponseBodyWriter, Sendable {
  private let bytes = Mutex<[UInt8]>([])

  var text: String { bytes.withLock { String(decoding: $0, as: UTF8.self) } }

  func write(_ buffer: ByteBuffer) async throws {
    bytes.withLock { $0.append(contentsOf: buffer.readableBytesView) }
  }

  func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
