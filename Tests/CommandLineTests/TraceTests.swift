import Foundation
import TestSupport
import Testing

/// What `trace` says of a figure's bytes, checked against the files themselves.
@Suite("Trace: from a figure to the bytes of a file")
struct TraceTests {
  struct Trace: Decodable {
    struct Input: Decodable {
      struct Observation: Decodable {
        let field: Int
        let records: [Record]
      }
      let used: Bool
      let value: Answer.Value
      let delivery: Delivery
      let fileIsIntact: Bool
      let observations: [Observation]
    }
    struct Delivery: Decodable {
      let file: String
      let sha256: String
    }
    struct Record: Decodable {
      let line: Int
      let offset: Int
      let length: Int
      let sha256: String
    }
    let figure: Answer.Figure
    let inputs: [Input]
  }

  /// Twenty figures, other ones in every run; the seed is part of every failure.
  private func chosen(by generator: inout SeededGenerator) throws -> [(
    pipeline: String, id: String
  )] {
    let workspace = try Workspace.read.get()
    let figures = try Workspace.shipped.flatMap { pipeline in
      try workspace.answer(Answer.Figures.self, "figures", pipeline).figures
        .filter { $0.status != "series" }.map { (pipeline: pipeline, id: $0.id) }
    }
    return Array(figures.shuffled(using: &generator).prefix(20))
  }

  @Test("slice, hash and number are in the file at the place that is named")
  func twenty() throws {
    var generator = SeededGenerator()
    let workspace = try Workspace.read.get()
    for (pipeline, id) in try chosen(by: &generator) {
      let comment: Comment = "seed \(generator.seed), \(pipeline) \(id)"
      let trace = try workspace.answer(Trace.self, "trace", pipeline, id)
      #expect(trace.figure.id == id)
      // A cell that rules speak of and no source reports has no inputs, and no number either.
      #expect(trace.figure.lower == nil || !trace.inputs.isEmpty, comment)
      for input in trace.inputs {
        let file = "RawData/\(pipeline)/\(input.delivery.file)"
        let bytes = try workspace.bytes(file)
        #expect(input.fileIsIntact, comment)
        #expect(try input.delivery.sha256 == sha256(of: bytes), comment)
        let records = input.observations.flatMap(\.records)
        #expect(!records.isEmpty, comment)
        for record in records {
          let range = record.offset..<record.offset + record.length
          try #require(range.upperBound <= bytes.count, comment)
          let slice = Array(bytes[range])
          #expect(try record.sha256 == sha256(of: slice), comment)
          if let value = input.value.value {
            #expect(!spellings(of: value).isDisjoint(with: numbers(in: slice)), comment)
          }
        }
      }
    }
  }

  @Test("an id as figures prints it and the cell written by hand are one figure")
  func identity() throws {
    let workspace = try Workspace.read.get()
    let byHand = try workspace.sanaq(
      "trace", "karaganda", "setting=HOME_STUDY,period=2019,area=KZ-35,indicator=share-in-setting")
    let byID = try workspace.sanaq(
      "trace", "karaganda",
      "indicator=share-in-setting,area=KZ-35,period=2019,category=_T,setting=HOME_STUDY,post=_T")
    #expect(byHand.code == 0 && byHand.output == byID.output)
    // Table 1, the row of 2019, as it stands in the file.
    #expect(byHand.output.contains("2019;26,3;14,0;50,3;9,2"))
  }

  @Test("the cells that flags prints are ones that explain and trace take, a series' too")
  func cells() throws {
    let workspace = try Workspace.read.get()
    let printed = Set(
      try workspace.sanaq("flags", "karaganda").lines.filter { $0.hasPrefix("  indicator=") })
    // Shares and staff of the region, which cross the border change.
    #expect(printed.count { $0.contains("period=*") } == 2)
    for cell in printed {
      for verb in ["explain", "trace"] {
        let result = try workspace.sanaq(verb, "karaganda", String(cell.dropFirst(2)))
        #expect(result.code == 0, "\(verb) \(cell): \(result.errors)")
      }
    }
  }

  @Test("a file that is gone or altered is said to be, and the figure is still traced")
  func altered() throws {
    let workspace = try Workspace.published("karaganda")
    let cell = "setting=HOME_STUDY,period=2019,area=KZ-35,indicator=share-in-setting"
    let file = "RawData/karaganda/table-1/table-1.csv"
    var bytes = try workspace.bytes(file)
    bytes[bytes.count - 3] ^= 1
    try workspace.workdir.write(bytes, to: file)
    let trace = try workspace.answer(Trace.self, "trace", "karaganda", cell)
    #expect(trace.inputs.map(\.fileIsIntact) == [false])
    #expect(trace.inputs[0].value.value == number("9.2"))
  }

  /// The coreutils' opinion.
  private func sha256(of bytes: [UInt8]) throws -> String {
    let workdir = try Workdir()
    let result = try Shell.run("sha256sum <\"$1\"", [try workdir.write(bytes, to: "slice")])
    return String(result.output.prefix(64))
  }

  /// How a source may print the number: with comma or point, a zero more, or in thousands.
  private func spellings(of value: Decimal) -> Set<String> {
    let plain = [value, value / 1000].map { "\($0)" }
    return Set((plain + plain.map { "\($0).0" }).flatMap { [$0, $0.replacing(".", with: ",")] })
  }

  /// Runs of digits, whatever ASCII-based encoding the bytes are in: zero bytes of UTF-16 and the
  /// spaces between groups of thousands are passed over.
  private func numbers(in slice: [UInt8]) -> Set<String> {
    let spaces: Set<UInt8> = [0x00, 0x20, 0xA0, 0xC2, 0xE2, 0x80, 0xAF]
    let text = String(
      decoding: slice.filter { !spaces.contains($0) }.map { $0 < 0x80 ? $0 : 0x3F }, as: UTF8.self)
    let digits = Set("0123456789.")
    let apart = text.split { !digits.contains($0) }
    let joined = text.split { !digits.contains($0) && $0 != "," }
    return Set((apart + joined).map(String.init))
  }
}
