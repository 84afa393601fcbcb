import LineageDelivery
import Testing

/// Where events go; that the addresses are those of openlineage-python is judged by it.
@Suite struct LineageEndpointTests {
  // RFC 3986, 5.2; the standard endpoint is that of the clients of OpenLineage.
  @Test(
    "the endpoint is resolved against the address as a link is",
    arguments: [
      ("http://host:5000", nil, "http://host:5000/api/v1/lineage"),
      ("http://host:5000/", "", "http://host:5000/api/v1/lineage"),
      ("https://host/base/", nil, "https://host/base/api/v1/lineage"),
      ("https://host/base", nil, "https://host/api/v1/lineage"),
      ("http://host/base/", "/events", "http://host/events"),
      (" http://host ", "x", "http://host/x"),
    ] as [(String, String?, String)])
  func addresses(url: String, endpoint: String?, address: String) throws {
    let environment = endpoint.map { ["OPENLINEAGE_ENDPOINT": $0] } ?? [:]
    #expect(try LineageEndpoint(url: url, environment: environment).address == address)
  }

  @Test(
    "what is no address is refused, and not repeated",
    arguments: [
      ("somewhere", [:], LineageEndpointError.noAddress), ("ftp://host/", [:], .noAddress),
      ("http://", [:], .noAddress), ("http://a b/", [:], .noAddress),
      ("https://user:secret@host/", [:], .user), ("https://secret@host/", [:], .user),
      ("http://host", ["OPENLINEAGE_ENDPOINT": "https://secret/"], .endpoint),
      ("http://host", ["OPENLINEAGE_ENDPOINT": "//secret/x"], .endpoint),
      ("http://host", ["OPENLINEAGE_API_KEY": "secret\r\nX: y"], .key),
      ("http://host", ["OPENLINEAGE_API_KEY": "secret é"], .key),
    ] as [(String, [String: String], LineageEndpointError)])
  func refused(url: String, environment: [String: String], error: LineageEndpointError) {
    #expect(throws: error) { try LineageEndpoint(url: url, environment: environment) }
    #expect(!error.description.contains("secret"))
  }

  @Test("the environment alone is enough, unless it says that nothing is to be sent")
  func environment() throws {
    let url = ["OPENLINEAGE_URL": "http://host"]
    #expect(try LineageEndpoint(environment: url) != nil)
    #expect(try LineageEndpoint(environment: [:]) == nil)
    #expect(try LineageEndpoint(environment: ["OPENLINEAGE_URL": ""]) == nil)
    #expect(
      try LineageEndpoint(environment: url.merging(["OPENLINEAGE_DISABLED": "True"]) { $1 }) == nil)
  }

  @Test("what stands behind a question mark is in no message")
  func names() throws {
    let endpoint = try LineageEndpoint(
      url: "http://host/", environment: ["OPENLINEAGE_ENDPOINT": "x?token=secret#y"])
    #expect(endpoint.name == "http://host/x")
  }
}
