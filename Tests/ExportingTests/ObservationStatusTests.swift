import StatisticalModel
import Testing

@testable import Exporting
@testable import Warehousing

/// The mapping of figures and statements to CL_OBS_STATUS 2.2, case by case.
@Suite struct ObservationStatusTests {
  private func figure(
    _ status: Figure.Status, method: String = "source:a", causes: [Cause] = [],
    absences: [ValueState] = [], isApproximate: Bool = false
  ) -> MarkedFigure {
    MarkedFigure(
      figure: FigureRow(
        cell: "", status: status, method: method, rule: "", outcome: .agrees, vintage: 1, hash: ""),
      causes: causes, severity: nil, absences: absences, isApproximate: isApproximate)
  }

  @Test("a figure has the codes that say what became of it")
  func figures() {
    let cases: [(MarkedFigure, Bool, [String])] = [
      (figure(.published), false, ["A"]),
      // Imputed by a receiving agency: the number is in no source's file.
      (figure(.published, method: "balanced:b"), false, ["I"]),
      (figure(.published, method: "decision:d"), true, ["I"]),
      (figure(.published, method: "decision:d"), false, ["A"]),
      (figure(.published, isApproximate: true), false, ["E"]),
      (figure(.published, causes: [.definition]), false, ["D"]),
      (figure(.published, causes: [.rounding]), false, ["A"]),
      (figure(.interval, causes: [.scope, .typing]), false, ["O", "D"]),
      (figure(.blocked, causes: [.arithmetic]), false, ["O"]),
      (figure(.absent, absences: [.suppressed]), false, ["Q"]),
      (figure(.absent, absences: [.notApplicable]), false, ["M"]),
      (figure(.absent, absences: [.notApplicable, .suppressed]), false, ["O"]),
      (figure(.absent), false, ["O"]),
    ]
    for (figure, isSet, codes) in cases {
      #expect(ObservationStatus.statuses(of: figure, isSetByPerson: isSet).codes == codes)
    }
  }

  @Test("a source's number is unvalidated while an error quotes it, and provisional if it says so")
  func statements() {
    func codes(
      _ value: ObservedValue, _ status: Delivery.Status = .final, isInError: Bool = false
    ) -> [String] {
      ObservationStatus.statuses(
        of: StatementRow(
          cell: "", source: "a", path: "", edition: 1, status: status, sha256: "", position: 0,
          value: value, certainty: .definite, isInError: isInError)
      ).codes
    }
    #expect(codes(ObservedValue(5)) == ["A"])
    #expect(codes(ObservedValue(5), .preliminary, isInError: true) == ["V", "P"])
    #expect(codes(ObservedValue(5, qualifier: .approximate)) == ["E"])
    #expect(codes(ObservedValue(5, qualifier: .atLeast)) == ["A"])
    #expect(codes(ObservedValue(absent: .suppressed), .preliminary) == ["Q"])
    #expect(codes(ObservedValue(absent: .notCollected)) == ["L"])
    #expect(codes(ObservedValue(absent: .roundedZero)) == ["N"])
  }

  @Test("where only one code fits, a break stands before a suppression")
  func hierarchy() {
    #expect(Set([ObservationStatus.suppressed, .timeSeriesBreak]).codes == ["B", "Q"])
    #expect(ObservationStatus.allCases.last == .normal)
  }
}
