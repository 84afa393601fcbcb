/// Codes of CL_OBS_STATUS 2.2 that say why there is no number, or that a zero is none.
package enum SDMXObservationStatus: String, CaseIterable, Sendable {
  /// A holiday or weekend: nothing was to be measured.
  case missingHoliday = "H"
  case includedElsewhere = "K"
  case existsNotCollected = "L"
  case cannotExist = "M"
  /// Too small to show; not a real zero.
  case notSignificant = "N"
  case missing = "O"
  case suppressed = "Q"
}

/// The code of CL_CONF_STATUS that hides nothing.
package enum SDMXConfidentialityStatus {
  package static let free = "F"
  package static let confidential = "C"
  package static let internalUse = "N"
}
