/// The list of what is wrong with a case, as `generate` writes it to `truth.csv`.
package struct KnownErrors: Sendable {
  /// Where something is said: area, period, sex, age, category, setting.
  package struct Cell: Hashable, Sendable {
    package var codes: [String]
    package init(codes: [String]) { self.codes = codes }
  }

  package struct Known: Sendable {
    package var kind: String
    package var cause: String
    package var evidence: String
    package var source: String
  }

  /// Not a list of known errors.
  package struct Malformed: Error, CustomStringConvertible {
    package var line: Int
    package var description: String { "line \(line) is not a line of truth.csv" }
  }

  package private(set) var errors: [Cell: [Known]] = [:]
  package private(set) var cleanCells = 0
  /// Cells without error that nobody can judge.
  package private(set) var estimates: Set<Cell> = []

  static let dimensions = ["area", "period", "sex", "age", "category", "setting"]
  private static let header =
    "kind,cause,evidence,area,period,sex,age,category,setting,source,true,delivered"

  package init(csv: String) throws(Malformed) {
    let lines = csv.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.first.map(String.init) == Self.header else { throw Malformed(line: 1) }
    for (index, line) in lines.enumerated().dropFirst() where !line.isEmpty {
      let fields = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      guard fields.count == 12 else { throw Malformed(line: index + 1) }
      let cell = Cell(codes: Array(fields[3..<9]))
      if fields[0] == "estimate" {
        estimates.insert(cell)
      } else if fields[1].isEmpty {
        cleanCells += 1
      } else {
        errors[cell, default: []].append(
          Known(kind: fields[0], cause: fields[1], evidence: fields[2], source: fields[9]))
      }
    }
  }
}
