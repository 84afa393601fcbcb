import StatisticalModel

/// The decisions that keep a delivery's observations out of reconciliation.
///
/// They are judged before anything is compared, on the delivery itself: its bytes, edition and date
/// are what their authors saw.
struct Exclusions {
  /// In the order of replay.
  private(set) var judged: [JudgedDecision] = []
  /// By cell: the decisions about something a delivery says of it, in the order of replay.
  private(set) var cells: [CellKey: [JudgedDecision]] = [:]
  /// What counts.
  let admitted: [[SourceObservation]]

  init(
    _ decisions: [Decision], structure: Structure, deliveries: [DeliveredFile],
    observations: [[SourceObservation]], occasion: RunOccasion
  ) {
    var excluded: Set<Place> = []
    for decision in decisions {
      guard case .exclude(let path) = decision.action else { continue }
      let position = deliveries.firstIndex { $0.delivery.path == path }
      let places = Set(
        observations.lazy.joined().filter {
          $0.delivery == position && decision.scope.matches($0.key, in: structure)
        }.map { Place(delivery: $0.delivery, key: $0.key) })
      let outcome = Self.judge(
        decision, file: position.map { deliveries[$0] }, saysSomething: !places.isEmpty,
        occasion: occasion)
      judged.append(outcome)
      // One for other vintages leaves no mark on the cells of this one.
      guard outcome.status != .outOfScope else { continue }
      if outcome.status == .applied { excluded.formUnion(places) }
      for key in Set(places.map(\.key)) { cells[key, default: []].append(outcome) }
    }
    admitted =
      excluded.isEmpty
      ? observations
      : observations.map { list in
        list.filter { !excluded.contains(Place(delivery: $0.delivery, key: $0.key)) }
      }
  }

  private struct Place: Hashable {
    var delivery: Int
    var key: CellKey
  }

  private static func judge(
    _ decision: Decision, file: DeliveredFile?, saysSomething: Bool, occasion: RunOccasion
  ) -> JudgedDecision {
    if let hindrance = decision.hindrance(on: occasion) {
      return JudgedDecision(
        decision: decision, status: hindrance.status, why: [hindrance.why])
    }
    guard let file, saysSomething else {
      return JudgedDecision(
        decision: decision, status: .outOfScope, why: [Evidence(.decisionWithoutDelivery)])
    }
    let delivery = file.delivery
    let now = [
      SeenLine(
        delivery: delivery.path, sha256: file.sha256, edition: delivery.edition,
        asOf: delivery.asOf?.description)
    ]
    let changes = decision.changes(to: now)
    return JudgedDecision(
      decision: decision, status: changes.isEmpty ? .applied : .suspended, why: changes)
  }
}
