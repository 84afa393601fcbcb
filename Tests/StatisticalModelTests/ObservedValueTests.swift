import StatisticalModel
import TestSupport
import Testing

@Suite("Observed values")
struct ObservedValueTests {
  @Test(
    "A sum with an absent part is a lower bound, never the sum of the rest",
    arguments: [
      ValueState.missing, .suppressed, .notCollected, .ambiguous, .roundedZero, .includedElsewhere,
    ])
  func absentPart(state: ValueState) {
    let absent = ObservedValue(absent: state)
    for sum in [number("12").adding(absent), absent.adding(number("12"))] {
      #expect(sum.number == 12)
      #expect(sum.qualifier == .atLeast)
      #expect(sum.exactNumber == nil)
      #expect(sum.upperBound == nil)
    }
  }

  @Test("Two absences of one kind are that kind, of two kinds missing, and never zero")
  func absences() {
    let suppressed = ObservedValue(absent: .suppressed)
    #expect(suppressed.adding(suppressed).state == .suppressed)
    #expect(suppressed.adding(ObservedValue(absent: .notCollected)).state == .missing)
    #expect(suppressed.adding(suppressed).number == nil)
  }

  @Test("Bounds add up to a bound of their kind, opposite bounds to a guess")
  func qualifiers() {
    let (more, fewer) = (number("5", .atLeast), number("5", .atMost))
    #expect(number("3").adding(more) == number("8", .atLeast))
    #expect(more.adding(more).qualifier == .atLeast)
    #expect(fewer.adding(number("3")) == number("8", .atMost))
    #expect(more.adding(fewer).qualifier == .approximate)
    #expect(number("1", .approximate).adding(more).qualifier == .approximate)
  }

  @Test("The order of parts does not change a sum")
  func associativity() {
    var random = SeededGenerator()
    let kinds =
      ValueState.allCases.filter { $0 != .reported }.map { ObservedValue(absent: $0) }
      + Qualifier.allCases.map { number("7", $0) } + [number("2.5"), number("40", unit: "10")]
    for _ in 0..<300 {
      let parts = (0..<5).map { _ in kinds[Int.random(in: kinds.indices, using: &random)] }
      let sum = parts.dropFirst().reduce(parts[0]) { $0.adding($1) }
      let shuffled = parts.shuffled(using: &random)
      let other = shuffled.dropFirst().reduce(shuffled[0]) { $0.adding($1) }
      #expect(sum == other, "seed \(random.seed)")
    }
  }

  @Test("A part of a number is an estimate; a whole of it stays what it was")
  func shares() {
    let value = number("10", unit: "5")
    #expect(value.times(1) == value)
    // F81 to specific learning disorders 0.6: nobody counted those six.
    #expect(value.times(decimal("0.6")) == number("6", .approximate))
    #expect(number("10", .atLeast).times(decimal("0.5")).qualifier == .atLeast)
    #expect(ObservedValue(absent: .suppressed).times(decimal("0.5")).state == .suppressed)
  }

  @Test(
    "Bounds of the truth",
    arguments: [
      (number("5"), "5", "5"), (number("5", .atLeast), "5", nil), (number("5", .atMost), "0", "5"),
      (number("5", .approximate), "0", nil), (ObservedValue(absent: .suppressed), "0", nil),
      (ObservedValue(absent: .roundedZero, roundingUnit: 5), "0", "5"),
      (ObservedValue(absent: .notApplicable), nil, nil),
    ] as [(ObservedValue, String?, String?)])
  func bounds(value: ObservedValue, lower: String?, upper: String?) {
    #expect(value.lowerBound == lower.map(decimal))
    #expect(value.upperBound == upper.map(decimal))
  }

  @Test("Each state has its code of SDMX CL_OBS_STATUS, and only a number is normal")
  func statusCodes() {
    // CL_OBS_STATUS 2.2: A normal, Q suppressed, L exists but was not collected, M cannot exist,
    // O missing for a reason that is not stated.
    #expect(ValueState.allCases.filter { $0.observationStatus == "A" } == [.reported])
    #expect(ValueState.suppressed.observationStatus == "Q")
    #expect(ValueState.notCollected.observationStatus == "L")
    #expect(ValueState.missing.observationStatus == "O")
    #expect(ValueState.notApplicable.observationStatus == "M")
  }
}
