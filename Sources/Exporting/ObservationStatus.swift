import SDMXVocabulary
import StatisticalModel
import Warehousing

/// The codes of CL_OBS_STATUS 2.2 that an export uses; README.md has the mapping as one table.
package enum ObservationStatus: String, CaseIterable, Sendable {
  case timeSeriesBreak = "B"
  case suppressed = "Q"
  case includedElsewhere = "K"
  case existsNotCollected = "L"
  case cannotExist = "M"
  case missing = "O"
  case notSignificant = "N"
  case definitionDiffers = "D"
  case unvalidated = "V"
  case imputed = "I"
  case estimated = "E"
  case provisional = "P"
  case normal = "A"

  /// Place in the hierarchy by which one code is chosen where a format has room for one only: the
  /// order above, in which a break stands before a suppression (guidelines to CL_OBS_STATUS).
  package var rank: Int { Self.allCases.firstIndex(of: self) ?? Self.allCases.count }

  /// As the code list names it.
  package var name: String {
    switch self {
    case .timeSeriesBreak: "Time series break"
    case .suppressed: "Missing value; suppressed"
    case .includedElsewhere: "Data included in another category"
    case .existsNotCollected: "Missing value; data exist but were not collected"
    case .cannotExist: "Missing value; data cannot exist"
    case .missing: "Missing value"
    case .notSignificant: "Not significant"
    case .definitionDiffers: "Definition differs"
    case .unvalidated: "Unvalidated value"
    case .imputed: "Value imputed by a receiving agency"
    case .estimated: "Estimated value"
    case .provisional: "Provisional value"
    case .normal: "Normal value"
    }
  }
}

extension Set<ObservationStatus> {
  /// In the order of the hierarchy; A where nothing else is to be said.
  package var codes: [String] {
    isEmpty
      ? [ObservationStatus.normal.rawValue] : sorted { $0.rank < $1.rank }.map(\.rawValue)
  }
}

extension ObservationStatus {
  /// Causes that mean "not the same quantity".
  private static let definitional: Set<Cause> = [.definition, .scope, .time, .geography]

  /// What is to be said of a figure, a break aside.
  static func statuses(of marked: MarkedFigure, isSetByPerson: Bool) -> Set<ObservationStatus> {
    let figure = marked.figure
    var statuses: Set<ObservationStatus> = []
    switch figure.status {
    case .published:
      if isSetByPerson || figure.method.hasPrefix("balanced:") { statuses.insert(.imputed) }
      if marked.isApproximate { statuses.insert(.estimated) }
    case .interval, .blocked, .series: statuses.insert(.missing)
    case .absent:
      let states = Set(marked.absences.map { status(of: $0) })
      statuses.insert(states.count == 1 ? states.first ?? .missing : .missing)
    }
    if marked.causes.contains(where: { definitional.contains($0) }) {
      statuses.insert(.definitionDiffers)
    }
    return statuses
  }

  /// What is to be said of a source's own value, a break aside.
  static func statuses(of statement: StatementRow) -> Set<ObservationStatus> {
    guard statement.value.number != nil else { return [status(of: statement.value.state)] }
    var statuses: Set<ObservationStatus> = []
    if statement.isInError { statuses.insert(.unvalidated) }
    if statement.value.qualifier == .approximate { statuses.insert(.estimated) }
    if statement.status == .preliminary { statuses.insert(.provisional) }
    return statuses
  }

  /// The code that says the same as a state.
  static func status(of state: ValueState) -> ObservationStatus {
    ObservationStatus(rawValue: state.observationStatus) ?? .missing
  }
}
