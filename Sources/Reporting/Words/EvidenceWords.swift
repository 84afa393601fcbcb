package import StatisticalModel

extension Evidence {
  /// The evidence as one English sentence, without a full stop.
  ///
  /// The words of flags are made here and nowhere else.
  package var sentence: String {
    func value(_ name: String) -> String { values[name] ?? "?" }
    func said(_ name: String) -> String { value(name).isEmpty ? "nothing" : value(name) }
    return switch key {
    case .residualBeyondRounding:
      "\(value("rule")) misses by \(value("residual")); rounding explains less than \(value("bound"))"
    case .residualWithinRounding:
      "the difference of \(value("residual")) is within the rounding bound of \(value("bound"))"
    case .residualOfExactCounts:
      "\(value("rule")) misses by \(value("residual")) between exact counts"
    case .rangeGap: "along \(value("dimension")): \(value("fault"))"
    case .statesDiffer: "one side is zero; states are \(value("left")) and \(value("right"))"
    case .ambiguousMarker:
      "the sign of \(value("source")) can mean zero or no data"
        + (value("siblings").isEmpty ? "" : "; numbers are given for \(value("siblings"))")
    case .zeroAmongNumbers:
      "\(value("source")) says zero here and gives numbers for \(value("siblings"))"
    case .attributeDiffers:
      "\(value("attribute")) declared as \(value("left")) against \(value("right"))"
    case .attributeUnknown:
      "\(value("attribute")) not stated: \(value("left")) against \(value("right"))"
    case .stockAgainstFlow: "a \(value("left")) is set against a \(value("right"))"
    case .dateDiffers: "reference dates are \(value("left")) and \(value("right"))"
    case .extentDiffers:
      "the area has the borders of \(value("left")) on one side, of \(value("right")) on the other"
    case .seriesCrossesBoundary:
      "the series of \(value("source")) crosses the border change of \(value("area")) on "
        + "\(value("dates")) and states no boundary basis"
    case .oppositeDifference:
      "\(value("area")) differs by the same \(value("difference")) the other way"
    case .sameOrigin: "both sources quote \(value("origin"))"
    case .digitSlip: "the digits differ by one \(value("kind"))"
    case .powerOfTen: "the ratio is near 10^\(value("exponent"))"
    case .agreesWithOne: "\(value("witness")) agrees with \(value("value")) only"
    case .thirdSourceAgrees: "\(value("source")) also gives \(value("number"))"
    case .partsGiveOther:
      "the parts of \(value("source")) along \(value("dimension")) add up to \(value("sum")), "
        + "as the other side says"
    case .copiedSource: "\(value("source")) copies the other side, so agreement confirms nothing"
    case .laterEdition: "edition \(value("after")) replaced edition \(value("before"))"
    case .earlierEditionAgrees:
      "edition \(value("edition")) of \(value("source")) said the same as the other side"
    case .duplicateRecords: "records \(value("records")) of \(value("source")) give the same cell"
    case .repeatedRecords:
      "records \(value("records")) of \(value("source")) are alike and were added up"
    case .knownEvent: "\(value("event")) on \(value("date")): \(value("reason"))"
    case .changeBeyondLimit:
      "the change of \(value("change")) reaches the limit of \(value("limit"))"
    case .recordTooLarge:
      "wrong values not looked for: \(value("variables")) values bear on each other, the limit is "
        + value("limit")
    case .searchGivenUp:
      "wrong values not found: too many of \(value("variables")) would have to change"
    case .noValuesFit:
      "no values of the \(value("variables")) cells concerned satisfy all rules together"
    case .explanationsNotListed:
      "\(value("count")) sets of values could be wrong, more than the \(value("limit")) that are listed"
    case .gateRefused: "the gate refuses \(gate)"
    case .gateOverridden: "adjusted although the gate refuses \(gate): \(value("reason"))"
    case .definitionsBarBalancing:
      "not balanced, since \(value("sources")) do not declare the same thing"
    case .rulesContradict: "these cannot hold together: \(value("rules"))"
    case .blockTooLarge:
      "the block has \(value("values")) values and \(value("rules")) rules; at most "
        + "\(value("mostValues")) and \(value("mostRules")) are balanced together"
    case .blockUnsolved: "the block was not solved: \(value("reason"))"
    case .noEvidence: "none of the causes tried has evidence"
    case .decisionForOtherVintages:
      "it is for vintages \(value("first")) to \(value("last").isEmpty ? "…" : value("last")), "
        + "this is \(value("vintage"))"
    case .decisionExpired: "it expired after \(value("expires"))"
    case .decisionEvidenceChanged:
      "\(value("subject")): the decision was made on \(said("was")), now it is \(said("now"))"
    case .decisionContradicted: "decision \(value("other")) says something else"
    case .decisionWithoutCell: "no cell fits it"
    case .decisionWithoutFlag: "no flag of \(value("rule")) fits it"
    case .decisionWithoutNumber:
      "\(value("source")) gives no number there that can stand as a figure"
    case .decisionWithoutDelivery: "no delivery of this path says anything it is about"
    }
  }
}

extension Evidence {
  private var gate: String {
    let costliest = values["costliest"].map { $0.isEmpty ? "" : "; most of it in \($0)" } ?? ""
    let degrees = values["degreesOfFreedom"] ?? "?"
    return "\(values["values"] ?? "?") values: Q = \(values["q"] ?? "?") on \(degrees) "
      + (degrees == "1" ? "degree" : "degrees") + " of freedom, p = \(values["p"] ?? "?"), below "
      + "the level \(values["level"] ?? "?")\(costliest)"
  }
}

extension Cause {
  /// The cause in a few English words.
  package var title: String {
    switch self {
    case .ingest: "ingest"
    case .duplicate: "duplicates"
    case .format: "unit or scale"
    case .typing: "keying slip"
    case .arithmetic: "sum does not add up"
    case .rounding: "rounding"
    case .zero: "missing or zero"
    case .definition: "definition differs"
    case .scope: "scope differs"
    case .time: "date or period differs"
    case .geography: "borders differ"
    case .coverage: "coverage"
    case .linkage: "linkage"
    case .dependence: "not independent"
    case .revision: "revised"
    case .method: "our method changed"
    case .disclosure: "suppressed by sender"
    case .unexplained: "unexplained"
    }
  }
}
