import StatisticalModel

/// Which values of one component a query lets through (`c`, SDMX REST 2.1): terms joined by `+` must all
/// hold, and of those joined by `,` one group.
///
/// `ge:A+le:B,C` is: from A to B, or C.
package struct ComponentFilter: Hashable, Sendable {
  package enum Comparison: String, CaseIterable, Sendable {
    case equal = "eq"
    case notEqual = "ne"
    case less = "lt"
    case lessOrEqual = "le"
    case greater = "gt"
    case greaterOrEqual = "ge"
    case contains = "co"
    case containsNot = "nc"
    case startsWith = "sw"
    case endsWith = "ew"
  }

  struct Term: Hashable, Sendable {
    var comparison: Comparison
    var value: String
  }

  let alternatives: [[Term]]

  /// Lets these codes through and no others.
  init(anyOf codes: [String]) {
    alternatives = codes.map { [Term(comparison: .equal, value: $0)] }
  }

  /// - Parameter text: decoded, so that a plus sign may have become a blank.
  /// - Throws: ``SDMXQueryError/malformedFilter``.
  package init(parsing text: String) throws(SDMXQueryError) {
    var alternatives: [[Term]] = []
    for group in text.split(separator: ",", omittingEmptySubsequences: false) {
      var terms: [Term] = []
      let parts = group.split(omittingEmptySubsequences: false) { $0 == "+" || $0 == " " }
      for part in parts {
        let sides = part.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let comparison = sides.count == 2 ? Comparison(rawValue: String(sides[0])) : .equal
        guard let comparison, let value = sides.last, !value.isEmpty else { throw .malformedFilter }
        terms.append(Term(comparison: comparison, value: String(value)))
      }
      alternatives.append(terms)
    }
    self.alternatives = alternatives
  }

  /// Whether a component with these values is let through; one without a value is not equal to any.
  func admits(_ values: [String], asNumbers: Bool = false) -> Bool {
    alternatives.contains { terms in
      terms.allSatisfy { term in
        switch term.comparison {
        case .notEqual: !values.contains { term.holds(for: $0, .equal, asNumbers: asNumbers) }
        case .containsNot: !values.contains { $0.contains(term.value) }
        default: values.contains { term.holds(for: $0, term.comparison, asNumbers: asNumbers) }
        }
      }
    }
  }

  /// Whether a period is let through, by the days on which it begins and ends.
  ///
  /// - Throws: ``SDMXQueryError/malformedPeriod``, ``SDMXQueryError/unsupportedPeriod``.
  func admits(_ period: Period) throws(SDMXQueryError) -> Bool {
    var isIn = false
    for terms in alternatives {
      var holds = true
      for term in terms where try !term.holds(for: period) { holds = false }
      if holds { isIn = true }
    }
    return isIn
  }
}

extension ComponentFilter.Term {
  fileprivate func holds(
    for text: String, _ comparison: ComponentFilter.Comparison, asNumbers: Bool
  ) -> Bool {
    if asNumbers, let number = ExactDecimal(parsing: text),
      let other = ExactDecimal(parsing: value)
    {
      return comparison.orders(number, other) ?? comparison.matches(text, value)
    }
    return comparison.orders(Bytes(text), Bytes(value)) ?? comparison.matches(text, value)
  }

  fileprivate func holds(for period: Period) throws(SDMXQueryError) -> Bool {
    let text = period.sdmxText
    switch comparison {
    case .containsNot: return !text.contains(value)
    case .contains, .startsWith, .endsWith: return comparison.matches(text, value)
    case .equal: return try SDMXTimeBound(value).equals(period)
    case .notEqual: return try !SDMXTimeBound(value).equals(period)
    case .less: return try SDMXTimeBound(value).beginsAfter(period)
    case .lessOrEqual: return try !SDMXTimeBound(value).endsBeforeEnd(of: period)
    case .greater: return try SDMXTimeBound(value).endsBefore(period)
    case .greaterOrEqual: return try !SDMXTimeBound(value).beginsAfterBegin(of: period)
    }
  }
}

/// Texts in the order of their bytes, as everything here is sorted.
private struct Bytes: Comparable {
  private let text: String

  init(_ text: String) { self.text = text }

  static func < (first: Bytes, second: Bytes) -> Bool {
    first.text.utf8.lexicographicallyPrecedes(second.text.utf8)
  }
}

extension ComponentFilter.Comparison {
  /// Nil for comparisons that are not about an order.
  fileprivate func orders<Value: Comparable>(_ first: Value, _ second: Value) -> Bool? {
    switch self {
    case .equal: first == second
    case .notEqual: first != second
    case .less: first < second
    case .lessOrEqual: first <= second
    case .greater: first > second
    case .greaterOrEqual: first >= second
    case .contains, .containsNot, .startsWith, .endsWith: nil
    }
  }

  fileprivate func matches(_ text: String, _ part: String) -> Bool {
    switch self {
    case .contains: text.contains(part)
    case .containsNot: !text.contains(part)
    case .startsWith: text.hasPrefix(part)
    case .endsWith: text.hasSuffix(part)
    default: false
    }
  }
}
