package import StatisticalModel

/// The words for what the warehouse keeps as codes.
extension Words {
  package func cause(_ cause: Cause) -> String { entry("cause.\(cause.rawValue)") }
  /// What to do about a difference of this cause, as a sentence.
  package func nextStep(_ cause: Cause) -> String { entry("next.\(cause.rawValue)") }
  package func severity(_ severity: Severity) -> String { entry("severity.\(severity.rawValue)") }
  package func outcome(_ outcome: Outcome) -> String { entry("outcome.\(outcome.rawValue)") }
  package func status(_ status: Figure.Status) -> String { entry("status.\(status.rawValue)") }
  package func state(_ state: ValueState) -> String { entry("state.\(state.rawValue)") }
  package func status(_ status: Delivery.Status) -> String { entry("delivery.\(status.rawValue)") }

  package func confidence(_ confidence: Confidence) -> String {
    entry("confidence.\(confidence.rawValue)")
  }

  package func attribute(_ attribute: ConceptDefinition.Attribute) -> String {
    entry("attribute.\(attribute.rawValue)")
  }

  /// A dimension's own id where the catalogue has no word for it.
  package func dimension(_ id: String) -> String { entry("dimension.\(id)", else: id) }
  /// The unit of an indicator, as the code list has it where the catalogue has no word for it.
  package func unit(_ unit: String) -> String { entry("unit.\(unit)", else: unit) }

  /// The reason for a quarantined record in a few words.
  package func quarantineName(_ code: String) -> String {
    entry("quarantineName.\(code)", else: code)
  }

  private func entry(_ key: String, else code: String) -> String {
    let word = entry(key)
    return word == key ? code : word
  }
}
