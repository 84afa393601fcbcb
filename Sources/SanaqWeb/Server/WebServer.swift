internal import Hummingbird
internal import HummingbirdCore
internal import Logging
internal import NIOCore

/// Serves a site until the process is told to stop.
package struct WebServer: Sendable {
  private static let connections = 512
  private static let idleSeconds: Int64 = 30
  private static let headerBytes = 16 * 1024

  private let site: WebSite
  private let host: String
  private let port: Int

  /// - Parameter port: 0 for any that is free.
  package init(_ site: WebSite, host: String, port: Int) {
    self.site = site
    self.host = host
    self.port = port
  }

  /// Listens, and comes back once SIGTERM or SIGINT has come and what was being answered is sent.
  ///
  /// - Parameter started: is told the port once connections are accepted.
  /// - Throws: an error of the system when the address cannot be listened on.
  package func run(started: @escaping @Sendable (Int) -> Void) async throws {
    var logger = Logger(label: "sanaq serve")
    logger.logLevel = .critical
    let application = Application(
      responder: site,
      server: .http1(
        configuration: .init(
          idleTimeout: .seconds(Self.idleSeconds),
          httpDecoderConfiguration: .init(
            maxHeaderFieldSize: Self.headerBytes, maxHeaderListSize: Self.headerBytes,
            maxHeaderFieldCount: 64))),
      configuration: .init(
        address: .hostname(host, port: port), serverName: nil,
        availableConnectionsDelegate: MaximumAvailableConnections(
          Self.connections, logger: logger)),
      onServerRunning: { started($0.localAddress?.port ?? 0) }, logger: logger)
    try await application.runService()
  }
}
