package import StatisticalModel

extension Words {
  /// The evidence as one sentence, without a full stop.
  package func sentence(_ evidence: Evidence) -> String {
    var values = evidence.values
    func isEmpty(_ name: String) -> Bool { values[name, default: ""].isEmpty }
    var key = evidence.key.rawValue
    switch evidence.key {
    case .ambiguousMarker where !isEmpty("siblings"): key += "Beside"
    case .gateRefused, .gateOverridden: values["gate"] = gate(values)
    case .decisionForOtherVintages where isEmpty("last"): values["last"] = "…"
    case .decisionEvidenceChanged:
      for name in ["was", "now"] where values[name]?.isEmpty == true {
        values[name] = entry("evidence.nothing")
      }
    default: break
    }
    return fill(entry("evidence.\(key)"), values)
  }

  /// Why the gate refuses a block, and in which part of it.
  private func gate(_ values: [String: String]) -> String {
    let key = values["degreesOfFreedom"] == "1" ? "gateOfOne" : "gate"
    let costliest = values["costliest", default: ""].isEmpty ? "" : entry("evidence.gateCostliest")
    return fill(entry("evidence.\(key)") + costliest, values)
  }
}

extension Evidence {
  /// As ``Words/sentence(_:)``, in English.
  package var sentence: String { Words.english.sentence(self) }
}

extension Cause {
  /// The cause in a few English words.
  package var title: String { Words.english.cause(self) }
}
