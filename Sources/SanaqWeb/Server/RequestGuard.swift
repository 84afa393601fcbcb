internal import HTTPTypes

/// What is looked at before a request is read at all.
///
/// A page of a stranger's site, open in the same browser, must not be able to read the warehouse:
/// neither under a name of its own that it has pointed at this machine (DNS rebinding; hence the
/// list of names) nor by embedding an answer (hence `Sec-Fetch-Site`, W3C Fetch Metadata).
struct RequestGuard: Sendable {
  /// Names of the machine itself, always answered to.
  static let ownNames = ["127.0.0.1", "[::1]", "localhost"]

  let hosts: Set<String>

  init(allowing hosts: [String]) {
    self.hosts = Set((Self.ownNames + hosts).map { $0.lowercased() })
  }

  func check(_ head: HTTPRequest) throws(Refusal) {
    guard head.method == .get || head.method == .head else { throw .method }
    try checkHost(head)
    let fields = head.headerFields
    let isNavigation = fields[.secFetchMode] == "navigate" && fields[.secFetchDest] == "document"
    if fields[.secFetchSite] == "cross-site", !isNavigation { throw .crossSite }
    if fields[.transferEncoding] != nil || (fields[.contentLength] ?? "0") != "0" {
      throw .bodyGiven
    }
  }

  private func checkHost(_ head: HTTPRequest) throws(Refusal) {
    // The first line of `Host` stands in `authority`, further ones among the fields.
    guard let authority = head.authority, head.headerFields[values: .secondHost].isEmpty else {
      throw .malformed
    }
    var name = authority.lowercased()[...]
    if let colon = name.lastIndex(of: ":"), !name[colon...].contains("]") {
      let port = name[colon...].dropFirst()
      guard (1...5).contains(port.utf8.count), port.utf8.allSatisfy({ (48...57).contains($0) })
      else { throw .host }
      name = name[..<colon]
    }
    guard hosts.contains(String(name)) else { throw .host }
  }
}

extension HTTPField.Name {
  /// The name `host` is kept from use by its module, which puts the first such line elsewhere.
  static let secondHost = Self(token: "Host")
  static let secFetchSite = Self(token: "Sec-Fetch-Site")
  static let secFetchMode = Self(token: "Sec-Fetch-Mode")
  static let secFetchDest = Self(token: "Sec-Fetch-Dest")
  static let referrerPolicy = Self(token: "Referrer-Policy")
  static let crossOriginOpenerPolicy = Self(token: "Cross-Origin-Opener-Policy")

  /// Every name above is a token (RFC 9110, 5.6.2), so that the other side is never taken.
  private init(token name: String) { self = Self(name) ?? .via }
}
