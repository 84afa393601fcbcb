import Reporting
import StatisticalMethods
import StatisticalModel

extension CoverageEstimate {
  /// As `analyse estimate --json` prints it.
  func json(file: String) -> JSONValue {
    .object([
      "schema": "sanaq.estimate/1", "file": .string(file),
      "lists": .array(overlap.lists.map(JSONValue.string)),
      "observed": .integer(overlap.total),
      "dependent": .array(declared.map { .array(names(of: $0).map(JSONValue.string)) }),
      "models": .array(entries.indices.map(model)), "pairs": .array(pairs.map(pair)),
      "lowerBound": lowerBound.map { .estimate($0.size, $0.standardError) }
        ?? .refusal(EstimateWords.noLowerBound),
      "sensitivity": .array(linkage.map(scenario)),
      "bootstrap": bootstrap.map(drawn) ?? .null,
      "range": .object([
        "supported": range(supported), "all": range(all),
        "reason": JSONValue(all == nil ? EstimateWords.noModel : nil),
      ]),
    ])
  }

  /// The lists of a term.
  func names(of mask: Int) -> [String] {
    overlap.lists.indices.filter { mask >> $0 & 1 == 1 }.map { overlap.lists[$0] }
  }

  private func model(_ index: Int) -> JSONValue {
    let entry = entries[index]
    let formula = JSONValue.string(entry.fit.model.formula(lists: overlap.lists))
    guard let estimate = entry.fit.estimate else {
      let reason = EstimateWords.reason(entry.fit.estimability, in: self) ?? ""
      return .object([
        "formula": formula, "n": .null, "status": "notEstimable", "reason": .string(reason),
      ])
    }
    let drawn = bootstrap?.intervals[index]
    return .object([
      "formula": formula, "n": .number(estimate.size),
      "standardError": .number(estimate.standardError), "interval": .pair(estimate.interval),
      "profile": entry.profile.map(profile) ?? .null,
      "bootstrapInterval": drawn?.range.map(JSONValue.pair) ?? .null,
      "bootstrapNotEstimable": drawn.map { .integer($0.notEstimable) } ?? .null,
      "deviance": .number(estimate.deviance),
      "degreesOfFreedom": .integer(estimate.degreesOfFreedom), "aic": .number(estimate.aic),
      "bic": .number(estimate.bic), "supported": .bool(entry.isSupported),
      "status": "estimable",
    ])
  }

  private func profile(_ profile: ProfileInterval) -> JSONValue {
    .object([
      "n": .number(profile.size),
      "interval": .array([.number(profile.lower), profile.upper.map(JSONValue.number) ?? .null]),
    ])
  }

  private func pair(_ pair: Pair) -> JSONValue {
    .object([
      "lists": .array([
        .string(overlap.lists[pair.first]), .string(overlap.lists[pair.second]),
      ]),
      "lincolnPetersen": pair.lincolnPetersen.map { .estimate($0.size, $0.standardError) }
        ?? .refusal(EstimateWords.reason(pair)),
      "chapman": pair.chapman.map { .estimate($0.size, $0.standardError) }
        ?? .refusal(EstimateWords.reason(pair)),
    ])
  }

  private func scenario(_ scenario: LinkageScenario) -> JSONValue {
    .object([
      "error": .string(scenario.error.kind.rawValue), "rate": .number(scenario.error.rate),
      "range": scenario.range.map(JSONValue.pair) ?? .null,
      "models": .array(
        zip(entries, scenario.sizes).map { entry, size in
          .object([
            "formula": .string(entry.fit.model.formula(lists: overlap.lists)),
            "n": size.map(JSONValue.number) ?? .null,
            "status": size == nil ? "notEstimable" : "estimable",
          ])
        }),
    ])
  }

  private func drawn(_ bootstrap: Bootstrap) -> JSONValue {
    .object([
      "seed": .decimal(ExactDecimal(significand: Int128(bootstrap.seed), scale: 0)),
      "replicates": .integer(bootstrap.replicates),
      "interval": bootstrap.chosen.range.map(JSONValue.pair) ?? .null,
      "notEstimable": .integer(bootstrap.chosen.notEstimable),
    ])
  }

  private func range(_ range: Range?) -> JSONValue {
    guard let range else { return .null }
    return .object([
      "lowest": .object([
        "n": .number(range.lowest),
        "formula": .string(range.lowestModel.formula(lists: overlap.lists)),
      ]),
      "highest": .object([
        "n": .number(range.highest),
        "formula": .string(range.highestModel.formula(lists: overlap.lists)),
      ]), "interval": .pair(range.interval),
    ])
  }
}

extension ExactDecimal {
  /// The nearest number with three decimals, for printing; the estimates are no more exact.
  init(rounding number: Double) {
    self.init(significand: Int128((number * 1000).rounded()), scale: 3)
  }
}

extension JSONValue {
  fileprivate static func number(_ number: Double) -> JSONValue {
    .decimal(ExactDecimal(rounding: number))
  }

  fileprivate static func pair(_ range: ClosedRange<Double>) -> JSONValue {
    .array([.number(range.lowerBound), .number(range.upperBound)])
  }

  fileprivate static func estimate(_ size: Double, _ standardError: Double) -> JSONValue {
    .object([
      "n": .number(size), "standardError": .number(standardError), "status": "estimable",
    ])
  }

  fileprivate static func refusal(_ reason: String) -> JSONValue {
    .object(["n": .null, "status": "notEstimable", "reason": .string(reason)])
  }
}
