package import StatisticalModel

/// A decimal as written in a publication; a slip of the pen in a test stops it.
package func decimal(_ text: String) -> ExactDecimal {
  guard let value = ExactDecimal(parsing: text) else {
    preconditionFailure("'\(text)' is no decimal")
  }
  return value
}

/// A reported value as written in a publication, rounded to `unit` where one is declared.
package func number(
  _ text: String, _ qualifier: Qualifier = .exact, unit: String? = nil
) -> ObservedValue {
  ObservedValue(decimal(text), qualifier: qualifier, roundingUnit: unit.map(decimal))
}

/// A period in canonical text.
package func period(_ text: String) -> Period {
  guard let value = Period(parsing: text) else { preconditionFailure("'\(text)' is no period") }
  return value
}
