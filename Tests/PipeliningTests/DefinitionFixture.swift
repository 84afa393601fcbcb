import Foundation
import StatisticalModel
import Testing

@testable import Pipelining

/// The smallest pipeline that uses every kind of file, as text by path, for tests to edit.
struct SmallPipeline {
  var files: [String: String] = [
    "pipeline.yaml": """
    pipeline: small
    title: {en: A small pipeline, ru: Пример}
    """,
    "structure.yaml": """
    dimensions:
      - {id: indicator, codelist: indicator}
      - {id: area, codelist: area}
      - {id: period, time: true}
      - {id: sex, codelist: sex, total: _T}
    """,
    "codelists/indicator.csv": """
    code,name_en,unit,measure,additive
    children,Children,persons,stock,area sex
    share,Share in general classes,percent,stock,
    """,
    "codelists/area.csv": """
    tile_column,tile_row,code,parent,name_en,name_ru,valid_from,valid_to
    ,,KZ,,Kazakhstan,,,
    2,2,KZ-35,KZ,Karaganda,,,2022-06-07
    4,3,KZ-35,,Karaganda region,Карагандинская,2022-06-08,
    3,3,KZ-62,KZ,Ulytau,,2022-06-08,
    """,
    "codelists/sex.csv": """
    code,parent,name_en,from,to
    _T,,Total,,
    F,_T,Girls,,
    M,_T,Boys,,
    """,
    // Jezkazgan became a part of Ulytau; the shares of each stretch add up to 1 by hand.
    "crosswalks/area-names.csv": """
    source_code,target_code,share,valid_from,valid_to,certainty
    Karaganda,KZ-35,,,,
    Jezkazgan,KZ-35,,,2022-06-07,
    Jezkazgan,KZ-35,0.4,2022-06-08,,probable
    Jezkazgan,KZ-62,0.6,2022-06-08,,probable
    """,
    "sources/register.yaml": """
    source: register
    title: {en: Register}
    provider: statistics-office
    definition:
      concept: children with a disability
      measure: stock
      denominator: unknown
      boundaryDate: 2022-06-08
    file:
      format: csv
      delimiter: ";"
      columns: [Region, Year, Girls, Boys, Note]
    rows:
      - {rule: heading, when: [{column: Region, filled: true}, {othersBlank: Region}], ignore: true}
      - {rule: total-row, when: [{column: Region, is: Total}], total: {area: KZ}}
    dimensions:
      indicator: {code: children}
      area: {column: Region, crosswalk: area-names, match: names}
      period: {column: Year, form: calendarYear}
    values:
      - {column: Girls, set: {sex: F}}
      - {column: Boys, set: {sex: M}}
    numbers: {decimal: ",", groups: [space, nbsp], prefixes: {">": atLeast}}
    missing: {"": missing, no: notCollected, 2017: suppressed}
    """,
    "sources/survey.yaml": """
    source: survey
    title: Survey
    provider: ministry
    definition: {concept: children, copiedFrom: [register]}
    file: {format: xml, record: Obs, fields: {Area: "@area", "2017": Y2017, "2018": Y/@v}}
    dimensions:
      indicator: {code: share}
      area: {column: Area}
    values:
      - {columns: ["2017", "2018"], header: period, roundingUnit: 0.1}
    """,
    "personal-data.yaml": """
    numbers:
      - {id: pin, digits: 8, birthDate: 1, weights: [[1, 2, 3, 4, 5, 6, 7]], modulus: 11, check: remainder}
    columns: [surname]
    """,
    "rules.yaml": """
    rules:
      - id: both-sexes
        relation: "[sex=F] + [sex=M] = [sex=_T]"
        where: {indicator: share, area: [KZ, KZ-35], period: 2017}
        sources: [survey]
        severity: error
        owner: statistician
        basis: by definition
        passes:
          values: {"[sex=F]": 33.3, "[sex=M]": [66.8], "[sex=_T]": 100}
          roundingUnit: 0.1
        fails:
          values: {"[sex=F]": 33.3, "[sex=M]": 66.9, "[sex=_T]": 100.1}
      - id: break
        change: 20
        severity: warning
        owner: statistician
        basis: experience
        passes: {values: {before: [36.3], after: 37.1}}
        fails: {values: {before: 39.4, after: 64.5}}
    """,
    "reconcile.yaml": """
    materiality: {floor: 1, percent: 0.5}
    materialityByCell:
      - {where: {indicator: share}, floor: 50}
    events:
      - id: split
        cause: GEO
        date: 2022-06-08
        where: {area: KZ-35}
        reason: {en: The region was divided}
        basis: decree
    bridges:
      - id: girls-only
        left: register
        right: survey
        basis: questionnaire
        steps:
          - {cause: SCO, label: {en: Boys}, amount: "register[sex=M] - 2"}
    figures:
      - {id: from-register, where: {indicator: children}, use: register, basis: law}
      - {id: shares, where: {indicator: share}, use: interval, rank: 2, basis: none better}
    balancing:
      - id: halves
        where: {indicator: share}
        sources: [survey]
        reliability: {survey: {percent: 5}}
        rules: [part-whole]
        level: 0.01
        upper: 100
        basis: the sexes are the whole
    """,
    // The hash is that of `printf 'LINE\\n' | sha256sum` over the one line seen.
    "decisions/2024-01.yaml": """
    decision: 2024-01
    author: A. Omarova
    role: head of social statistics
    date: 2024-01-15
    flag: abababababababababababababababababababababababababababababababab
    rule: comparison
    where: {indicator: children, area: KZ, period: 2017, sex: F}
    vintages: {from: 3}
    explained: DEF
    reason: {en: Two registers, ru: Два реестра}
    evidence:
      sha256: 3deccb79ef10c7cee99aabce8716a8b0c5ce2826a239de45392ffa568b82f6ae
      seen:
        - register indicator=children,area=KZ,period=2017,sex=F 5 edition=1 as-of=unknown
    expires: 2025-01-15
    """,
    "README.md": "What the pipeline shows.\n",
    "sources/.keep": "",
  ]

  /// Replaces text that must be in a file, so that an edit cannot miss silently.
  mutating func replace(_ old: String, with new: String, in file: String) throws {
    let text = try #require(files[file])
    try #require(text.contains(old), "\(file) has no '\(old)'")
    files[file] = text.replacingOccurrences(of: old, with: new)
  }

  /// Writes the files below a new folder `small` and hands its path to `body`.
  func withFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
    let root = FileManager.default.temporaryDirectory.appendingPathComponent(
      "sanaq-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: root) }
    let folder = root.appendingPathComponent("Pipelines/small")
    for (path, text) in files {
      let file = folder.appendingPathComponent(path)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
    return try body(folder.path)
  }

  func read() throws -> (definition: PipelineDefinition, folder: PipelineFolder) {
    try withFolder { path in
      let (definition, folder) = try DefinitionReader(folder: path).read()
      return (definition, folder)
    }
  }

  /// The problems of the pipeline; none when it can be read.
  func problems() throws -> [DefinitionProblem] {
    do {
      _ = try read()
      return []
    } catch let error as DefinitionErrors {
      return error.problems
    }
  }
}
