/// A number plus a multiple of an infinitely small positive one, ordered lexicographically.
///
/// Turns `x < 5` into `x ≤ 5 − ε` exactly (Dutertre and de Moura 2006, section 3.3).
struct NearRational: Hashable, Comparable, AdditiveArithmetic {
  var number: Rational
  var epsilon: Rational

  init(_ number: Rational, epsilon: Rational = 0) {
    self.number = number
    self.epsilon = epsilon
  }

  static let zero = NearRational(0)

  static func < (left: Self, right: Self) -> Bool {
    left.number == right.number ? left.epsilon < right.epsilon : left.number < right.number
  }

  static func + (left: Self, right: Self) -> Self {
    Self(left.number + right.number, epsilon: left.epsilon + right.epsilon)
  }

  static func - (left: Self, right: Self) -> Self {
    Self(left.number - right.number, epsilon: left.epsilon - right.epsilon)
  }

  static func * (left: Rational, right: Self) -> Self {
    let epsilon: Rational = right.epsilon.isZero ? 0 : left * right.epsilon
    return Self(left * right.number, epsilon: epsilon)
  }
}

/// A limit of a variable and the rule that sets it.
struct Bound {
  var value: NearRational
  /// Whoever asked for the limit; conflicts are sets of these.
  var reason: Int
}

/// The least and the greatest a variable may be; nil is no limit.
struct BoundPair {
  var lower: Bound?
  var upper: Bound?

  func admits(_ value: NearRational) -> Bool { !isBelow(value) && !isAbove(value) }
  func isBelow(_ value: NearRational) -> Bool { lower.map { value < $0.value } ?? false }
  func isAbove(_ value: NearRational) -> Bool { upper.map { value > $0.value } ?? false }
}
