package import StatisticalModel

extension Markup {
  /// A number as the language writes it; the exact one goes with it for programs.
  package static func number(_ value: ExactDecimal, in words: Words) -> Markup {
    element("data", ["value": value.description], Markup(words.number(value)))
  }

  package static func number(_ value: Int, in words: Words) -> Markup {
    number(ExactDecimal(value), in: words)
  }

  /// A number, or a dash.
  package static func number(_ value: ExactDecimal?, in words: Words) -> Markup {
    value.map { number($0, in: words) } ?? "–"
  }

  /// What a source says: a number with its sign (≥, ≤, ≈), or in words why there is none.
  package static func value(_ value: ObservedValue, in words: Words) -> Markup {
    guard let number = value.number else {
      return element("span", ["class": "absent"], Markup(words.state(value.state)))
    }
    return [Markup(value.qualifier.sign), .number(number, in: words)]
  }

  /// A difference with its sign.
  package static func difference(_ value: ExactDecimal?, in words: Words) -> Markup {
    guard let value else { return number(nil, in: words) }
    return element("data", ["value": value.description], Markup(words.signed(value)))
  }

  /// A share of 1 as a percentage with one decimal.
  package static func share(_ value: ExactDecimal?, in words: Words) -> Markup {
    guard let value else { return number(nil, in: words) }
    return element("data", ["value": value.description], Markup(words.percent(value)))
  }
}

extension Qualifier {
  /// `≥`, `≤`, `≈`, or nothing.
  package var sign: String {
    switch self {
    case .exact: ""
    case .atLeast: "≥"
    case .atMost: "≤"
    case .approximate: "≈"
    }
  }
}
