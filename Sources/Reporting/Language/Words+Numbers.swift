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

  /// A share of 1 as a percentage, rounded to one decimal, halves away from zero; what is not zero
  /// is not written as zero.
  package func percent(_ share: ExactDecimal) -> String {
    let rounded = (share * 100).quotient(by: ExactDecimal(1), digits: 1) ?? .zero
    guard rounded.isZero, !share.isZero else { return number(rounded) + language.percentGap + "%" }
    let least = number(ExactDecimal(significand: 1, scale: 1)) + language.percentGap + "%"
    return share.isNegative ? "> −\(least)" : "< \(least)"
  }

  /// A moment as a vintage keeps it, `2026-11-22T02:55:28Z`, to the minute.
  package func moment(_ text: String) -> String {
    guard text.utf8.count == 20, text.hasSuffix("Z") else { return text }
    return "\(text.prefix(10)) \(text.dropFirst(11).prefix(5)) UTC"
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
