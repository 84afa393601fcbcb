import Foundation
import StatisticalModel
import Testing

@testable import Pipelining

@Suite("A pipeline's folder becomes the model's values")
struct DefinitionReaderTests {
  @Test("Every file's content arrives in the definition")
  func everything() throws {
    let (definition, folder) = try SmallPipeline().read()
    #expect(definition.id == "small")
    #expect(definition.title == ["en": "A small pipeline", "ru": "Пример"])
    #expect(definition.structure.dimensions.map(\.id) == ["indicator", "area", "period", "sex"])
    #expect(definition.structure.dimensions[3].total == "_T")
    #expect(definition.sources.map(\.id) == ["register", "survey"])
    #expect(definition.crosswalks.map(\.id) == ["area-names"])
    #expect(definition.crosswalks[0].dimension == "area")
    #expect(definition.rules.map(\.id) == ["both-sexes", "break"])
    // ".." is taken out by name: two folders up from Pipelines/small.
    let root = folder.path.dropLast("/Pipelines/small".count)
    #expect(folder.deliveries == "\(root)/RawData/small")
    #expect(folder.warehouse == "\(root)/Warehouse/small.sqlite")
  }

  @Test("An area stands on the map of squares where its newest line says; others stand nowhere")
  func tiles() throws {
    let area = try #require(try SmallPipeline().read().definition.structure.dimensions[1].codelist)
    #expect(area["KZ-35"]?.tile == GridPlace(column: 4, row: 3))
    #expect(area["KZ-62"]?.tile == GridPlace(column: 3, row: 3))
    #expect(area["KZ"]?.tile == nil)
  }

  @Test("A code with two lines has two stretches, and the newest names it")
  func codeWithTwoLines() throws {
    let area = try #require(try SmallPipeline().read().definition.structure.dimensions[1].codelist)
    let code = try #require(area["KZ-35"])
    #expect(code.parent == "KZ")
    #expect(code.names == ["en": "Karaganda region", "ru": "Карагандинская"])
    #expect(
      code.validity == [Validity(from: nil, to: 20_220_607), Validity(from: 20_220_608, to: nil)])
  }

  @Test("Indicators have their unit, measure and additive dimensions")
  func indicators() throws {
    let list = try #require(try SmallPipeline().read().definition.structure.dimensions[0].codelist)
    #expect(
      list["children"]?.indicator
        == IndicatorProperties(unit: "persons", measure: .stock, additive: ["area", "sex"]))
    #expect(list["share"]?.indicator?.additive == [])
  }

  @Test("A source's layout, mappings and marks are as written, and nothing is a boolean or number")
  func source() throws {
    let source = try SmallPipeline().read().definition.sources[0]
    #expect(source.concept.attributes[.denominator] == ConceptDefinition.unknown)
    #expect(source.concept.boundaryDay == 20_220_608)
    guard case .csv(let layout) = source.layout else {
      Issue.record("not CSV")
      return
    }
    #expect(layout.delimiter == UInt8(ascii: ";"))
    #expect(source.numbers.groups == [" ", "\u{A0}"])
    #expect(source.numbers.decimal == UInt8(ascii: ","))
    #expect(
      source.markers == [
        "": .absent(.missing), "no": .absent(.notCollected), "2017": .absent(.suppressed),
      ])
    #expect(source.values.map(\.codes) == [["sex": "F"], ["sex": "M"]])
    #expect(source.rows.map(\.id) == ["heading", "total-row"])
  }

  @Test("A dimension that stands in the header has a mapping, also where none is written")
  func header() throws {
    let source = try SmallPipeline().read().definition.sources[1]
    let period = try #require(source.dimensions.first { $0.dimension == "period" })
    guard case .header = period.origin else {
      Issue.record("not from the header")
      return
    }
    #expect(source.values.map(\.column) == ["2017", "2018"])
    #expect(source.values.allSatisfy { $0.roundingUnit == ExactDecimal(parsing: "0.1") })
    #expect(source.concept.copiedFrom == ["register"])
  }

  @Test("A rule's scope admits the listed codes and the period as text")
  func scope() throws {
    let definition = try SmallPipeline().read().definition
    let structure = definition.structure
    let scope = definition.rules[0].scope
    let inside = try structure.cell(parsing: "indicator=share,area=KZ-35,period=2017")
    let otherPeriod = try structure.cell(parsing: "indicator=share,area=KZ-35,period=2017/2018")
    let otherArea = try structure.cell(parsing: "indicator=share,area=KZ-62,period=2017")
    #expect(scope.matches(inside, in: structure))
    #expect(!scope.matches(otherPeriod, in: structure))
    #expect(!scope.matches(otherArea, in: structure))
    #expect(definition.rules[0].sources == ["survey"])
  }

  @Test("How sources are set against each other is read whole")
  func reconciliation() throws {
    let reconciliation = try SmallPipeline().read().definition.reconciliation
    #expect(reconciliation.materiality.percent == ExactDecimal(parsing: "0.5"))
    #expect(reconciliation.materialityByCell.map(\.materiality.floor) == [50])
    #expect(reconciliation.events.map(\.cause) == [.geography])
    #expect(reconciliation.bridges[0].steps[0].expression.constant == -2)
    #expect(reconciliation.bridges[0].steps[0].expression.terms[0].source == "register")
    #expect(reconciliation.precedence.map(\.rank) == [1, 2])
  }

  @Test("How broken rules become proposals is read whole, and has defaults")
  func editing() throws {
    var pipeline = SmallPipeline()
    let plain = try pipeline.read().definition.editing
    #expect(plain.methods == [.sign, .scale, .typing, .implied, .localisation])
    #expect(plain.maximumVariables == 40 && plain.maximumSolutions == 20)
    #expect(plain.weights.isEmpty)
    pipeline.files["rules.yaml"]? += """

      editing:
        methods: [typing, rounding, localisation]
        localise: {maxVariables: 12, maxSolutions: 3}
        weights:
          - {where: {sex: _T}, sources: [register], weight: 2.5}
          - {weight: 0.5}
      """
    let (definition, _) = try pipeline.read()
    let editing = definition.editing
    #expect(editing.methods == [.typing, .rounding, .localisation])
    #expect(editing.maximumVariables == 12 && editing.maximumSolutions == 3)
    let total = try definition.structure.cell(
      parsing: "indicator=children,area=KZ,period=2017,sex=_T")
    let girls = try definition.structure.cell(
      parsing: "indicator=children,area=KZ,period=2017,sex=F")
    func weight(_ key: CellKey, _ source: String) -> ExactDecimal {
      editing.weight(of: key, from: source, in: definition.structure)
    }
    // The first match counts.
    #expect(weight(total, "register") == ExactDecimal(parsing: "2.5"))
    #expect(weight(total, "survey") == ExactDecimal(parsing: "0.5"))
    #expect(weight(girls, "register") == ExactDecimal(parsing: "0.5"))
  }

  @Test("The files that decide a number are listed by path with their SHA-256")
  func files() throws {
    let files = try SmallPipeline().read().definition.files
    #expect(
      files.map(\.path) == [
        "codelists/area.csv", "codelists/indicator.csv", "codelists/sex.csv",
        "crosswalks/area-names.csv", "decisions/2024-01.yaml", "personal-data.yaml",
        "pipeline.yaml", "reconcile.yaml", "rules.yaml", "sources/register.yaml",
        "sources/survey.yaml", "structure.yaml",
      ])
    // sha256sum over the lines of the decision, without a line end behind the last.
    #expect(
      files[4].sha256 == "fa110c356f623d754eadd4db0d3cf3583a61f6376157980538a1a389906bdaae")
    // The same program over the five lines of the crosswalk, without a line end behind the last.
    #expect(
      files[3].sha256 == "c57e0201eb20cb2437353b7fa1fc8a2812ec683b01e742de439872c7199f2981")
  }

  @Test("Rules and reconciliation are optional")
  func optionalFiles() throws {
    var pipeline = SmallPipeline()
    pipeline.files["rules.yaml"] = nil
    pipeline.files["reconcile.yaml"] = nil
    let definition = try pipeline.read().definition
    #expect(definition.rules.isEmpty)
    #expect(definition.reconciliation.precedence.isEmpty)
  }

  @Test("A byte-order mark and CRLF, as editors on Windows write them, change nothing")
  func windowsText() throws {
    var pipeline = SmallPipeline()
    let text = try #require(pipeline.files["rules.yaml"])
    let hashes = try pipeline.read().definition.rules.map(\.hash)
    pipeline.files["rules.yaml"] = "\u{FEFF}" + text.replacing("\n", with: "\r\n")
    #expect(try pipeline.read().definition.rules.map(\.hash) == hashes)
  }

  @Test(
    "Where deliveries and warehouse are can be said, from the pipeline's folder or from the root")
  func places() throws {
    var pipeline = SmallPipeline()
    pipeline.files["pipeline.yaml"]? += "\ndeliveries: ../raw\nwarehouse: /var/lib/w.sqlite\n"
    let folder = try pipeline.read().folder
    #expect(folder.deliveries == folder.path.dropLast("small".count) + "raw")
    #expect(folder.warehouse == "/var/lib/w.sqlite")
  }

  @Test(
    "Paths are resolved by name",
    arguments: [
      ("../../RawData/x", "Pipelines/x", "RawData/x"), ("../../R/x", ".", "../../R/x"),
      ("../../R", "/a/b", "/R"), ("../../../R", "/a/b", "/R"), ("raw/./y", "p", "p/raw/y"),
      ("..", "p", "."),
    ])
  func resolving(_ path: String, from folder: String, gives expected: String) {
    #expect(PipelineFolder.resolve(path, from: folder) == expected)
  }
}
