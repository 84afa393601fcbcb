internal import Exporting
internal import Reporting

extension WebSite {
  /// Every path there is; the first that fits counts.
  static let routes: [Route] = [
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

    Route("/sdmx/data/{flow}/{key?}/{provider?}", .sdmx { try $0.data() }),
    Route(
      "/sdmx/availableconstraint/{flow}/{key?}/{provider?}/{component?}",
      .sdmx { try $0.availability() }),
    Route("/sdmx/dataflow/{agency?}/{id?}/{version?}", .sdmx { try $0.structure(.dataflow) }),
    Route(
      "/sdmx/datastructure/{agency?}/{id?}/{version?}", .sdmx { try $0.structure(.dataStructure) }),
    Route("/sdmx/codelist/{agency?}/{id?}/{version?}", .sdmx { try $0.structure(.codelist) }),
    Route(
      "/sdmx/conceptscheme/{agency?}/{id?}/{version?}", .sdmx { try $0.structure(.conceptScheme) }),
    Route("/sdmx/{pipeline}/data/{flow}/{key?}/{provider?}", .sdmx { try $0.data() }),
    Route(
      "/sdmx/{pipeline}/availableconstraint/{flow}/{key?}/{provider?}/{component?}",
      .sdmx { try $0.availability() }),
    Route(
      "/sdmx/{pipeline}/dataflow/{agency?}/{id?}/{version?}",
      .sdmx { try $0.structure(.dataflow) }),
    Route(
      "/sdmx/{pipeline}/datastructure/{agency?}/{id?}/{version?}",
      .sdmx { try $0.structure(.dataStructure) }),
    Route(
      "/sdmx/{pipeline}/codelist/{agency?}/{id?}/{version?}",
      .sdmx { try $0.structure(.codelist) }),
    Route(
      "/sdmx/{pipeline}/conceptscheme/{agency?}/{id?}/{version?}",
      .sdmx { try $0.structure(.conceptScheme) }),

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
}

extension Answer {
  /// The one style of all pages; it changes with the program only.
  fileprivate static var stylesheet: Answer {
    Answer(.css, String(decoding: Page.css + Page.siteCSS, as: UTF8.self))
  }
}
