import TestSupport

/// A pipeline of four sources, one of them delivered a hostile file, the others good ones.
struct HostilePipeline {
  let workdir: Workdir

  init() throws {
    workdir = try Workdir()
    for (name, text) in Self.definition { try workdir.write(text, to: "Pipelines/intake/\(name)") }
    try workdir.write("", to: "Warehouse/.keep")
    for source in HostileFile.Source.allCases {
      try deliver(Self.good(source), to: source)
      try workdir.write(Self.delivery(source), to: "RawData/intake/\(source)/delivery.yaml")
    }
  }

  static func file(_ source: HostileFile.Source) -> String {
    "RawData/intake/\(source)/\(source == .message ? "data.xml" : "data.csv")"
  }

  func deliver(_ bytes: [UInt8], to source: HostileFile.Source) throws {
    try workdir.write(bytes, to: Self.file(source))
  }

  /// Runs under a limit of memory, 256 MB for everything it writes to.
  ///
  /// A sanitiser needs terabytes of addresses, so that `.ci/sanitise` does without.
  func run(_ options: String...) throws -> ProgramResult {
    try Shell.run(
      """
      [ -n "$SANAQ_SANITISER" ] || ulimit -d 262144
      program=$1; shift; exec "$program" run intake --jobs 1 "$@"
      """, [Sanaq.executable] + options, in: workdir.path)
  }

  /// One number each, of a region of its own.
  static func good(_ source: HostileFile.Source) -> [UInt8] {
    switch source {
    case .table: Array("Region,Year,Value\nKZ-10,2020,5\n".utf8)
    case .kazakh: Array("Region;Year;Value\nKZ-11;2020;6\n".utf8)
    case .wide:
      [0xFF, 0xFE] + "Region,Year,Value\nKZ-15,2020,7\n".utf8.flatMap { [$0, 0] }
    case .message: Array("<d><r region='KZ-19' year='2020' v='8'/></d>".utf8)
    }
  }

  private static func delivery(_ source: HostileFile.Source) -> String {
    """
    deliveries:
      - file: \(source == .message ? "data.xml" : "data.csv")
        sender: Ministry
        received: 2021-01-15
        asOf: 2020-12-31
        edition: 1
        status: final
        licence: CC0
        citation: Made for this test.

    """
  }

  private static let definition: [(String, String)] =
    [
      (
        "pipeline.yaml",
        """
        pipeline: intake
        title: {en: Intake}

        """
      ),
      (
        "structure.yaml",
        """
        dimensions:
          - {id: indicator, codelist: indicator}
          - {id: area, codelist: area}
          - {id: period, time: true}

        """
      ),
      (
        "codelists/indicator.csv",
        "code,name_en,unit,measure,additive\nchildren,Children,children,stock,\n"
      ),
      (
        "codelists/area.csv",
        "code,name_en,valid_from\n"
          + ["KZ-10", "KZ-11", "KZ-15", "KZ-19"].map { "\($0),Region \($0),1990-01-01\n" }.joined()
      ),
      (
        "reconcile.yaml",
        """
        figures:
          - {id: any, where: {indicator: children}, use: interval, rank: 1, basis: A test.}

        """
      ),
    ] + HostileFile.Source.allCases.map { ("sources/\($0).yaml", source($0)) }

  private static func source(_ source: HostileFile.Source) -> String {
    """
    source: \(source)
    title: {en: A test}
    provider: ministry
    definition:
      concept: children
      denominator: unknown
      ageScope: 0-18
      institutions: all
      population: residence
      referenceDate: 31 December
      measure: stock
      territory: country
    file:
    \(layout(source))
    dimensions:
      indicator: {code: children}
      area: {column: Region}
      period: {column: Year, form: calendarYear}
    values:
      - {column: Value}

    """
  }

  private static func layout(_ source: HostileFile.Source) -> String {
    switch source {
    case .table: "  format: csv\n  columns: [Region, Year, Value]"
    case .kazakh: "  format: csv\n  encoding: KZ-1048\n  delimiter: \";\""
    case .wide: "  format: csv\n  encoding: UTF-16"
    case .message:
      "  format: xml\n  record: r\n  fields: {Region: \"@region\", Year: \"@year\", Value: \"@v\"}"
    }
  }
}
