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
    let best = SDMXMediaType.best(of: SDMXForms.data(.first).map(\.type), accepted: field)
    #expect(best?.format == format)
  }

  @Test(
    "who asks for none in particular gets the form of the generation that was asked",
    arguments: [
      (nil, "sdmx-ml"), ("*/*", "sdmx-ml"), ("application/xml", "sdmx-ml"),
      ("text/csv", "sdmx-csv"), ("application/vnd.sdmx.data+xml", "sdmx-ml"),
      ("application/vnd.sdmx.structurespecificdata+xml;version=2.1", "sdmx-ml-2.1"),
      ("application/vnd.sdmx.data+json;version=2.0.0", nil),
    ] as [(String?, String?)])
  func formsOfTheSecondGeneration(field: String?, format: String?) {
    let best = SDMXMediaType.best(of: SDMXForms.data(.second).map(\.type), accepted: field)
    #expect(best?.format == format)
  }

  // The guidelines on querying versions, for a version of two parts; + alone is taken for the latest.
  @Test(
    "a version is asked for by itself, by an operator, or from a part on",
    arguments: [
      ("*", true), ("~", true), ("+", true), ("1.0", true), ("1.~", true), ("1.*", true),
      ("~.0", true), ("*.0", true), ("1~.0", true), ("0~.9", true), ("1.0~", true), ("0*.0", true),
      ("1.1", false), ("2.0", false), ("1", false), ("1.0.0", false), ("1.0.0+", false),
      ("1.1~", false), ("2~.0", false), ("0.*", false), ("~.0.0", false),
      ("1.", nil), ("", nil), ("a", nil), ("1.0-x", nil), ("1+.~", nil), ("1.0.0.0", nil),
      ("99999999999999999999", nil), ("++", nil),
    ] as [(String, Bool?)])
  func versions(text: String, isMeant: Bool?) {
    #expect(VersionQuery(parsing: text[...])?.means("1.0") == isMeant)
  }

  @Test("queries of the second generation are answered, or refused with their status")
  func secondGeneration() async throws {
    let site = try await ServedTexts(HostileTexts.all)
    let flow = "dataflow/SANAQ/HOSTILE_FIGURES/1.0"
    for (query, status) in [
      (flow, 200), ("\(flow)/*", 200), ("*/*/HOSTILE_FIGURES/~", 200),
      ("datastructure/SANAQ/HOSTILE_FIGURES/+/", 200), ("\(flow)/*.a0.c0", 200),
      ("\(flow)/*.a0.c1,*.a0.c0", 200), ("\(flow)/*.a0", 200), ("\(flow)/*.a0.c1", 404),
      ("\(flow)/*.a0.c0.x", 400), ("\(flow)/*.a0.c*", 400), ("dataflow/SANAQ/*", 501),
      ("dataflow", 501), ("dataflow/OTHER/HOSTILE_FIGURES", 404), ("\(flow)x", 400),
      ("dataflow/SANAQ/HOSTILE_FIGURES/2.0", 404), ("\(flow)?c[REF_AREA]=a0", 200),
      ("\(flow)?c%5BREF_AREA%5D=nowhere", 404), ("\(flow)?c[REF_AREA]=sw:a", 200),
      ("\(flow)?c[TIME_PERIOD]=ge:2020%2Ble:2020", 200), ("\(flow)?c[TIME_PERIOD]=lt:1900", 404),
      ("\(flow)?c[TIME_PERIOD]=%3Cb%3E", 400), ("\(flow)?c[NOTHING]=1", 400),
      ("\(flow)?c[REF_AREA]=xx:1", 400), ("\(flow)?c[]=1", 400), ("\(flow)?c=1", 400),
      ("\(flow)?startPeriod=2020", 400), ("\(flow)?detail=full", 400),
      ("\(flow)?attributes=none", 200), ("\(flow)?attributes=OBS_STATUS,UNIT_MULT", 200),
      ("\(flow)?attributes=NOTHING", 400), ("\(flow)?measures=none&attributes=none", 200),
      ("\(flow)?lastNObservations=1", 200), ("\(flow)?limit=1", 501), ("\(flow)?offset=0", 200),
      ("\(flow)?updatedAfter=2020-01-01", 501), ("\(flow)?asOf=2020-01-01T00:00:00", 501),
      ("\(flow)?includeHistory=False", 200), ("provisionagreement/SANAQ/X", 404),
    ] {
      let answer = try await site.ask("/sdmx/data/\(query)")
      #expect(answer.status == status, "\(query)")
      #expect(!answer.body.contains("&lt;b"))
    }
    for (path, status) in [
      ("availability/\(flow)/*/REF_AREA", 200), ("availability/\(flow)/*/NOTHING", 404),
      ("availability/\(flow)/*.a0?mode=exact&references=none", 200),
      ("availability/\(flow)/*?c[OBS_STATUS]=A", 501), ("structure/dataflow", 200),
      ("structure/dataflow/*/*/*?references=all", 200), ("structure/codelist/SANAQ/*/1.0", 200),
      ("structure/dataflow/SANAQ/HOSTILE_FIGURES,HOSTILE_SOURCES/~?detail=raw", 200),
      ("structure/categoryscheme/*", 501), ("structure/dataflow/SANAQ/NOTHING", 404),
      ("structure/dataflow/a+b", 400), ("registration/id/x", 501), ("schema/dataflow/A/B", 501),
    ] {
      #expect(try await site.ask("/sdmx/\(path)").status == status, "\(path)")
    }
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
