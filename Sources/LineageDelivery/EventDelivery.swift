internal import AsyncHTTPClient
internal import Foundation
internal import Glibc
internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
internal import NIOSSL

/// Sends events of OpenLineage to an endpoint, one by one, and gives up in time.
///
/// An answer that did not come is asked for anew, so that an event may arrive twice; it does not arrive
/// in parts. Redirects are not followed: the key is for the address that was configured.
package struct EventDelivery: Sendable {
  /// What one run may wait for its endpoint, all events taken together.
  package static let limit = Duration.seconds(30)

  /// That of openlineage-python.
  private static let patience = Duration.seconds(5)
  private static let pauses: [Duration] = [.zero, .milliseconds(300), .milliseconds(600)]

  private let endpoint: LineageEndpoint

  package init(to endpoint: LineageEndpoint) { self.endpoint = endpoint }

  /// Returns once the endpoint has taken the event.
  ///
  /// - Parameter limit: what may be waited for it, all attempts taken together.
  package func send(
    _ event: String, within limit: Duration
  ) async throws(DeliveryFailure) {
    let end = ContinuousClock.now + limit
    var failure = DeliveryFailure.noTime
    for pause in Self.pauses {
      guard ContinuousClock.now + pause < end else { break }
      do {
        try await Task.sleep(for: pause)
      } catch {
        throw failure
      }
      let patience = min(Self.patience, end - .now)
      guard let new = await failureOfPost(event, within: patience) else { return }
      failure = new
      guard failure.mayPass else { break }
    }
    throw failure
  }

  /// Nil once the endpoint has taken the event.
  private func failureOfPost(_ event: String, within limit: Duration) async -> DeliveryFailure? {
    var request = HTTPClientRequest(url: endpoint.address)
    request.method = .POST
    request.headers.add(name: "Content-Type", value: "application/json")
    if let key = endpoint.key { request.headers.add(name: "Authorization", value: "Bearer \(key)") }
    request.body = .bytes(ByteBuffer(string: event))
    do {
      let answer = try await Self.client.execute(request, timeout: TimeAmount(limit))
      return DeliveryFailure(status: Int(answer.status.code))
    } catch {
      return DeliveryFailure(error)
    }
  }

  /// Made when the first event is sent, and there until the program ends.
  private static let client = HTTPClient(
    eventLoopGroup: .singletonMultiThreadedEventLoopGroup, configuration: configuration)

  private static var configuration: HTTPClient.Configuration {
    var security = TLSConfiguration.makeClientConfiguration()
    // As OpenSSL's programs are told of authorities that the system does not know.
    if let authorities = ProcessInfo.processInfo.environment["SSL_CERT_FILE"], !authorities.isEmpty
    {
      security.trustRoots = .file(authorities)
    }
    var configuration = HTTPClient.Configuration(
      tlsConfiguration: security, redirectConfiguration: .disallow,
      timeout: .init(connect: TimeAmount(patience)))
    configuration.httpVersion = .http1Only
    configuration.connectionPool.retryConnectionEstablishment = false
    return configuration
  }
}

/// Why an endpoint has not taken an event; no address, no key, nothing of what it answered.
package enum DeliveryFailure: Error, Hashable, Sendable, CustomStringConvertible {
  case status(Int)
  case redirected(Int)
  case silent
  case unreachable
  case closed
  case distrusted
  /// The time that a run waits for its endpoint is over.
  case noTime
  case other

  init?(status: Int) {
    switch status {
    case 200..<300: return nil
    case 300..<400: self = .redirected(status)
    default: self = .status(status)
    }
  }

  init(_ error: any Error) {
    switch error {
    case let error as HTTPClientError:
      switch error {
      case .deadlineExceeded, .readTimeout, .writeTimeout, .tlsHandshakeTimeout,
        .getConnectionFromPoolTimeout:
        self = .silent
      case .connectTimeout: self = .unreachable
      case .remoteConnectionClosed, .uncleanShutdown: self = .closed
      default: self = .other
      }
    case is NIOSSLError, is NIOSSLExtraError, is BoringSSLError: self = .distrusted
    case is NIOConnectionError, is SocketAddressError: self = .unreachable
    case let error as IOError:
      let codes = [ECONNREFUSED, EHOSTUNREACH, ENETUNREACH, ETIMEDOUT, EADDRNOTAVAIL]
      self = codes.contains(error.errnoCode) ? .unreachable : .closed
    case is ChannelError, HTTPParserError.invalidEOFState: self = .closed
    default: self = .other
    }
  }

  /// Whether it may be another time soon.
  var mayPass: Bool {
    switch self {
    case .status(let code): [429, 500, 502, 503, 504].contains(code)
    case .silent, .unreachable, .closed: true
    case .redirected, .distrusted, .noTime, .other: false
    }
  }

  /// Whether the endpoint will never take this event, whoever asks it.
  package var isFinal: Bool { [.status(400), .status(413), .status(422)].contains(self) }

  /// Whether the endpoint may have the event all the same.
  package var mayHaveArrived: Bool {
    switch self {
    case .status(let code): code >= 500
    case .silent, .closed, .other: true
    case .redirected, .unreachable, .distrusted, .noTime: false
    }
  }

  /// What is wrong, and the next step.
  package var description: String {
    switch self {
    case .status(401), .status(403): "it refuses the key. Check OPENLINEAGE_API_KEY."
    case .status(413): "it takes no event of this size (413). Raise its limit."
    case .status(let code) where code < 500: "it refuses the event (\(code)). Check the address."
    case .status(let code): "it fails (\(code)). Look at its log."
    case .redirected(let code): "it sends elsewhere (\(code)). Name that address instead."
    case .silent: "it does not answer in time. Look whether it is overloaded."
    case .unreachable: "it cannot be reached. Check the address, and whether it is running."
    case .closed: "it ends the connection without an answer. Look at its log."
    case .distrusted:
      "no secure connection: its certificate is not trusted, or it does not speak TLS. Name the "
        + "authority's file in SSL_CERT_FILE, or mend the certificate."
    case .noTime:
      "it has kept the run waiting for \(EventDelivery.limit.components.seconds) s before."
    case .other: "the connection failed. Check the address."
    }
  }
}
