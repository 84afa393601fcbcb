import StatisticalModel
import TestSupport
import Testing

@Suite("Marks for absent values")
struct MarkerTests {
  @Test("Every mark is the state its source declares")
  func states() throws {
    let marks: [(String?, Marker, ObservedValue?)] = [
      (nil, .absent(.missing), ObservedValue(absent: .missing)),
      ("–", .absent(.ambiguous), ObservedValue(absent: .ambiguous)),
      ("х", .absent(.suppressed), ObservedValue(absent: .suppressed)),
      ("...", .absent(.notCollected), ObservedValue(absent: .notCollected)),
      ("NA", .absent(.notApplicable), ObservedValue(absent: .notApplicable)),
      ("0,0", .absent(.roundedZero), ObservedValue(absent: .roundedZero)),
      ("*", .absent(.includedElsewhere), ObservedValue(absent: .includedElsewhere)),
      ("#", .skip, nil),
    ]
    let markers = Dictionary(uniqueKeysWithValues: marks.map { ($0.0 ?? "", $0.1) })
    for (text, _, value) in marks {
      let staged = try stage(text, markers)
      #expect(staged.rows.map(\.value) == [value].compactMap(\.self))
      #expect(staged.ledger.quarantined.isEmpty)
    }
  }

  /// "-" is zero in Kazakhstan's tables and missing in the US IDEA files.
  @Test("One sign means different things in two sources")
  func collision() throws {
    #expect(try stage("-", ["-": .zero]).rows.first?.value.number == .zero)
    let missing = try stage("-", ["-": .absent(.missing)]).rows.first?.value
    #expect(missing == ObservedValue(absent: .missing))
  }

  /// In one workbook the confidential mark is Latin x 376 times and Cyrillic х 3 times.
  @Test("Marks that look alike are told apart, and each must be declared")
  func lookAlikes() throws {
    let latinOnly: [String: Marker] = ["x": .absent(.suppressed)]
    #expect(try stage("x", latinOnly).rows.first?.value.state == .suppressed)
    #expect(try stage("х", latinOnly).reasons == [.notANumber])
  }

  @Test("A mark made of digits is found before it is read as a number")
  func numericMarks() throws {
    // One public client turns the confidential x into -1; others use 9999.
    let markers: [String: Marker] = ["-1": .absent(.suppressed), "9999": .absent(.missing)]
    #expect(try stage("-1", markers).rows.first?.value.state == .suppressed)
    #expect(try stage("9999", markers).rows.first?.value.state == .missing)
    #expect(try stage("999", markers).rows.first?.value.number == 999)
  }

  @Test("A mark is the whole field, spaces and case included", arguments: ["x ", " x", "X", "xx"])
  func wholeField(text: String) throws {
    #expect(try stage(text, ["x": .absent(.suppressed)]).reasons == [.notANumber])
  }

  @Test("An empty field without a declared meaning is not a number either", arguments: [nil, ""])
  func emptyField(text: String?) throws {
    #expect(try stage(text, [:]).reasons == [.notANumber])
  }

  private func stage(_ text: String?, _ markers: [String: Marker]) throws -> StagedRows {
    try StagedRows(
      .regions(markers: markers), columns: SourceDefinition.regionColumns,
      records: [["KZ", "2022", text]])
  }
}
