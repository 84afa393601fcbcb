import HTTPTypes
import TestSupport
import Testing

@testable import SanaqWeb

/// Addresses and forms of the web service of SDMX, without a socket.
@Suite struct SDMXAddressTests {
  // RFC 9110, 12.5.1: the most exact range decides, then the weight; SDMX REST: without a version
  // the newest there is.
  @Test(
    "the form is the one that is accepted most",
    arguments: [
      (nil, "sdmx-ml-2.1"), ("", "sdmx-ml-2.1"), ("*/*", "sdmx-ml-2.1"),
      ("application/xml", "sdmx-ml-2.1"), ("text/*", "sdmx-ml-2.1"), ("text/csv", "sdmx-csv"),
      ("application/vnd.sdmx.data+csv", "sdmx-csv"),
      ("application/vnd.sdmx.data+csv;version=1.0.0", "sdmx-csv-1"),
      ("application/vnd.sdmx.data+csv; version=\"1.0.0\"; labels=id", "sdmx-csv-1"),
      ("application/vnd.sdmx.data+csv;version=1.0.0;labels=both", nil),
      ("application/vnd.sdmx.data+csv;version=2.1.0", nil),
      ("APPLICATION/vnd.sdmx.data+XML;Version=3.0.0", "sdmx-ml"),
      ("application/vnd.sdmx.structurespecificdata+xml;version=2.1", "sdmx-ml-2.1"),
      ("application/vnd.sdmx.genericdata+xml;version=2.1", nil), ("application/json", nil),
      ("application/json, text/xml, application/xml, */*", "sdmx-ml-2.1"),
      ("text/csv;q=0.9, application/vnd.sdmx.data+xml;q=0.3", "sdmx-csv"),
      ("text/csv;q=0.1, application/vnd.sdmx.data+xml;q=0.3", "sdmx-ml"),
      ("*/*, application/xml;q=0, application/vnd.sdmx.data+xml;q=0.5", "sdmx-csv"),
      ("*/*;q=0", nil), ("text/csv;q=2", nil), ("nonsense", nil), (";;,=", nil),
    ] as [(String?, String?)])
  func forms(field: String?, format: String?) {
    let best = SDMXMediaType.best(of: SDMXForms.data.map(\.type), accepted: field)
    #expect(best?.format == format)
  }

  @Test(
    "an address is refused with its status and an error message, whatever stands in it",
    arguments: [
      ("/sdmx", 404), ("/sdmx/", 404), ("/sdmx/data", 404), ("/sdmx/data/", 404),
      ("/sdmx/x/y/z", 404), ("/sdmx/data/F/K/P/X", 404), ("/sdmx/none/data/F", 404),
      ("/sdmx/../etc/passwd", 404), ("/sdmx/data/../../etc/passwd", 404),
      ("/sdmx//data/F", 400), ("/sdmx/data//K", 400), ("/sdmx/data/F%00", 400),
      ("/sdmx/data/F%2fG", 400), ("/sdmx/data/..%2f..%2fetc", 400), ("/sdmx/data/F%zz", 400),
      ("/sdmx/data/F%ff", 400), ("/sdmx/data/F%0d%0aX:1", 400), ("/sdmx/data/F;x", 400),
      ("/sdmx/data/%3Cscript%3E", 400), ("/sdmx/data/F\\G", 400), ("/sdmx/data/F?a=1&a=2", 400),
      ("/sdmx/schema/dataflow/A/B/1.0", 501), ("/sdmx/categoryscheme/all", 501),
      ("/sdmx/data/F/" + String(repeating: "A+", count: 4096), 414),
    ])
  func refusedAddresses(path: String, status: Int) async throws {
    let answer = try await Asking().ask(path)
    #expect(answer.status == status)
    #expect(answer.fields[.contentType] == "application/xml")
    #expect(answer.fields[.cacheControl] == "no-store")
    #expect(!answer.body.contains("script") && !answer.body.contains("passwd"))
    let document = try #require(MarkupDocument(answer.body))
    #expect(document.elements.map(\.name) == ["com:Text", "mes:ErrorMessage", "mes:Error"])
  }

  @Test("only reading is answered, under the machine's own names")
  func guarded() async throws {
    #expect(try await Asking().ask("/sdmx/dataflow", .post).status == 405)
    #expect(try await Asking().ask("/sdmx/dataflow", host: "evil.example").status == 421)
  }

  @Test("names that are markup stay names in structure messages, errors of queries name no input")
  func hostileNames() async throws {
    let site = try await ServedTexts(HostileTexts.all)
    let attack = "<script>alert(1)</script>"
    for format in ["sdmx-ml", "sdmx-ml-2.1"] {
      let answer = try await site.ask("/sdmx/dataflow/all/all?references=all&format=\(format)")
      #expect(answer.status == 200 && !answer.body.contains("<script"))
      let names = try #require(MarkupDocument(answer.body)).elements("com:Name").map(\.text)
      #expect(names.contains { $0.contains(attack) })
    }
    for (query, status) in [
      ("HOSTILE_FIGURES/.a0..", 400), ("HOSTILE_FIGURES/.a0+a1.%2E", 400),
      ("HOSTILE_FIGURES/.a0.c0.", 400), ("HOSTILE_FIGURES/.a0.c0", 200),
      ("HOSTILE_FIGURES/.nowhere.c0", 404), ("HOSTILE_FIGURES/.a0.c1", 404),
      ("HOSTILE_SOURCES/.a0.c0.base.1", 200), ("HOSTILE_SOURCES/.a0.c0.s1.1", 404),
      ("HOSTILE_SOURCES/.a0.c0.s0+base.", 200), ("HOSTILE_FIGURES/all/SANAQ", 200),
      ("HOSTILE_FIGURES/all/OTHER", 404), ("SANAQ,HOSTILE_FIGURES,1.0/all", 200),
      ("SANAQ,HOSTILE_FIGURES,2.0/all", 404), ("all/all", 400), ("a,b,c,d", 400),
      ("HOSTILE_FIGURES?startPeriod=2020&endPeriod=2020", 200),
      ("HOSTILE_FIGURES?startPeriod=2021", 404), ("HOSTILE_FIGURES?endPeriod=%3Cb%3E", 400),
      ("HOSTILE_FIGURES?lastNObservations=0", 400), ("HOSTILE_FIGURES?lastNObservations=1", 200),
      ("HOSTILE_FIGURES?firstNObservations=1&lastNObservations=1", 501),
      ("HOSTILE_FIGURES?dimensionAtObservation=REF_AREA", 501),
      ("HOSTILE_FIGURES?includeHistory=true", 501), ("HOSTILE_FIGURES?detail=%3Cb%3E", 400),
    ] {
      let answer = try await site.ask("/sdmx/data/\(query)")
      #expect(answer.status == status, "\(query)")
      #expect(!answer.body.contains("&lt;b"))
    }
  }
}
