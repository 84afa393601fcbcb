internal import Foundation

/// Where events of OpenLineage are sent, as its Python client is told: an address, an endpoint below it,
/// and a key.
package struct LineageEndpoint: Sendable {
  /// Each event is one POST to it.
  package let address: String
  /// Sent as a bearer token; in no message.
  let key: String?

  /// Takes the endpoint and the key from the environment, `OPENLINEAGE_ENDPOINT` and
  /// `OPENLINEAGE_API_KEY`.
  ///
  /// The endpoint, `api/v1/lineage` where none is given, is resolved against the address as a link on a
  /// page is (RFC 3986, 5.2): below `http://host/base/`, but beside `http://host/base`.
  package init(
    url text: String, environment: [String: String]
  ) throws(LineageEndpointError) {
    let trimmed = text.trimmingCharacters(in: .whitespaces)
    guard let base = URL(string: trimmed, encodingInvalidCharacters: false),
      ["http", "https"].contains(base.scheme?.lowercased()), base.host()?.isEmpty == false
    else { throw .noAddress }
    guard base.user() == nil, base.password() == nil else { throw .user }
    let endpoint = environment["OPENLINEAGE_ENDPOINT"].flatMap { $0.isEmpty ? nil : $0 }
    guard URL(string: endpoint ?? "", encodingInvalidCharacters: false) != nil || endpoint == nil,
      let url = URL(string: endpoint ?? Self.standardEndpoint, relativeTo: base),
      url.host() == base.host(), url.port == base.port, url.scheme == base.scheme
    else { throw .endpoint }
    let key = environment["OPENLINEAGE_API_KEY"].flatMap { $0.isEmpty ? nil : $0 }
    guard key?.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) ?? true else { throw .key }
    address = url.absoluteString
    self.key = key
  }

  /// The endpoint that `OPENLINEAGE_URL` names; nil where it names none, or `OPENLINEAGE_DISABLED` is
  /// `true`.
  package init?(environment: [String: String]) throws(LineageEndpointError) {
    let isDisabled = environment["OPENLINEAGE_DISABLED"]?.lowercased() == "true"
    guard let url = environment["OPENLINEAGE_URL"], !url.isEmpty, !isDisabled else { return nil }
    try self.init(url: url, environment: environment)
  }

  /// Whether a text is meant as an address, not as a file.
  package static func isAddress(_ text: String) -> Bool {
    text.lowercased().hasPrefix("http://") || text.lowercased().hasPrefix("https://")
  }

  /// For messages: what stands behind a question mark may be a secret.
  package var name: String { String(address.prefix { $0 != "?" && $0 != "#" }) }

  private static let standardEndpoint = "api/v1/lineage"
}

/// Why nothing can be sent to an address; what was given may be a secret and is not repeated.
package enum LineageEndpointError: Error, Hashable, Sendable, CustomStringConvertible {
  case noAddress
  case user
  case endpoint
  case key

  /// What is wrong, and the next step.
  package var description: String {
    switch self {
    case .noAddress:
      "the address for events is none. Write http://HOST:PORT or https://HOST, in --events or in "
        + "OPENLINEAGE_URL."
    case .user:
      "the address for events has a user in it. Put the key into OPENLINEAGE_API_KEY instead."
    case .endpoint:
      "OPENLINEAGE_ENDPOINT is no path below the address for events. Write one, like api/v1/lineage."
    case .key:
      "OPENLINEAGE_API_KEY has blanks, line ends or letters that no key has. Set it anew."
    }
  }
}
