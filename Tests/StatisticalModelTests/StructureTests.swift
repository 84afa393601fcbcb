import StatisticalModel
import TestSupport
import Testing

@Suite("Structures and cell keys")
struct StructureTests {
  private let kazakhstan = Structure.kazakhstan

  @Test("A key gives back the number of every dimension, in structures of any shape")
  func packingRoundTrip() throws {
    var random = SeededGenerator()
    for _ in 0..<200 {
      let seed = Comment("seed \(random.seed)")
      let structure = try #require(randomStructure(using: &random), seed)
      var key = CellKey(bits: 0)
      var numbers: [UInt32] = []
      for (position, dimension) in structure.dimensions.enumerated() {
        let number: UInt32
        if let list = dimension.codelist {
          number = UInt32.random(in: 0...UInt32(list.codes.count), using: &random)
        } else {
          number = period("\(Int.random(in: 1990...2030, using: &random))").packed
        }
        numbers.append(number)
        key = structure.replacing(position, with: number, in: key)
      }
      let back = structure.dimensions.indices.map { structure.number(at: $0, in: key) }
      #expect(back == numbers, seed)
      // Replacing a number leaves the others alone.
      let changed = structure.replacing(0, with: 0, in: key)
      #expect(structure.number(at: 0, in: changed) == 0, seed)
      #expect(structure.replacing(0, with: numbers[0], in: changed) == key, seed)
    }
  }

  @Test("Keys sort by the first dimension that differs, in code-list order")
  func keyOrder() {
    let ordered = [
      "indicator=learners,area=KZ,period=2019", "indicator=learners,area=KZ,period=2020",
      "indicator=learners,area=KZ-10,period=2018", "indicator=share,area=KZ,period=2017",
    ].map { kazakhstan.key($0) }
    #expect(ordered.shuffled().sorted() == ordered)
  }

  @Test("A structure has one time dimension, an indicator and at most 128 bits")
  func malformedStructures() {
    let indicator = Dimension(id: "indicator", values: .codes(Codelist(id: "i", codes: [])))
    let time = Dimension(id: "period", values: .time)
    let wide = (0..<110).map {
      Dimension(id: "d\($0)", values: .codes(Codelist(id: "l", codes: [Code(id: "a")])))
    }
    #expect(Structure(dimensions: [indicator, time]) != nil)
    #expect(Structure(dimensions: [indicator]) == nil)
    #expect(Structure(dimensions: [time]) == nil)
    #expect(Structure(dimensions: [indicator, time, time]) == nil)
    #expect(Structure(dimensions: [indicator, time] + wide) == nil)
    #expect(Structure(dimensions: [indicator, time] + wide.prefix(100)) != nil)
  }

  @Test("A cell is read in any order, with totals for what is not said")
  func cellInAnyOrder() throws {
    let parts = ["indicator=learners", "area=KZ-35", "period=2019/2020", "sex=F"]
    let canonical =
      "indicator=learners,area=KZ-35,period=2019/2020,sex=F,setting=_T,age=Y0T18"
    for _ in 0..<20 {
      let key = try kazakhstan.cell(parsing: parts.shuffled().joined(separator: ","))
      #expect(kazakhstan.text(of: key) == canonical)
    }
    #expect(kazakhstan.text(of: try kazakhstan.cell(parsing: canonical)) == canonical)
  }

  @Test("A cell without a period is a series")
  func series() throws {
    let key = try kazakhstan.cell(parsing: "indicator=learners")
    #expect(kazakhstan.period(of: key) == nil)
    #expect(kazakhstan.text(of: key).contains("period=*"))
    #expect(try kazakhstan.cell(parsing: "indicator=learners,period=*") == key)
  }

  @Test(
    "A cell that names nothing says what is wrong",
    arguments: [
      (
        "indicator=learners,aera=KZ",
        CellError.noDimension(
          "aera", known: ["indicator", "area", "period", "sex", "setting", "age"])
      ),
      ("indicator=learners,area=KZ-99", .noCode("KZ-99", dimension: "area")),
      ("indicator=learners,period=2019/2021", .noCode("2019/2021", dimension: "period")),
      ("indicator=learners,area", .malformed("area")),
      ("area=KZ-35", .missing(dimension: "indicator")),
      ("indicator=learners,sex=*", .missing(dimension: "sex")),
      ("", .missing(dimension: "indicator")),
      (
        " indicator=learners",
        .noDimension(
          " indicator", known: ["indicator", "area", "period", "sex", "setting", "age"])
      ),
    ])
  func cellErrors(text: String, error: CellError) {
    #expect(throws: error) { try kazakhstan.cell(parsing: text) }
  }

  @Test("A pattern admits the codes it names and every code of other dimensions")
  func patterns() {
    let pattern = kazakhstan.pattern(["indicator": ["learners"], "sex": ["M", "F"]])
    #expect(pattern.matches(kazakhstan.key("indicator=learners,sex=M,area=KZ-35"), in: kazakhstan))
    #expect(!pattern.matches(kazakhstan.key("indicator=learners,sex=_T"), in: kazakhstan))
    #expect(!pattern.matches(kazakhstan.key("indicator=share,sex=M"), in: kazakhstan))
    #expect(CellPattern().matches(kazakhstan.key("indicator=share"), in: kazakhstan))
  }

  @Test("A code holds on the days of its stretches, both ends included")
  func validity() throws {
    let area = try #require(kazakhstan.position(of: "area"))
    let list = try #require(kazakhstan.dimensions[area].codelist)
    let karaganda = try #require(list["KZ-35"])
    #expect(karaganda.validity(on: 2022_06_07)?.from == 1997_05_03)
    #expect(karaganda.validity(on: 2022_06_08)?.from == 2022_06_08)
    #expect(karaganda.validity(on: 1997_05_02) == nil)
    #expect(list["KZ-51"]?.validity(on: 2018_06_18) != nil)
    #expect(list["KZ-51"]?.validity(on: 2018_06_19) == nil)
  }

  private func randomStructure(using random: inout SeededGenerator) -> Structure? {
    func coded(_ id: String, upTo limit: Int) -> Dimension {
      let codes = (0..<Int.random(in: 0...limit, using: &random)).map { Code(id: "c\($0)") }
      return Dimension(id: id, values: .codes(Codelist(id: id, codes: codes)))
    }
    // List sizes around powers of two, where a bit too few would show.
    var dimensions = [coded("indicator", upTo: 3)]
    for index in 0..<Int.random(in: 0...6, using: &random) {
      dimensions.append(coded("d\(index)", upTo: 1 << Int.random(in: 0...9, using: &random)))
    }
    dimensions.append(Dimension(id: "period", values: .time))
    return Structure(dimensions: dimensions.shuffled(using: &random))
  }
}
