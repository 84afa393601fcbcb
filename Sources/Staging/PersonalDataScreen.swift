package import StatisticalModel

/// Personal data where only counts should stand; the file is not read on.
package struct PersonalDataFound: Error, Hashable {
  /// Of the record; the header's is 1 where no title rows stand above it.
  package var line: Int
  /// The column's name, as in the header or the definition.
  package var column: String
  /// The id of the personal number; nil when the column itself is one about persons.
  package var number: String?

  package init(line: Int, column: String, number: String? = nil) {
    self.line = line
    self.column = column
    self.number = number
  }
}

/// Looks through a delivery for the numbers and columns that its pipeline names as personal.
///
/// Digits count wherever they stand in a field, alone or in a longer text; a run of digits of
/// another length is another number. Nothing found is ever repeated in a message.
package struct PersonalDataScreen {
  private let definition: PersonalDataDefinition
  private let columns: [String]
  private let shortest: Int

  package init(_ definition: PersonalDataDefinition, columns: [String]) {
    self.definition = definition
    self.columns = columns
    shortest = definition.numbers.map(\.digits).min() ?? .max
  }

  /// - Throws: ``PersonalDataFound`` for the first column that has a word about persons in its name.
  package func checkColumns() throws(PersonalDataFound) {
    for column in columns {
      let name = column.lowercased()
      if definition.columns.contains(where: { name.contains($0.lowercased()) }) {
        throw PersonalDataFound(line: 1, column: column)
      }
      for number in definition.numbers where Self.holds(number, in: Array(column.utf8)[...]) {
        throw PersonalDataFound(line: 1, column: "", number: number.id)
      }
    }
  }

  /// - Throws: ``PersonalDataFound`` for the first record that holds a personal number.
  /// - Complexity: one look at every `shortest`-th byte of the batch while no digit stands there.
  package func check(_ batch: RecordBatch) throws(PersonalDataFound) {
    guard shortest < .max, hasLongNumber(batch.text) else { return }
    for record in 0..<batch.count {
      for field in 0..<batch.fieldCount(of: record) {
        guard let text = batch.field(field, of: record), text.count >= shortest else { continue }
        for number in definition.numbers where Self.holds(number, in: text) {
          throw PersonalDataFound(
            line: batch.locators[record].line,
            column: columns.indices.contains(field) ? columns[field] : "", number: number.id)
        }
      }
    }
  }

  /// Whether digits fill as many bytes as the shortest number has; fields may touch here, so that
  /// the answer yes is only a reason to look closer.
  private func hasLongNumber(_ text: [UInt8]) -> Bool {
    var place = shortest - 1
    while place < text.count {
      guard Self.isDigit(text[place]) else {
        place += shortest
        continue
      }
      var start = place
      while start > 0, place - start < shortest, Self.isDigit(text[start - 1]) { start -= 1 }
      var end = place + 1
      while end < text.count, end - start < shortest, Self.isDigit(text[end]) { end += 1 }
      if end - start >= shortest { return true }
      place = end + shortest - 1
    }
    return false
  }

  private static func holds(_ number: PersonalNumber, in text: ArraySlice<UInt8>) -> Bool {
    text.split { !isDigit($0) }.contains(where: number.fits)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte &- 48 < 10 }
}
