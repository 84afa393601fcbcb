/// A person's signed, dated, scoped, expiring instruction, tied to the values that person saw.
///
/// It is a file of the definition: every run replays it. A run in which those values are others
/// suspends it.
package struct Decision: Hashable, Sendable {
  package enum Action: Hashable, Sendable {
    /// The figure is the number of this source.
    case accept(source: String)
    /// The figure is this value, or lies between these bounds; at least one is given.
    case set(value: ExactDecimal?, lower: ExactDecimal?, upper: ExactDecimal?)
    /// The difference that a flag shows has this cause, and no longer stands in the way.
    case explain(Cause)
    /// What the delivery of this path, below the folder of deliveries, says does not count.
    case exclude(delivery: String)

    /// Whether it puts a person's number, or nothing, in the place of a ministry's.
    package var needsSecondSigner: Bool {
      switch self {
      case .set, .exclude: true
      case .accept, .explain: false
      }
    }
  }

  package var id: String
  package var author: String
  package var role: String
  package var date: Period
  /// The last day on which it holds.
  package var expires: Period?
  package var secondSigner: String?
  package var action: Action
  /// The cells it is about.
  package var scope: CellPattern
  /// The vintages it is for, both included; nil is an open end.
  package var firstVintage: Int?
  package var lastVintage: Int?
  /// The flag it was made from, as `flags --json` named it then.
  package var flag: String?
  /// The rule whose flags it is about.
  package var rule: String?
  package var reason: LocalizedText
  /// What the person saw, sorted, each line once.
  package var seen: [SeenLine]
  /// SHA-256 in hexadecimal of the lines of `seen`, each with a line feed behind it.
  package var evidence: String
  /// Of the file, in hexadecimal.
  package var sha256: String

  package init(
    id: String, author: String, role: String, date: Period, expires: Period? = nil,
    secondSigner: String? = nil, action: Action, scope: CellPattern, firstVintage: Int? = nil,
    lastVintage: Int? = nil, flag: String? = nil, rule: String? = nil, reason: LocalizedText,
    seen: [SeenLine], evidence: String, sha256: String
  ) {
    self.id = id
    self.author = author
    self.role = role
    self.date = date
    self.expires = expires
    self.secondSigner = secondSigner
    self.action = action
    self.scope = scope
    self.firstVintage = firstVintage
    self.lastVintage = lastVintage
    self.flag = flag
    self.rule = rule
    self.reason = reason
    self.seen = seen
    self.evidence = evidence
    self.sha256 = sha256
  }
}

extension Decision: Comparable {
  /// The order of replay: by date, then by id.
  package static func < (left: Self, right: Self) -> Bool {
    (left.date, left.id) < (right.date, right.id)
  }
}

/// What became of a decision in a run.
package enum DecisionStatus: String, CaseIterable, Sendable {
  case applied
  /// What its author saw is no longer what the sources say.
  case suspended
  case expired
  /// Another decision says something else about one of its cells.
  case contradictory
  /// There is nothing it could be applied to.
  case outOfScope
}

/// A decision with what became of it.
package struct JudgedDecision: Hashable, Sendable {
  package var decision: Decision
  package var status: DecisionStatus
  /// Why it was not applied; empty where it was.
  package var why: [Evidence]

  package init(decision: Decision, status: DecisionStatus, why: [Evidence] = []) {
    self.decision = decision
    self.status = status
    self.why = why
  }
}

/// What became of a decision at one cell.
package struct CellDecision: Hashable, Sendable {
  package var id: String
  /// Of the decision's file.
  package var sha256: String
  package var status: DecisionStatus

  package init(id: String, sha256: String, status: DecisionStatus) {
    self.id = id
    self.sha256 = sha256
    self.status = status
  }
}

/// What a flag said before a person decided its cause.
package struct DecidedCause: Hashable, Sendable {
  package var decision: String
  package var cause: Cause
  package var severity: Severity
  package var confidence: Confidence

  package init(decision: String, cause: Cause, severity: Severity, confidence: Confidence) {
    self.decision = decision
    self.cause = cause
    self.severity = severity
    self.confidence = confidence
  }
}

/// When a run takes place: the one thing beside the inputs that decides whether a decision holds.
///
/// The warehouse keeps both with the vintage, so that a replay comes to the same.
package struct RunOccasion: Hashable, Sendable {
  /// The day on which the run started, in coordinated universal time.
  package var day: Period
  /// The vintage that the run makes if it makes one.
  package var vintage: Int

  package init(day: Period, vintage: Int) {
    self.day = day
    self.vintage = vintage
  }
}

extension Decision {
  /// Why it does not hold on an occasion, whatever the sources say; nil when it does.
  package func hindrance(on occasion: RunOccasion) -> (status: DecisionStatus, why: Evidence)? {
    let first = firstVintage ?? 1
    if occasion.vintage < first || occasion.vintage > lastVintage ?? occasion.vintage {
      return (
        .outOfScope,
        Evidence(
          .decisionForOtherVintages,
          [
            "first": String(first), "last": lastVintage.map(String.init) ?? "",
            "vintage": String(occasion.vintage),
          ])
      )
    }
    if let expires, expires.firstDay < occasion.day.firstDay {
      return (
        .expired,
        Evidence(.decisionExpired, ["decision": id, "expires": expires.description])
      )
    }
    return nil
  }
}
