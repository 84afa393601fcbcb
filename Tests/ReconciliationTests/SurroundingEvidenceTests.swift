import Reconciliation
import StatisticalModel
import TestSupport
import Testing

/// Two numbers alone say little; parts, periods, regions, editions, third sources and records say
/// more.
@Suite("What stands around two numbers that differ")
struct SurroundingEvidenceTests {
  private static let cell = "indicator=learners,area=KZ-62,period=2023"

  private func three(_ numbers: [String: String]) -> SourceReplies {
    var replies = SourceReplies([.sample("a"), .sample("b"), .sample("c")])
    for (source, text) in numbers.sorted(by: { $0.key < $1.key }) {
      replies.add(source, Self.cell, number(text))
    }
    return replies
  }

  private func flag(_ replies: SourceReplies, _ sources: [String] = ["a", "b"]) throws
    -> DiscrepancyFlag?
  {
    try replies.result(at: Self.cell)?.flags.first {
      $0.rule == "comparison" && $0.reported.map(\.source) == sources
    }
  }

  @Test("Parts that add up to the other side's number prove a total wrong")
  func parts() throws {
    var replies = three(["a": "412", "b": "402"])
    replies.add("a", ["\(Self.cell),sex=M": "250", "\(Self.cell),sex=F": "152"])
    let found = try #require(try flag(replies))
    #expect(found.cause == .arithmetic)
    #expect(found.confidence == .decisive)
    #expect(
      found.evidence.first?.values == ["source": "a", "dimension": "sex", "sum": "402"])
    // Parts of another sum prove nothing about this difference.
    var other = three(["a": "412", "b": "402"])
    other.add("a", ["\(Self.cell),sex=M": "250", "\(Self.cell),sex=F": "151"])
    #expect(try flag(other)?.cause == .unexplained)
    // One part alone may be all that the other side counts.
    var lone = three(["a": "412", "b": "402"])
    lone.add("a", "\(Self.cell),sex=M", number("402"))
    #expect(try flag(lone)?.cause == .arithmetic)
    #expect(try flag(lone)?.confidence == .probable)
  }

  @Test("A zero among the numbers of other years is probably a missing number")
  func zero() throws {
    func found(_ zero: String, _ other: String, years: [String: String]) throws -> Cause? {
      var replies = three(["a": zero, "b": other])
      for (year, text) in years.sorted(by: { $0.key < $1.key }) {
        replies.add("a", "indicator=learners,area=KZ-62,period=\(year)", number(text))
      }
      return try flag(replies)?.cause
    }
    #expect(try found("0", "57", years: ["2022": "61", "2024": "58"]) == .zero)
    // Zero before, nothing to compare with, a number too small: the zero may be true.
    #expect(try found("0", "57", years: ["2022": "61", "2024": "0"]) == .unexplained)
    #expect(try found("0", "57", years: [:]) == .unexplained)
    #expect(try found("0", "9", years: ["2022": "61"]) == .unexplained)
  }

  @Test("Exchanged digits are probable where a third source gives one of the numbers")
  func exchange() throws {
    let found = try #require(try flag(three(["a": "431", "b": "413", "c": "413"])))
    #expect(found.cause == .typing)
    #expect(found.confidence == .probable)
    #expect(found.evidence.map(\.key) == [.digitSlip, .thirdSourceAgrees])
    #expect(found.evidence.last?.values == ["source": "c", "number": "413"])
    // No third source, one that says something else, another slip, numbers of two digits.
    #expect(try flag(three(["a": "431", "b": "413"]))?.cause == .unexplained)
    #expect(try flag(three(["a": "431", "b": "413", "c": "400"]))?.cause == .unexplained)
    #expect(try flag(three(["a": "433", "b": "413", "c": "413"]))?.cause == .unexplained)
    #expect(try flag(three(["a": "31", "b": "13", "c": "13"]))?.cause == .unexplained)
  }

  @Test("A witness that copies one side is none")
  func copiedWitness() throws {
    var replies = SourceReplies([
      .sample("a"), .sample("b"),
      .sample("c", concept: ConceptDefinition(attributes: [:], copiedFrom: ["b"])),
    ])
    for (source, text) in [("a", "431"), ("b", "413"), ("c", "413")] {
      replies.add(source, Self.cell, number(text))
    }
    #expect(try flag(replies)?.cause == .unexplained)
  }

  @Test("The same difference the other way in one other region is children moved")
  func moved() throws {
    func found(_ regions: [String: (String, String)]) throws -> DiscrepancyFlag? {
      var replies = three(["a": "300", "b": "340"])
      for (region, (a, b)) in regions.sorted(by: { $0.key < $1.key }) {
        let cell = "indicator=learners,area=\(region),period=2023"
        replies.add("a", cell, number(a))
        replies.add("b", cell, number(b))
      }
      return try flag(replies)
    }
    let moved = try #require(
      try found(["KZ-35": ("540", "500"), "KZ-71": ("90", "90"), "KZ-75": ("88", "90")]))
    #expect(moved.cause == .geography)
    #expect(moved.confidence == .probable)
    #expect(moved.evidence.first?.values == ["area": "KZ-35", "difference": "40"])
    // Another difference, the same way, and two regions that could both be meant.
    #expect(try found(["KZ-35": ("541", "500")])?.cause == .unexplained)
    #expect(try found(["KZ-35": ("500", "540")])?.cause == .unexplained)
    #expect(
      try found(["KZ-35": ("540", "500"), "KZ-75": ("140", "100")])?.cause == .unexplained)
  }

  @Test("A difference of one digit is children moved only where no third region differs")
  func movedFew() throws {
    func cause(third: String) throws -> Cause? {
      var replies = three(["a": "300", "b": "304"])
      for (region, a, b) in [("KZ-35", "504", "500"), ("KZ-75", third, "90")] {
        let cell = "indicator=learners,area=\(region),period=2023"
        replies.add("a", cell, number(a))
        replies.add("b", cell, number(b))
      }
      return try flag(replies)?.cause
    }
    #expect(try cause(third: "90") == .geography)
    #expect(try cause(third: "91") == .unexplained)
  }

  @Test("A number that an earlier edition gave is a revision the other side has not heard of")
  func edition() throws {
    var replies = SourceReplies([.sample("a"), .sample("b")])
    replies.add("a", Self.cell, number("400"), edition: 1)
    replies.add("a", Self.cell, number("417"), edition: 2)
    replies.add("b", Self.cell, number("400"))
    let found = try #require(try flag(replies))
    #expect(found.cause == .revision)
    #expect(found.confidence == .decisive)
    #expect(found.evidence.first?.values == ["source": "a", "edition": "1"])
    replies.add("b", Self.cell, number("401"), edition: 2)
    #expect(try flag(replies)?.cause == .unexplained)
  }

  @Test("Records alike in every field were added up twice, where the sum is the larger one")
  func repeated() throws {
    func found(_ a: String, _ b: String, contents: [Int: UInt32]) throws -> DiscrepancyFlag? {
      var replies = SourceReplies([.sample("a", aggregation: .sum), .sample("b")])
      replies.add("a", Self.cell, number(a))
      replies.observations[0].records = [3, 5, 8]
      replies.add("b", Self.cell, number(b))
      return try Reconciler(
        definition: replies.definition(
          rules: [], reconciliation: ReconciliationDefinition(precedence: [.any(.interval)])),
        deliveries: replies.deliveries, observations: [replies.observations], occasion: .sample,
        fingerprint: { delivery, record in delivery == 0 ? contents[record] : nil }
      ).cells().results.flatMap(\.flags).first
    }
    let double = try #require(try found("112", "100", contents: [3: 7, 5: 9, 8: 7]))
    #expect(double.cause == .duplicate)
    #expect(double.confidence == .probable)
    #expect(double.evidence.first?.values == ["source": "a", "records": "3,8"])
    #expect(try found("88", "100", contents: [3: 7, 5: 9, 8: 7])?.confidence == .possible)
    #expect(try found("112", "100", contents: [3: 7, 5: 9, 8: 6])?.cause == .unexplained)
    #expect(try found("112", "100", contents: [:])?.cause == .unexplained)
    #expect(try found("100", "100", contents: [3: 7, 5: 9, 8: 7]) == nil)
  }
}
