import Foundation
import HTTPTypes
import Testing

@Suite struct WebResponseTests {
  @Test(
    "every answer forbids scripts, frames, guessing of types and telling where one came from",
    arguments: [
      "/", "/en", "/en/about", "/assets/style.css", "/api/v1/pipelines", "/api/v1/openapi.json",
      "/nothing", "/api/v1/nothing/flags", "/en?x=1",
    ])
  func securityFields(path: String) async throws {
    let fields = try await Asking().ask(path).fields
    let policy = try #require(fields[.contentSecurityPolicy])
    // ASVS 3.4.3: nothing that is not named is allowed, and no inline style or script is named.
    #expect(policy.hasPrefix("default-src 'none';"))
    #expect(!policy.contains("inline") && !policy.contains("eval") && !policy.contains("script"))
    for directive in ["form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'"] {
      #expect(policy.contains(directive))
    }
    #expect(fields[.xContentTypeOptions] == "nosniff")
    #expect(fields[.crossOriginResourcePolicy] == "same-origin")
    #expect(
      fields.contains { $0.name.canonicalName == "referrer-policy" && $0.value == "no-referrer" })
    #expect(
      fields.contains {
        $0.name.canonicalName == "cross-origin-opener-policy" && $0.value == "same-origin"
      })
    for name in ["access-control-allow-origin", "set-cookie", "server", "x-powered-by"] {
      #expect(!fields.contains { $0.name.canonicalName == name })
    }
    #expect(fields[.contentType] != nil)
  }

  @Test("HEAD answers as GET does, without the body", arguments: ["/en", "/assets/style.css"])
  func head(path: String) async throws {
    let (get, head) = (try await Asking().ask(path), try await Asking().ask(path, .head))
    #expect(head.status == get.status && head.body.isEmpty && !get.body.isEmpty)
    #expect(head.fields[.contentLength] == "\(get.body.utf8.count)")
    #expect(head.fields[.contentType] == get.fields[.contentType])
  }

  @Test("the first address leads to the language of the browser")
  func entrance() async throws {
    let answer = try await Asking().ask("/", with: [("Accept-Language", "kk, ru;q=0.8")])
    #expect(answer.status == 302 && answer.fields[.location] == "/kk")
    #expect(answer.fields[.vary] == "Accept-Language")
  }

  @Test("a page has the same address in the other languages", arguments: ["en", "ru", "kk"])
  func switching(language: String) async throws {
    let body = try await Asking().ask("/\(language)/about").body
    for other in ["en", "ru", "kk"] { #expect(body.contains("href=\"/\(other)/about\"")) }
    #expect(body.contains("<html lang=\"\(language)\">"))
  }

  @Test("the description of the API has exactly the paths that are answered")
  func described() async throws {
    let answer = try await Asking().ask("/api/v1/openapi.json")
    let document = try #require(
      JSONSerialization.jsonObject(with: Data(answer.body.utf8)) as? [String: Any])
    let paths = try #require(document["paths"] as? [String: Any]).keys.sorted()
    #expect(document["openapi"] as? String == "3.1.0")

    // The page for people lists them from the program's own table.
    let page = try await Asking().ask("/en/about").body
    let listed = page.matches(of: /\/(?:api\/v1|sdmx)\/[a-z.{}\/]*/).map { String($0.output) }
    #expect(Set(listed) == Set(paths))

    // And nothing that is described is unknown: without the pipeline it says so in a document.
    for path in paths {
      let asked = path.replacing("{vintage}", with: "1").replacing(/\{[a-z]+\}/, with: "none")
      let status = try await Asking().ask(asked).status
      #expect(status == (path.contains("{") ? 404 : 200), "\(path)")
    }
  }
}
