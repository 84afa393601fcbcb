/// The smallest autoregressive errors that bring a series to its targets.
///
/// With `x_t = s_t + w_t z_t` and `z_t = rho z_(t-1) + d_t` the sum of the squares of `d` is
/// least, `z_1` being free for `rho` 1 and of the stationary variance otherwise. Each target is a
/// linear form in `z_1` and the shocks, so that only one equation per target is left to solve.
struct AutoregressiveFit {
  struct Target {
    var span: Range<Int>
    var value: Rational
  }

  /// Powers of `rho` get long; beyond this many digits they are rounded.
  private static let digits = 30

  private let series: [Rational]
  private let weights: [Rational]
  private let rho: Rational

  init(_ series: [Rational], weights: [Rational], rho: Rational) {
    self.series = series
    self.weights = weights
    self.rho = rho
  }

  func fitted(to targets: [Target]) -> [Rational] {
    let effects = targets.map(effects)
    let missing = targets.map { target in
      target.value - series[target.span].reduce(0, +)
    }
    let pulls = multipliers(effects, missing)
    var error = pulls.start
    return series.indices.map { index in
      if index > 0 {
        let shock = zip(pulls.multipliers, effects).reduce(Rational.zero) {
          $0 + $1.0 * $1.1[index]
        }
        error = short(rho * error) + shock
      }
      return series[index] + weights[index] * error
    }.correcting(targets, weights)
  }

  /// What a unit of the shock in each period adds to the target.
  private func effects(_ target: Target) -> [Rational] {
    var effects = [Rational](repeating: 0, count: series.count)
    var carried: Rational = 0
    for index in series.indices.reversed() {
      carried = short(rho * carried) + (target.span.contains(index) ? weights[index] : 0)
      effects[index] = carried
    }
    return effects
  }

  /// Solves for the multipliers of the targets and the first error.
  private func multipliers(
    _ effects: [[Rational]], _ missing: [Rational]
  ) -> (multipliers: [Rational], start: Rational) {
    let isStationary = rho < 1
    let startVariance: Rational = isStationary ? 1 / (1 - rho * rho) : 0
    var rows = effects.map { left in
      effects.map { right in
        zip(left, right).dropFirst().reduce(startVariance * left[0] * right[0]) {
          $0 + $1.0 * $1.1
        }
      }
    }
    var right = missing
    if !isStationary {
      // The free first error: its multiplier sum must vanish.
      for place in rows.indices { rows[place].append(effects[place][0]) }
      rows.append(effects.map { $0[0] } + [0])
      right.append(0)
    }
    // Targets bear on different periods with weights above zero, so there is one solution.
    let solution =
      RationalMatrix(rows: rows).solution(of: right)?.particular ?? right.map { _ in 0 }
    guard isStationary else { return (Array(solution.dropLast()), solution.last ?? 0) }
    let start = zip(solution, effects).reduce(Rational.zero) {
      $0 + $1.0 * $1.1[0] * startVariance
    }
    return (solution, start)
  }

  private func short(_ number: Rational) -> Rational {
    rho == 1 || rho.isZero ? number : DecimalGrid(digits: Self.digits).nearest(number)
  }
}

extension [Rational] {
  /// Shares what rounding left of a target over its periods, so that it is met exactly.
  fileprivate func correcting(
    _ targets: [AutoregressiveFit.Target], _ weights: [Rational]
  ) -> [Rational] {
    var corrected = self
    for target in targets {
      let rest = target.value - self[target.span].reduce(0, +)
      guard !rest.isZero else { continue }
      let base = weights[target.span].reduce(0, +)
      for index in target.span { corrected[index] += rest * weights[index] / base }
    }
    return corrected
  }
}
