/// The documents of the API, as the page about it lists them and `openapi.json` describes them.
struct APIDocument {
  let path: String
  let summary: String

  /// The description for programs (OpenAPI 3.1), kept beside the code.
  static var openAPI: String { String(decoding: PackageResources.openapi_json, as: UTF8.self) }

  static let all: [APIDocument] = [
    .init(path: "/api/v1/pipelines", summary: "The pipelines that are served."),
    .init(
      path: "/api/v1/{pipeline}/summary",
      summary: "Cells by period, outcome and status; flags by cause and severity."),
    .init(path: "/api/v1/{pipeline}/figures", summary: "The reconciled figures, all of them."),
    .init(path: "/api/v1/{pipeline}/figures.csv", summary: "The same as CSV."),
    .init(path: "/api/v1/{pipeline}/flags", summary: "The discrepancies, all of them."),
    .init(path: "/api/v1/{pipeline}/flags.csv", summary: "The same as CSV."),
    .init(path: "/api/v1/{pipeline}/cell", summary: "All that is known of one cell."),
    .init(path: "/api/v1/{pipeline}/trace", summary: "A figure back to records and bytes."),
    .init(path: "/api/v1/{pipeline}/quarantine", summary: "The records that were not loaded."),
    .init(path: "/api/v1/{pipeline}/quarantine.csv", summary: "The same as CSV."),
    .init(path: "/api/v1/{pipeline}/sources", summary: "How each source's numbers fared."),
    .init(path: "/api/v1/{pipeline}/runs", summary: "The runs that made a vintage."),
    .init(
      path: "/api/v1/{pipeline}/runs/{vintage}",
      summary: "One run: its deliveries, their ledgers, the files of the definition."),
    .init(path: "/api/v1/openapi.json", summary: "The description of all this for programs."),
    .init(
      path: "/sdmx/data/{flow}/{key}",
      summary: "SDMX REST 1.5: figures or sources, by key and period; all pipelines."),
    .init(
      path: "/sdmx/availableconstraint/{flow}/{key}",
      summary: "SDMX: the values that there are in each dimension."),
    .init(path: "/sdmx/dataflow/{agency}/{id}/{version}", summary: "SDMX: the dataflows."),
    .init(
      path: "/sdmx/datastructure/{agency}/{id}/{version}", summary: "SDMX: their structures."),
    .init(path: "/sdmx/codelist/{agency}/{id}/{version}", summary: "SDMX: code lists."),
    .init(path: "/sdmx/conceptscheme/{agency}/{id}/{version}", summary: "SDMX: concepts."),
  ]
}
