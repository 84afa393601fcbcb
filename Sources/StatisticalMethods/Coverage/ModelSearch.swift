/// Which models are fitted to a table.
enum ModelSearch {
  /// Two AICs nearer than this are equal, so that rounding cannot choose a model.
  static let tie = 1e-9

  /// Fits the models, in canonical order.
  ///
  /// Two or three lists: every hierarchical model, one or eight, that has the declared interactions.
  /// Four to six: forward steps from the declared interactions alone. Every step fits each model
  /// with one more interaction, all parts of which are in already; it goes to the smallest AIC, the
  /// first in canonical order where two are equal, and stops when none is smaller than before. The
  /// model of all pairs is added as the widest assumption about pairs. All models fitted on the way
  /// are kept.
  static func fits(to overlap: ListOverlap, declared: [Int]) -> [ModelFit] {
    let count = overlap.lists.count
    let models = count <= 3 ? everyModel(count, declared) : nil
    let found = models?.map { ModelFit($0, to: overlap) } ?? stepwise(overlap, declared)
    return found.sorted { $0.model < $1.model }
  }

  /// The estimable model with the smallest AIC, the first in canonical order where two are equal.
  static func best(_ fits: [ModelFit]) -> ModelFit? {
    fits.sorted { $0.model < $1.model }.reduce(nil) { best, fit in
      guard let aic = fit.estimate?.aic else { return best }
      guard let least = best?.estimate?.aic, aic > least - tie else { return fit }
      return best
    }
  }

  private static func pairs(_ count: Int) -> [Int] {
    (1..<1 << count).filter { $0.nonzeroBitCount == 2 }.sorted(by: LogLinearModel.precedes)
  }

  private static func everyModel(_ count: Int, _ declared: [Int]) -> [LogLinearModel] {
    let free = count == 2 ? [] : pairs(count).filter { !declared.contains($0) }
    return (0..<1 << free.count).compactMap { choice in
      LogLinearModel(
        listCount: count,
        interactions: declared + free.indices.filter { choice >> $0 & 1 == 1 }.map { free[$0] })
    }
  }

  private static func stepwise(_ overlap: ListOverlap, _ declared: [Int]) -> [ModelFit] {
    let count = overlap.lists.count
    guard
      let start = LogLinearModel(listCount: count, interactions: declared),
      let widest = LogLinearModel(listCount: count, interactions: pairs(count))
    else { return [] }
    var fits: [LogLinearModel: ModelFit] = [:]
    for model in [start, widest] { fits[model] = ModelFit(model, to: overlap) }
    var current = start
    while true {
      let larger = additions(to: current)
      for model in larger where fits[model] == nil { fits[model] = ModelFit(model, to: overlap) }
      guard let next = best(larger.compactMap { fits[$0] }), let aic = next.estimate?.aic,
        aic < (fits[current]?.estimate?.aic ?? .infinity) - tie
      else { return Array(fits.values) }
      current = next.model
    }
  }

  /// The models with one interaction more whose parts are all in.
  private static func additions(to model: LogLinearModel) -> [LogLinearModel] {
    (1..<1 << model.listCount).filter { term in
      (2..<model.listCount).contains(term.nonzeroBitCount) && !model.interactions.contains(term)
    }.compactMap { term in
      LogLinearModel(listCount: model.listCount, interactions: model.interactions + [term])
    }.filter { $0.interactions.count == model.interactions.count + 1 }
  }
}
