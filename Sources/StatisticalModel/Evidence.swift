/// A fact that speaks for a cause: a message key and what fills it.
///
/// Words are made in reporting.
package struct Evidence: Sendable, Hashable {
  package var key: EvidenceKey
  package var values: [String: String]

  package init(_ key: EvidenceKey, _ values: [String: String] = [:]) {
    self.key = key
    self.values = values
  }
}

package enum EvidenceKey: String, CaseIterable, Sendable {
  case residualBeyondRounding, residualWithinRounding, residualOfExactCounts
  case rangeGap
  case statesDiffer, ambiguousMarker, zeroAmongNumbers
  case attributeDiffers, attributeUnknown
  case dateDiffers, stockAgainstFlow
  case extentDiffers, seriesCrossesBoundary, oppositeDifference
  case sameOrigin, digitSlip, powerOfTen, thirdSourceAgrees
  /// An independent source or a rule holds with one of two numbers only.
  case agreesWithOne
  case partsGiveOther
  case copiedSource
  case laterEdition, earlierEditionAgrees
  case duplicateRecords, repeatedRecords, repeatedUnits
  case knownEvent
  case changeBeyondLimit
  /// Why no values are proposed: the record is too large, the search was given up, nothing fits,
  /// or there are too many explanations.
  case recordTooLarge, searchGivenUp, noValuesFit, explanationsNotListed
  case gateRefused, gateOverridden, definitionsBarBalancing
  case rulesContradict, blockTooLarge, blockUnsolved
  case noEvidence
  case decisionForOtherVintages, decisionExpired, decisionEvidenceChanged, decisionContradicted
  case decisionWithoutCell, decisionWithoutFlag, decisionWithoutNumber, decisionWithoutDelivery
}
