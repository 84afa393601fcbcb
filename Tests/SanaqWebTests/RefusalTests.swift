import HTTPTypes
import Testing

@Suite struct WebRefusalTests {
  @Test(
    "only reading is answered",
    arguments: ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "get"])
  func methods(method: String) async throws {
    let method = try #require(HTTPRequest.Method(rawValue: method))
    let answer = try await Asking().ask("/en", method)
    #expect(answer.status == 405)
    #expect(answer.fields[.allow] == "GET, HEAD")
  }

  // DNS rebinding: a page of a stranger reaches 127.0.0.1 under a name that the stranger owns.
  @Test(
    "a name that is not the machine's own is refused",
    arguments: [
      "evil.example", "evil.example:8642", "127.0.0.1.evil.example", "localhost.evil.example",
      "localhost.", "127.0.0.1@evil.example", "0.0.0.0", "127.1", "[::1", "[::2]", "",
      "localhost:", "localhost:x", "localhost:80:80", "127.0.0.1:123456", "statistics.example.kz",
    ])
  func foreignHosts(host: String) async throws {
    #expect(try await Asking().ask("/en", host: host).status == 421)
  }

  @Test(
    "the machine's own names are answered to, with any port and in any case",
    arguments: ["127.0.0.1", "localhost", "LOCALHOST:1", "[::1]", "[::1]:8642", "127.0.0.1:65535"])
  func ownHosts(host: String) async throws {
    #expect(try await Asking().ask("/en", host: host).status == 200)
  }

  @Test("a name is answered to once it is allowed")
  func allowedHost() async throws {
    let asking = Asking(allowing: ["Statistics.example.kz"])
    #expect(try await asking.ask("/en", host: "statistics.example.kz").status == 200)
    #expect(try await asking.ask("/en", host: "other.example.kz").status == 421)
  }

  @Test("a request that names no host, or two, is refused")
  func countOfHosts() async throws {
    #expect(try await Asking().ask("/en", host: nil).status == 400)
    #expect(try await Asking().ask("/en", with: [("Host", "localhost")]).status == 400)
  }

  // W3C Fetch Metadata: an image or frame of another site, but not a link that somebody follows.
  @Test(
    "what another site's page embeds is refused, what somebody follows a link to is not",
    arguments: [
      ("cross-site", "no-cors", "image", 403), ("cross-site", "cors", "empty", 403),
      ("cross-site", "navigate", "iframe", 403), ("cross-site", "navigate", "document", 200),
      ("same-origin", "no-cors", "style", 200), ("none", "navigate", "document", 200),
    ])
  func fetchMetadata(site: String, mode: String, destination: String, status: Int) async throws {
    let answer = try await Asking().ask(
      "/en",
      with: [("Sec-Fetch-Site", site), ("Sec-Fetch-Mode", mode), ("Sec-Fetch-Dest", destination)])
    #expect(answer.status == status)
  }

  @Test(
    "a request with a body is refused",
    arguments: [("Content-Length", "5"), ("Transfer-Encoding", "chunked")])
  func bodies(name: String, value: String) async throws {
    #expect(try await Asking().ask("/en", with: [(name, value)]).status == 400)
  }

  @Test(
    "a path that steps out, hides something or is written in another way leads nowhere",
    arguments: [
      "/../etc/passwd", "/en/../../etc/passwd", "/en/..%2f..%2fetc", "/%2e%2e/%2e%2e/etc/passwd",
      "/en//about", "//en", "/en/./about", "/en/about/", "/en/%61bout", "/en/about%00",
      "/.git/config",
      "/assets/../assets/style.css", "/assets/style.css/x", "/assets/", "/en/a\\b", "/EN", "/xx",
      "/en/karaganda", "/api/v1", "/api/v2/pipelines", "/en/about;x=1", "/en/..;/about",
      "/en/\u{451}", "/%c0%ae%c0%ae/etc/passwd",
    ])
  func paths(path: String) async throws {
    let answer = try await Asking().ask(path)
    #expect(answer.status == 404)
    #expect(!answer.body.contains("passwd"))
  }

  @Test(
    "a parameter that is unknown, twice there or badly written is refused",
    arguments: [
      "/en?x=1", "/en/about?a=1&a=2", "/en/about?%zz=1", "/en/about?a=%f", "/en/about?a=%ff",
      "/en/about?a=%00", "/en/about?a=%0d%0aSet-Cookie:x", "/api/v1/pipelines?limit=1",
    ])
  func parameters(path: String) async throws {
    let answer = try await Asking().ask(path)
    #expect(answer.status == 400)
    #expect(answer.fields[.setCookie] == nil)
  }

  @Test("an address that is too long is refused before it is read")
  func longAddress() async throws {
    let answer = try await Asking().ask("/en/about?a=" + String(repeating: "b", count: 2048))
    #expect(answer.status == 414)
    #expect(try await Asking().ask("/" + String(repeating: "b", count: 2047)).status == 404)
  }

  @Test(
    "an error is told in the language of the address, else of the browser, with a way on",
    arguments: [
      ("/ru/nothing", "en", "ru"), ("/kk/nothing", "ru", "kk"),
      ("/nothing", "kk-KZ,ru;q=0.5", "kk"),
      ("/nothing", "de, fr;q=0.3", "en"), ("/nothing", "en;q=0.1, ru;q=0.9", "ru"),
      ("/nothing", "ru;q=0, kk;q=0.1", "kk"), ("/nothing", ";;q=,=", "en"),
    ])
  func languages(path: String, accepted: String, language: String) async throws {
    let answer = try await Asking().ask(path, with: [("Accept-Language", accepted)])
    #expect(answer.status == 404)
    #expect(answer.fields[.contentLanguage] == language)
    #expect(answer.body.contains("<html lang=\"\(language)\">"))
    #expect(answer.body.contains("href=\"/\(language)\""))
  }

  @Test("an error of the API is a problem document")
  func problem() async throws {
    let answer = try await Asking().ask("/api/v1/nothing/flags")
    #expect(answer.status == 404)
    #expect(answer.fields[.contentType] == "application/problem+json")
    #expect(answer.body.contains("\"status\":404"))
  }

  @Test("what was asked for is not repeated as markup")
  func inert() async throws {
    let answer = try await Asking().ask("/en/about?%3Cscript%3Ealert(1)%3C/script%3E=1")
    #expect(answer.status == 400)
    #expect(!answer.body.contains("<script"))
    #expect(answer.body.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
  }
}
