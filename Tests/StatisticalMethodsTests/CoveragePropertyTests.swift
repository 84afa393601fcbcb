import Foundation
import StatisticalMethods
import Testing

@testable import StatisticalMethods

@Suite("Coverage: properties")
struct CoveragePropertyTests {
  /// Printed with every failure, so that it can be run again.
  static let seeds: [UInt64] = [1, 20_250_613, 42, 7, 99]

  private static func randomTable(_ lists: Int, _ generator: inout SplitMix64, from: Int)
    -> ListOverlap
  {
    let names = (0..<lists).map { String(UnicodeScalar(UInt8(65 + $0))) }
    let counts = Dictionary(
      uniqueKeysWithValues: (1..<1 << lists).map { ($0, from + generator.below(300)) })
    do { return try ListOverlap(lists: names, counts: counts) } catch { fatalError("\(error)") }
  }

  @Test("closed forms equal the iterative fit", arguments: seeds)
  func closedForms(seed: UInt64) throws {
    var generator = SplitMix64(seed: seed)
    for _ in 0..<20 {
      let table = Self.randomTable(3, &generator, from: 1)
      let counts = table.counts.map { Double($0) }
      for choice in 0..<8 {
        let pairs = [0b011, 0b101, 0b110].enumerated().filter { choice >> $0.offset & 1 == 1 }
        let model = try #require(
          LogLinearModel(listCount: 3, interactions: pairs.map(\.element)))
        let closed = try #require(ClosedForm.unseen(of: model, counts: counts))
        let fit = try #require(
          PoissonFit(
            terms: model.terms, cells: Array(1..<8), counts: Array(counts.dropFirst())))
        #expect(abs(fit.unseen / closed - 1) < 1e-9, "seed \(seed)")
      }
    }
  }

  @Test("the fitted margins of every term equal the observed ones", arguments: seeds)
  func margins(seed: UInt64) throws {
    var generator = SplitMix64(seed: seed)
    for lists in 4...6 {
      let table = Self.randomTable(lists, &generator, from: 1)
      let model = Published.model(lists, "AB", "BC", "CD")
      let cells = Array(1..<table.counts.count)
      let fit = try #require(
        PoissonFit(
          terms: model.terms, cells: cells, counts: cells.map { Double(table.counts[$0]) }))
      for term in model.terms {
        let expected = cells.filter { $0 & term == term }.reduce(0) { $0 + fit.expected[$1 - 1] }
        #expect(
          abs(expected - Double(table.size(onAll: term))) < 1e-9 * Double(table.total),
          "seed \(seed)")
      }
    }
  }

  @Test("the order of rows and of columns changes nothing", arguments: [3, 4])
  func shuffled(lists: Int) throws {
    let table = lists == 3 ? Published.spinaBifida : Published.rome
    let order = Array((0..<lists).reversed())
    let counts = Dictionary(
      uniqueKeysWithValues: table.counts.indices.dropFirst().map { mask in
        (order.indices.reduce(0) { $0 | (mask >> order[$1] & 1) << $1 }, table.counts[mask])
      })
    let turned = try ListOverlap(lists: order.map { table.lists[$0] }, counts: counts)
    #expect(turned == table)
    let left = try #require(CoverageEstimate(table))
    let right = try #require(CoverageEstimate(turned))
    #expect(left.entries.map(\.fit) == right.entries.map(\.fit))
    #expect(left.supported == right.supported)
  }

  @Test("list names are sorted by scalars, whatever the order of columns")
  func names() throws {
    // Nine people on b alone, one on a alone.
    let table = try ListOverlap(lists: ["b", "a"], counts: [1: 9, 2: 1, 3: 2])
    #expect(table.lists == ["a", "b"])
    #expect(table.size(ofList: 0) == 3)
    #expect(table.size(ofList: 1) == 11)
  }

  @Test("wrong links leave every list as long as it was", arguments: LinkageError.Kind.allCases)
  func linkageKeepsLists(kind: LinkageError.Kind) throws {
    let counts = try #require(
      LinkageError(kind, rate: 0.05).trueCounts(of: Published.spinaBifida))
    for list in 0..<3 {
      let size = counts.indices.filter { $0 >> list & 1 == 1 }.reduce(0) { $0 + counts[$1] }
      #expect(abs(size - Double(Published.spinaBifida.size(ofList: list))) < 1e-9)
    }
  }

  @Test("two lists: 5 % of missed links mean m/0.95 people on both, 5 % of false ones 0.95 m")
  func linkageOfTwo() throws {
    let table = Published.table(["10": 781, "01": 254, "11": 167])
    let answer = try #require(CoverageEstimate(table))
    let sizes = answer.linkage.map { $0.range?.lowerBound.printed(6) }
    // n₁n₂/m with m divided or multiplied by 1 − ε.
    let exact = 948.0 * 421.0 / 167.0
    #expect(sizes[2] == (exact * 0.95).printed(6))
    #expect(sizes[5] == (exact / 0.95).printed(6))
  }

  @Test("what missed links did, false links undo")
  func linkageInverse() throws {
    // One pass each way returns to the table only if the two are the same operator.
    let seen = Published.table(["100": 1000, "010": 1000, "001": 1000, "110": 0, "111": 6000])
    let broken = try #require(LinkageError(.false, rate: 0.05).trueCounts(of: seen))
    // 6000 · 0.05 = 300 people in two: 100 lose each list.
    #expect(broken[0b111] == 5700)
    #expect(broken[0b011] == 100)
    #expect(broken[0b001] == 1100)
    let whole = Published.table([
      "100": 1100, "010": 1100, "001": 1100, "110": 100, "101": 100, "011": 100, "111": 5700,
    ])
    let mended = try #require(LinkageError(.missed, rate: 0.05).trueCounts(of: whole))
    #expect(abs(mended[0b111] - 6000) < 1e-9)
    #expect(abs(mended[0b011] - 0) < 1e-9)
    #expect(abs(mended[0b001] - 1000) < 1e-9)
  }

  @Test("missed links cannot have emptied a pattern: it was empty, and the rest is still corrected")
  func linkageOfSparseTables() throws {
    // 100 on all three lists at 5 % would leave 5.26 broken people, a third of them on B and C.
    let table = Published.table(["100": 90, "010": 80, "001": 70, "110": 9, "101": 9, "111": 100])
    let counts = try #require(LinkageError(.missed, rate: 0.05).trueCounts(of: table))
    #expect(counts[0b110] == 0)
    #expect(abs(counts[0b111] - 100 / 0.95) < 1e-9)
    // Nobody is on one list alone, so no link can have been missed.
    let closed = Published.table(["100": 0, "010": 0, "001": 9, "110": 9, "111": 100])
    #expect(LinkageError(.missed, rate: 0.05).trueCounts(of: closed) == nil)
  }

  @Test("four lists: the walk ends at c1:c2 for the HIV data and keeps every model it fitted")
  func walk() throws {
    let answer = try #require(CoverageEstimate(Published.rome))
    let least = answer.entries.min {
      ($0.fit.estimate?.aic ?? .infinity) < ($1.fit.estimate?.aic ?? .infinity)
    }
    // Rcapture's manual: only the interaction 1,2 is important.
    #expect(least?.fit.model == Published.model(4, "AB"))
    // Independence, six with one pair, five with AB and another, all pairs.
    #expect(answer.entries.count == 13)
    #expect(answer.entries.map(\.fit.model) == answer.entries.map(\.fit.model).sorted())
  }

  @Test("four lists that cannot be told apart: the walk takes the first pair in canonical order")
  func ties() throws {
    // Counts by the number of lists alone: every pair lowers the AIC by the same.
    let sizes = [0, 1000, 300, 200, 150]
    let table = try ListOverlap(
      lists: ["A", "B", "C", "D"],
      counts: Dictionary(uniqueKeysWithValues: (1..<16).map { ($0, sizes[$0.nonzeroBitCount]) }))
    let answer = try #require(CoverageEstimate(table))
    let two = answer.entries.map(\.fit.model.interactions).filter { $0.count == 2 }
    #expect(two.count == 5)
    #expect(two.allSatisfy { $0.contains(0b0011) })
  }

  @Test("a bootstrap is the same for the same seed, another for another, and holds its estimate")
  func bootstrap() throws {
    func draw(_ seed: UInt64) throws -> Bootstrap {
      let answer = CoverageEstimate(Published.spinaBifida, replicates: 200, seed: seed)
      return try #require(answer?.bootstrap)
    }
    let first = try draw(1)
    #expect(try draw(1) == first)
    #expect(try draw(2) != first)
    let answer = try #require(CoverageEstimate(Published.spinaBifida))
    for (entry, interval) in zip(answer.entries, first.intervals) {
      let size = try #require(entry.fit.estimate?.size)
      #expect(try #require(interval.range).contains(size))
    }
  }

  @Test("SplitMix64 gives the numbers of its reference implementation")
  func generator() {
    // Vigna's splitmix64.c with seed 1234567.
    var generator = SplitMix64(seed: 1_234_567)
    #expect(generator.next() == 6_457_827_717_110_365_317)
    #expect(generator.next() == 3_203_168_211_198_807_973)
  }
}
