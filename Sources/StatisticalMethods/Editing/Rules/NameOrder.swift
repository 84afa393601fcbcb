/// The canonical order of variables: alphabetical, runs of digits as numbers (`x2` before `x10`).
///
/// Results are listed and ties are settled in this order, so that neither depends on how a file
/// happens to order its columns or rules.
package enum NameOrder {
  package static func precedes(_ left: String, _ right: String) -> Bool {
    let (a, b) = (runs(of: left), runs(of: right))
    for (one, other) in zip(a, b) where one != other {
      guard let first = number(one), let second = number(other), first != second else {
        return one < other
      }
      return first < second
    }
    return a.count < b.count
  }

  private static func runs(of name: String) -> [Substring] {
    var runs: [Substring] = []
    var rest = Substring(name)
    while let first = rest.first {
      let isDigit = digits.contains(first)
      let run = rest.prefix { digits.contains($0) == isDigit }
      runs.append(run)
      rest = rest.dropFirst(run.count)
    }
    return runs
  }

  private static let digits = Set("0123456789")

  private static func number(_ run: Substring) -> Rational? {
    run.first.map(digits.contains) == true ? Rational(String(run)) : nil
  }
}
