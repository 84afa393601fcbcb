import StatisticalModel

/// `personal-data.yaml`: the numbers and columns about persons for which a delivery is refused.
enum PersonalDataFile {
  static let name = "personal-data.yaml"

  static var reading: Reading<PersonalDataDefinition> {
    .mapping { fields in
      let numbers = fields.optional(
        "numbers", as: .distinct(number, id: \.id, what: "personal number"))
      let columns = fields.optional("columns", as: .filledList(of: .text))
      return PersonalDataDefinition(numbers: numbers ?? [], columns: columns ?? [])
    }
  }

  private static var number: Reading<PersonalNumber> {
    Reading { node, problems in
      guard let number = fields.value(of: node, problems) else { return nil }
      if let mistake = number.mistake {
        problems.add(mistake, at: node.place)
        return nil
      }
      return number
    }
  }

  private static var fields: Reading<PersonalNumber> {
    .mapping { fields in
      let id = fields.required("id", as: .id)
      let digits = fields.required("digits", as: .wholeNumber(in: 8...20))
      let birthDate = fields.optional("birthDate", as: .wholeNumber(in: 1...15))
      let weights = fields.required(
        "weights", as: .filledList(of: .filledList(of: .wholeNumber(in: 0...1_000))))
      let modulus = fields.required("modulus", as: .wholeNumber(in: 2...1_000))
      let check = fields.required("check", as: Reading<PersonalNumber.Check>.choice)
      guard let id, let digits, let weights, let modulus, let check else { return nil }
      return PersonalNumber(
        id: id, digits: digits, birthDate: birthDate, weights: weights, modulus: modulus,
        check: check)
    }
  }
}

extension PersonalNumber {
  /// What of the lengths does not go together.
  fileprivate var mistake: String? {
    if let row = weights.first(where: { $0.count != digits - 1 }) {
      return "\(row.count) weights for the \(digits - 1) digits before the last"
    }
    if let birthDate, birthDate + 5 > digits {
      return "the six digits of the date of birth do not end inside the \(digits)"
    }
    return nil
  }
}
