/// The general simplex for bounded variables over exact numbers (Dutertre and de Moura, A fast
/// linear-arithmetic solver for DPLL(T), 2006).
///
/// Rows define *basic* variables by the others: `basic = Σ coefficient × nonbasic`. Only limits of
/// variables are asked for and taken back, so that many questions over the same rows start from
/// the last answer. Bland's rule (the smallest variable enters and leaves) makes it terminate.
///
/// Invariant: a nonbasic variable's value lies within its limits.
struct SimplexTableau {
  private(set) var bounds: [BoundPair]
  private(set) var values: [NearRational]
  /// The variable each row defines.
  private var basic: [Int]
  /// The variable of each column.
  private var nonbasic: [Int]
  /// Row of a basic variable, `-1 - column` of a nonbasic one.
  private var place: [Int]
  private var rows: [[Rational]]

  /// A tableau without limits for some sums of variables, whose constants are not used.
  ///
  /// Sum `i` becomes variable `variableCount + i`.
  init(variableCount: Int, forms: [LinearForm]) {
    let total = variableCount + forms.count
    bounds = Array(repeating: BoundPair(), count: total)
    values = Array(repeating: .zero, count: total)
    basic = Array(variableCount..<total)
    nonbasic = Array(0..<variableCount)
    place = (0..<variableCount).map { -1 - $0 } + Array(forms.indices)
    rows = forms.map { form in
      var row = [Rational](repeating: 0, count: variableCount)
      for term in form.terms { row[term.variable] = term.coefficient }
      return row
    }
  }
}

extension SimplexTableau {
  /// Takes limits back to what they were; wider limits keep the invariant.
  mutating func restore(_ pair: BoundPair, of variable: Int) { bounds[variable] = pair }

  /// Asks for `variable ≥ value`; returns the reasons of a contradiction with its upper limit.
  mutating func require(_ variable: Int, atLeast bound: Bound) -> Set<Int>? {
    if let upper = bounds[variable].upper, bound.value > upper.value {
      return [bound.reason, upper.reason]
    }
    if let lower = bounds[variable].lower, bound.value <= lower.value { return nil }
    bounds[variable].lower = bound
    if place[variable] < 0, values[variable] < bound.value { move(variable, to: bound.value) }
    return nil
  }

  /// Asks for `variable ≤ value`; returns the reasons of a contradiction with its lower limit.
  mutating func require(_ variable: Int, atMost bound: Bound) -> Set<Int>? {
    if let lower = bounds[variable].lower, bound.value < lower.value {
      return [bound.reason, lower.reason]
    }
    if let upper = bounds[variable].upper, bound.value >= upper.value { return nil }
    bounds[variable].upper = bound
    if place[variable] < 0, values[variable] > bound.value { move(variable, to: bound.value) }
    return nil
  }

  /// Brings every variable within its limits; otherwise returns the reasons of a contradiction,
  /// the support of a Farkas certificate.
  mutating func conflict() -> Set<Int>? {
    while let row = firstRowOutOfBounds() {
      let variable = basic[row]
      let (pair, value) = (bounds[variable], values[variable])
      if let lower = pair.lower, value < lower.value {
        guard let column = entering(row, raising: true) else {
          return reasons(row, raising: true, lower.reason)
        }
        pivot(row, column, to: lower.value)
      } else if let upper = pair.upper {
        guard let column = entering(row, raising: false) else {
          return reasons(row, raising: false, upper.reason)
        }
        pivot(row, column, to: upper.value)
      }
    }
    return nil
  }

  private func firstRowOutOfBounds() -> Int? {
    rows.indices.filter { !bounds[basic[$0]].admits(values[basic[$0]]) }
      .min { basic[$0] < basic[$1] }
  }

  /// The column whose variable can move so that the row's variable rises (or falls).
  private func entering(_ row: Int, raising: Bool) -> Int? {
    nonbasic.indices.filter { column in
      let sign = rows[row][column].signum
      return sign != 0 && canMove(nonbasic[column], up: (sign > 0) == raising)
    }.min { nonbasic[$0] < nonbasic[$1] }
  }

  private func canMove(_ variable: Int, up: Bool) -> Bool {
    let pair = bounds[variable]
    return up
      ? pair.upper.map { values[variable] < $0.value } ?? true
      : pair.lower.map { values[variable] > $0.value } ?? true
  }

  private func reasons(_ row: Int, raising: Bool, _ own: Int) -> Set<Int> {
    var reasons: Set = [own]
    for (column, coefficient) in rows[row].enumerated() where !coefficient.isZero {
      let pair = bounds[nonbasic[column]]
      let limit = (coefficient.signum > 0) == raising ? pair.upper : pair.lower
      if let limit { reasons.insert(limit.reason) }
    }
    return reasons
  }

  private mutating func move(_ variable: Int, to value: NearRational) {
    let column = -1 - place[variable]
    let step = value - values[variable]
    for row in rows.indices where !rows[row][column].isZero {
      values[basic[row]] += rows[row][column] * step
    }
    values[variable] = value
  }

  /// Exchanges the row's variable with the column's and sets the former to `value`.
  private mutating func pivot(_ row: Int, _ column: Int, to value: NearRational) {
    let (leaving, incoming) = (basic[row], nonbasic[column])
    let pivot = rows[row][column]
    let step = 1 / pivot * (value - values[leaving])
    move(incoming, to: values[incoming] + step)
    values[leaving] = value
    exchange(row, column, pivot)
    (basic[row], nonbasic[column]) = (incoming, leaving)
    (place[incoming], place[leaving]) = (row, -1 - column)
  }

  private mutating func exchange(_ row: Int, _ column: Int, _ pivot: Rational) {
    let inverse = 1 / pivot
    for index in rows[row].indices where !rows[row][index].isZero {
      rows[row][index] = index == column ? inverse : -rows[row][index] * inverse
    }
    let lead = rows[row]
    for other in rows.indices where other != row && !rows[other][column].isZero {
      let factor = rows[other][column]
      rows[other][column] = 0
      for index in lead.indices where !lead[index].isZero {
        rows[other][index] += factor * lead[index]
      }
    }
  }
}

extension SimplexTableau {
  /// Lowers `objective` as far as the limits allow, from values within all limits.
  ///
  /// - Returns: the least value, or nil when there is none.
  mutating func minimise(_ objective: LinearForm) -> NearRational? {
    while let (column, up) = improving(objective) {
      guard advance(column, up: up) else { return nil }
    }
    return value(of: objective)
  }

  func value(of form: LinearForm) -> NearRational {
    form.terms.reduce(NearRational(form.constant)) { $0 + $1.coefficient * values[$1.variable] }
  }

  private func improving(_ objective: LinearForm) -> (column: Int, up: Bool)? {
    var costs = [Rational](repeating: 0, count: nonbasic.count)
    for term in objective.terms {
      let place = place[term.variable]
      if place < 0 {
        costs[-1 - place] += term.coefficient
      } else {
        for column in costs.indices where !rows[place][column].isZero {
          costs[column] += term.coefficient * rows[place][column]
        }
      }
    }
    return nonbasic.indices.filter { column in
      let sign = costs[column].signum
      return sign != 0 && canMove(nonbasic[column], up: sign < 0)
    }.min { nonbasic[$0] < nonbasic[$1] }.map { ($0, costs[$0].signum < 0) }
  }

  /// Moves the column's variable until it or a basic one meets a limit; false if none does.
  private mutating func advance(_ column: Int, up: Bool) -> Bool {
    let variable = nonbasic[column]
    let own = up ? bounds[variable].upper : bounds[variable].lower
    var room: NearRational? = own.map {
      up ? $0.value - values[variable] : values[variable] - $0.value
    }
    var blocking: (row: Int, limit: NearRational)?
    for row in rows.indices where !rows[row][column].isZero {
      let rate = up ? rows[row][column] : -rows[row][column]
      let pair = bounds[basic[row]]
      guard let limit = rate.signum > 0 ? pair.upper : pair.lower else { continue }
      let distance = 1 / rate * (limit.value - values[basic[row]])
      let other = blocking.map { basic[$0.row] } ?? variable
      if room.map({ distance < $0 || distance == $0 && basic[row] < other }) ?? true {
        (room, blocking) = (distance, (row, limit.value))
      }
    }
    if let blocking {
      pivot(blocking.row, column, to: blocking.limit)
    } else if let own {
      move(variable, to: own.value)
    } else {
      return false
    }
    return true
  }

  /// The values with a small enough positive number put for the infinitely small one.
  func point(count: Int) -> [Rational] {
    var epsilon: Rational = 1
    func keep(_ low: NearRational, below high: NearRational) {
      guard low.epsilon > high.epsilon, low.number < high.number else { return }
      epsilon = min(epsilon, (high.number - low.number) / (low.epsilon - high.epsilon))
    }
    for (pair, value) in zip(bounds, values) {
      if let lower = pair.lower { keep(lower.value, below: value) }
      if let upper = pair.upper { keep(value, below: upper.value) }
    }
    return values.prefix(count).map { $0.number + $0.epsilon * epsilon }
  }
}
