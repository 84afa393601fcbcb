import StatisticalModel
package import Warehousing

extension FlagRow {
  /// As `flags --json` prints it.
  package var json: JSONValue {
    .object([
      "id": .string(id), "cell": codes.json, "rule": .string(rule),
      "cause": .string(cause.rawValue), "causeTitle": .string(cause.title),
      "secondary": .array(secondary.map { .string($0.rawValue) }),
      "confidence": .string(decided == nil ? confidence.rawValue : "decided"),
      "severity": .string(severity.rawValue),
      "difference": JSONValue(measures.difference), "relative": JSONValue(measures.relative),
      "ratio": JSONValue(measures.ratio), "tolerance": JSONValue(measures.tolerance),
      "reported": .array(reported.map(\.json)), "evidence": .array(evidence.map(\.json)),
      "proposals": .array(proposals.map(\.json)), "decided": decided?.json ?? .null,
      "since": .integer(vintage),
    ])
  }
}

extension DecidedCause {
  /// Who decided, and what the flag said before.
  fileprivate var json: JSONValue {
    .object([
      "decision": .string(decision), "cause": .string(cause.rawValue),
      "severity": .string(severity.rawValue), "confidence": .string(confidence.rawValue),
    ])
  }
}

extension Evidence {
  var json: JSONValue {
    .object([
      "key": .string(key.rawValue), "text": .string(sentence), "values": JSONValue(values),
    ])
  }
}

extension ProposalRow {
  var json: JSONValue {
    .object([
      "solution": .integer(solution), "status": .string(status.rawValue),
      "method": .string(method.rawValue), "why": .string(reason), "weight": JSONValue(weight),
      "source": .string(source), "cell": codes.json, "from": JSONValue(from),
      "to": JSONValue(to), "lower": JSONValue(lower), "upper": JSONValue(upper),
    ])
  }
}
