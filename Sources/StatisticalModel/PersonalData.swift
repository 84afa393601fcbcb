/// What must not stand in a file of counts: the content of `personal-data.yaml`.
package struct PersonalDataDefinition: Hashable, Sendable {
  package var numbers: [PersonalNumber]
  /// Words that make a column one about persons when they occur in its name.
  package var columns: [String]

  package init(numbers: [PersonalNumber] = [], columns: [String] = []) {
    self.numbers = numbers
    self.columns = columns
  }

  package var isEmpty: Bool { numbers.isEmpty && columns.isEmpty }
}

/// A number that a state gives each person, known by its length and its check digit.
package struct PersonalNumber: Hashable, Sendable {
  /// What the last digit says of the weighted sum of those before it.
  package enum Check: String, CaseIterable, Sendable {
    /// It is the remainder by the modulus.
    case remainder
    /// It is what the remainder lacks to the modulus.
    case complement
  }

  package var id: String
  package var digits: Int
  /// Where six digits `YYMMDD` of the date of birth begin, from 1; nil where there are none.
  package var birthDate: Int?
  /// For the digits before the last; a later row is used when the ones before give no one digit.
  package var weights: [[Int]]
  package var modulus: Int
  package var check: Check

  package init(
    id: String, digits: Int, birthDate: Int? = nil, weights: [[Int]], modulus: Int, check: Check
  ) {
    self.id = id
    self.digits = digits
    self.birthDate = birthDate
    self.weights = weights
    self.modulus = modulus
    self.check = check
  }

  /// Whether ASCII digits are such a number; a date of birth, where there is one, must exist.
  package func fits(_ text: ArraySlice<UInt8>) -> Bool {
    guard text.count == digits else { return false }
    let values = text.map { Int($0) - 48 }
    guard Set(values).count > 1, hasBirthDate(values) else { return false }
    return checkDigit(of: values.dropLast()) == values.last
  }

  private func hasBirthDate(_ values: [Int]) -> Bool {
    guard let birthDate else { return true }
    let date = values[(birthDate - 1)..<(birthDate + 5)].map(\.self)
    return (1...12).contains(date[2] * 10 + date[3]) && (1...31).contains(date[4] * 10 + date[5])
  }

  /// Nil when no row of weights gives one digit: such a number is never given out.
  private func checkDigit(of values: ArraySlice<Int>) -> Int? {
    for row in weights {
      let remainder = zip(row, values).reduce(0) { $0 + $1.0 * $1.1 } % modulus
      let digit = check == .remainder ? remainder : (modulus - remainder) % modulus
      if digit < 10 { return digit }
    }
    return nil
  }
}
