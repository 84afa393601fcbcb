package import StatisticalModel

extension Words {
  /// `142,120.5` in English, `142 120,5` in Russian and Kazakh; a true minus sign.
  package func number(_ value: ExactDecimal) -> String {
    let digits = String(value.magnitude.significand)
    let padded = String(repeating: "0", count: max(0, value.scale + 1 - digits.count)) + digits
    let whole = padded.dropLast(value.scale)
    let fraction = padded.suffix(value.scale)
    return (value.isNegative ? "−" : "") + grouped(whole)
      + (fraction.isEmpty ? "" : language.decimalMark + fraction)
  }

  package func number(_ value: Int) -> String { number(ExactDecimal(value)) }

  /// With `+` before what is above zero.
  package func signed(_ value: ExactDecimal) -> String {
    (value.isNegative || value.isZero ? "" : "+") + number(value)
  }

  /// A share of 1 as a percentage, rounded to one decimal, halves away from zero.
  package func percent(_ share: ExactDecimal) -> String {
    let rounded = (share * 100).quotient(by: ExactDecimal(1), digits: 1) ?? .zero
    return number(rounded) + language.percentGap + "%"
  }

  private func grouped(_ digits: Substring) -> String {
    var text = ""
    for (position, digit) in digits.enumerated() {
      if position > 0, (digits.count - position).isMultiple(of: 3) { text += language.groupMark }
      text.append(digit)
    }
    return text
  }
}
