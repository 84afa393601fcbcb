internal import Exporting
internal import Reporting

extension WebSite {
  /// Every path there is; the first that fits counts.
  static let routes: [Route] =
    documents + sdmx(below: "/sdmx") + sdmx(below: "/sdmx/{pipeline}") + pages

  private static let documents: [Route] = [
    Route("/assets/style.css", .siteDocument { _ in .stylesheet }),
    Route("/api/v1/openapi.json", .siteDocument { try $0.openAPI() }),
    Route("/api/v1/pipelines", .siteDocument { try $0.pipelinesJSON() }),
    Route("/api/v1/{pipeline}/summary", .document { try $0.summaryJSON() }),
    Route("/api/v1/{pipeline}/figures", .document { try $0.figuresJSON() }),
    Route("/api/v1/{pipeline}/figures.csv", .document { try $0.figuresCSV() }),
    Route("/api/v1/{pipeline}/flags", .document { try $0.flagsJSON() }),
    Route("/api/v1/{pipeline}/flags.csv", .document { try $0.flagsCSV() }),
    Route("/api/v1/{pipeline}/cell", .document { try $0.cellJSON() }),
    Route("/api/v1/{pipeline}/trace", .document { try $0.traceJSON() }),
    Route("/api/v1/{pipeline}/quarantine", .document { try $0.quarantineJSON() }),
    Route("/api/v1/{pipeline}/quarantine.csv", .document { try $0.quarantineCSV() }),
    Route("/api/v1/{pipeline}/sources", .document { try $0.sourcesJSON() }),
    Route("/api/v1/{pipeline}/runs", .document { try $0.runsJSON() }),
    Route("/api/v1/{pipeline}/runs/{vintage}", .document { try $0.runJSON() }),
  ]

  private static let pages: [Route] = [
    Route("/{language}", .sitePage { try $0.home($1) }),
    Route("/{language}/about", .sitePage { try $0.about($1) }),
    Route("/{language}/{pipeline}", .page { try $0.overview($1) }),
    Route("/{language}/{pipeline}/discrepancies", .page { try $0.discrepancies($1) }),
    Route("/{language}/{pipeline}/figures", .page { try $0.figures($1) }),
    Route("/{language}/{pipeline}/cell", .page { try $0.cell($1) }),
    Route("/{language}/{pipeline}/trace", .page { try $0.trace($1) }),
    Route("/{language}/{pipeline}/sources", .page { try $0.sources($1) }),
    Route("/{language}/{pipeline}/runs", .page { try $0.runs($1) }),
    Route("/{language}/{pipeline}/runs/{vintage}", .page { try $0.run($1) }),
    Route("/{language}/{pipeline}/downloads", .page { try $0.downloads($1) }),
  ]

  /// The two generations of SDMX REST, of which the second names what it is asked about first.
  private static func sdmx(below base: String) -> [Route] {
    ["dataflow", "datastructure", "*"].flatMap { secondGeneration(below: base, about: $0) }
      + SDMXArtefact.allCases.flatMap { structures($0, below: base) } + [
        Route("\(base)/data/{flow}/{key?}/{provider?}", .sdmx { try $0.data() }),
        Route(
          "\(base)/availableconstraint/{flow}/{key?}/{provider?}/{component?}",
          .sdmx { try $0.availability() }),
      ]
  }

  private static func secondGeneration(below base: String, about context: String) -> [Route] {
    let flow = "\(context)/{agency?}/{id?}/{version?}"
    return [
      Route("\(base)/data/\(flow)/{key?}", .sdmx { try $0.ofSecondGeneration.data() }),
      Route(
        "\(base)/availability/\(flow)/{key?}/{component?}",
        .sdmx { try $0.ofSecondGeneration.availability() }),
    ]
  }

  private static func structures(_ kind: SDMXArtefact, below base: String) -> [Route] {
    let artefact = "\(kind.path)/{agency?}/{id?}/{version?}"
    return [
      Route("\(base)/\(artefact)", .sdmx { try $0.structure(kind) }),
      Route(
        "\(base)/structure/\(artefact)", .sdmx { try $0.ofSecondGeneration.structure(kind) }),
    ]
  }
}

extension Answer {
  /// The one style of all pages; it changes with the program only.
  fileprivate static var stylesheet: Answer {
    Answer(.css, String(decoding: Page.css + Page.siteCSS, as: UTF8.self))
  }
}
