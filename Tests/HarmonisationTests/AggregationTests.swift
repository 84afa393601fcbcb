import StatisticalModel
import TestSupport
import Testing

@Suite("Several records of one cell")
struct AggregationTests {
  @Test("Equal repetitions leave the number and are named")
  func equalDuplicates() {
    let rows = harmonise([number("5"), number("5")], .none)
    #expect(rows.observations.map(\.value) == [number("5")])
    #expect(rows.observations.map(\.records) == [[1]])
    #expect(rows.observations.map(\.duplicates) == [[2]])
    #expect(rows.ledger.loaded == 2)
  }

  @Test("Two numbers for one cell leave none, in any order and whatever follows")
  func conflictingDuplicates() {
    for values in [["5", "6"], ["6", "5"], ["5", "5", "6"], ["5", "6", "5"]] {
      let rows = harmonise(
        values.map { number($0) }, .none)
      #expect(rows.observations.map(\.value.state) == [.ambiguous])
      #expect(rows.observations.map(\.duplicates.count) == [values.count - 1])
    }
  }

  @Test("Schools of a region add up; a suppressed one makes the sum a lower bound")
  func sums() {
    let counted = harmonise([number("5"), number("7"), number("0")], .sum)
    #expect(counted.observations.map(\.value) == [number("12")])
    #expect(counted.observations.map(\.records) == [[1, 2, 3]])
    #expect(counted.observations.map(\.duplicates) == [[]])
    let bounded = harmonise(
      [number("5"), ObservedValue(absent: .suppressed), number("7")], .sum)
    #expect(bounded.observations.map(\.value) == [number("12", .atLeast)])
    let hidden = harmonise(
      [ObservedValue(absent: .suppressed), ObservedValue(absent: .suppressed)], .sum)
    #expect(hidden.observations.map(\.value) == [ObservedValue(absent: .suppressed)])
  }

  @Test("One cell without a target quarantines the record whole")
  func wholeRecords() {
    let rows = HarmonisedRows(
      .mapping("setting"),
      [
        StagedObservation(record: 1, ["setting": "MAIN"]),
        StagedObservation(record: 1, ["setting": "nowhere"]),
        StagedObservation(record: 2, ["setting": "HOME"]),
      ])
    #expect(rows.codes(of: "setting") == ["HOME"])
    #expect(rows.ledger.loaded == 1)
    #expect(rows.ledger.quarantined.map(\.locator.ordinal) == [1])
  }

  @Test("A text that is no period in the declared form is quarantined")
  func periods() {
    func harmonise(_ text: String, _ form: PeriodForm) -> HarmonisedRows {
      HarmonisedRows(
        .mapping("period", periodForm: form), [StagedObservation(["period": text])])
    }
    #expect(harmonise("201920", .schoolYear).codes(of: "period") == ["2019/2020"])
    #expect(harmonise("201920", .canonical).reasons == [.notAPeriod])
    #expect(harmonise("2019-21", .schoolYear).reasons == [.notAPeriod])
    #expect(harmonise("2011-12", .schoolYear).codes(of: "period") == ["2011/2012"])
  }

  @Test("The order of a file's records decides nothing")
  func orderIndependence() {
    var random = SeededGenerator()
    let values = [
      number("5"), number("6"), number("2.5"), number("10", unit: "5"), number("9", .atLeast),
      ObservedValue(absent: .suppressed), ObservedValue(absent: .missing),
    ]
    for _ in 0..<50 {
      let rows = (1...20).map { record in
        StagedObservation(
          record: record,
          ["setting": ["MAIN", "HOME", "nowhere"][Int.random(in: 0..<3, using: &random)]],
          values[Int.random(in: values.indices, using: &random)])
      }
      let shuffled = rows.shuffled(using: &random)
      for aggregation in Aggregation.allCases {
        let (one, other) = (
          HarmonisedRows(.mapping("setting", aggregation: aggregation), rows),
          HarmonisedRows(.mapping("setting", aggregation: aggregation), shuffled)
        )
        let seed = Comment("seed \(random.seed)")
        #expect(one.observations.map(\.key) == other.observations.map(\.key), seed)
        #expect(one.observations.map(\.value) == other.observations.map(\.value), seed)
        let records = [one, other].map { rows in
          rows.observations.map { ($0.records + $0.duplicates).sorted() }
        }
        #expect(records[0] == records[1], seed)
        #expect(one.ledger.loaded == other.ledger.loaded, seed)
        #expect(Set(one.ledger.quarantined) == Set(other.ledger.quarantined), seed)
      }
    }
  }

  private func harmonise(_ values: [ObservedValue], _ aggregation: Aggregation)
    -> HarmonisedRows
  {
    HarmonisedRows(
      .mapping("setting", aggregation: aggregation),
      values.enumerated().map {
        StagedObservation(record: $0 + 1, ["setting": "MAIN"], $1)
      })
  }
}
