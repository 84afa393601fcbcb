import StatisticalMethods
import StatisticalModel

/// Two sources of one quantity whose numbers are a recognisable slip apart: one of them is wrong.
///
/// Independent sources may well both be right when their numbers are short (28 and 23 children), so
/// only quotations of one document are suspected at any length.
struct SlipPair {
  private static let digitsOfIndependentSources = 4

  let pair: ComparedPair
  let method: ProposedValue.Method
  let left: ExactDecimal
  let right: ExactDecimal

  /// nil where no chosen method explains the difference, or the sources may mean different things.
  init?(_ pair: ComparedPair, methods: [ProposedValue.Method]) {
    guard pair.outcome == .disagrees, let left = pair.leftValue.exactNumber,
      let right = pair.rightValue.exactNumber
    else { return nil }
    // Digits first: definitions are compared only for the few pairs that are a slip apart.
    let method = methods.first { method in
      switch method {
      case .typing: DigitSlip.between(left, right) != nil
      case .scale: ScaleSlip.isPowerOfTen(left, over: right)
      case .sign, .rounding, .implied, .localisation: false
      }
    }
    guard let method else { return nil }
    if pair.commonOrigin == nil {
      let digits = min(Self.digits(of: left), Self.digits(of: right))
      guard method == .scale || digits >= Self.digitsOfIndependentSources,
        pair.declaresOneDefinition
      else { return nil }
    }
    (self.pair, self.method, self.left, self.right) = (pair, method, left, right)
  }

  private static func digits(of number: ExactDecimal) -> Int {
    String(number.significand.magnitude).count
  }

  /// The correction of either side, or of the one that nobody else confirms.
  func remark(_ witnesses: RuleWitnesses) -> EditingRemark {
    let forLeft = names(confirming: left, against: right, witnesses)
    let forRight = names(confirming: right, against: left, witnesses)
    let evidence = [(left, forLeft), (right, forRight)].flatMap { value, names in
      names.map {
        Evidence(.agreesWithOne, ["value": value.description, "witness": $0])
      }
    }
    let isSettled = forLeft.isEmpty != forRight.isEmpty
    var proposals: [ProposedValue] = []
    func propose(_ source: SourceDefinition, _ from: ExactDecimal, _ to: ExactDecimal) {
      proposals.append(
        ProposedValue(
          source: source.id, key: pair.key, from: from, to: to, method: method,
          solution: proposals.count + 1, status: isSettled ? .corrected : .undecided))
    }
    if !isSettled || forLeft.isEmpty { propose(pair.leftSource, left, right) }
    if !isSettled || forRight.isEmpty { propose(pair.rightSource, right, left) }
    return EditingRemark(proposals: proposals, evidence: evidence)
  }

  /// Independent sources, and rules of the two sources, that hold with `value` and not with
  /// `other`.
  private func names(
    confirming value: ExactDecimal, against other: ExactDecimal, _ rules: RuleWitnesses
  ) -> [String] {
    let sources = pair.table[pair.key].filter { third in
      let isThird = third.source != pair.left.source && third.source != pair.right.source
      return isThird && third.agrees(with: value) && !third.agrees(with: other)
        && pair.isIndependent(of: third)
    }
    return sources.map { pair.table.sources[$0.source].id }
      + [pair.left, pair.right].flatMap { side in
        rules.names(of: side.source, at: pair.key, holdingWith: value, against: other).map {
          "\($0) of \(pair.table.sources[side.source].id)"
        }
      }
  }
}

extension SourceEvidence {
  /// Whether the source gives the number, up to its own rounding.
  fileprivate func agrees(with number: ExactDecimal) -> Bool {
    guard let own = current.value.exactNumber else { return false }
    let half = (current.value.roundingUnit ?? .zero) * ExactDecimal(significand: 5, scale: 1)
    return own == number || (own - number).magnitude < half
  }
}

extension ComparedPair {
  /// Whether both sources say what they count, and say the same in everything both mention.
  var declaresOneDefinition: Bool {
    let (left, right) = (leftSource.concept.attributes, rightSource.concept.attributes)
    return left[.concept] != nil && left[.concept] == right[.concept]
      && DefinitionCauses.test(self).isEmpty && ExtentCause.test(self).isEmpty
  }

  /// Whether a third source counts the same quantity as both sides without having it from either.
  fileprivate func isIndependent(of third: SourceEvidence) -> Bool {
    [left, right].allSatisfy { side in
      let pair = ComparedPair(table: table, key: key, left: side, right: third)
      return pair.commonOrigin == nil && pair.declaresOneDefinition
        && DependenceCause.test(pair).isEmpty
    }
  }
}
