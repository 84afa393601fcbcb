import Foundation

/// What the verbs print with `--json`, as a script would read it.
enum Answer {
  struct Flags: Decodable {
    let schema: String
    let vintage: Int
    let flags: [Flag]
    let decisions: [Decision]
  }
  struct Figures: Decodable {
    let schema: String
    let vintage: Int
    let figures: [Figure]
  }

  struct Flag: Decodable, Equatable {
    let id: String
    let cell: [String: String]
    let rule: String
    let cause: String
    let secondary: [String]
    let confidence: String
    let severity: String
    let difference: Decimal?
    let tolerance: Decimal
    let reported: [Value]
    let evidence: [Evidence]
    let proposals: [Proposal]
    let decided: Decided?
  }

  struct Proposal: Decodable, Equatable {
    let solution: Int
    let status: String
    let method: String
    let weight: Decimal
    let source: String
    let cell: [String: String]
    let from: Decimal?
    let to: Decimal?
    let lower: Decimal?
    let upper: Decimal?
  }

  struct Decided: Decodable, Equatable {
    let decision: String
    let cause: String
    let severity: String
  }

  struct Decision: Decodable {
    struct Why: Decodable {
      let key: String
      let values: [String: String]
    }
    let id: String
    let author: String
    let reason: [String: String]
    let evidence: String
    let status: String
    let why: [Why]
  }

  struct Value: Decodable, Equatable {
    let source: String
    let value: Decimal?
    let state: String
    let qualifier: String
  }

  struct Evidence: Decodable, Equatable {
    let key: String
    let values: [String: String]
  }

  struct Figure: Decodable, Equatable {
    let id: String
    let cell: [String: String]
    let status: String
    let value: Decimal?
    let lower: Decimal?
    let upper: Decimal?
    let standardError: Decimal?
    let method: String
    let explainedShare: Decimal?
    let outcome: String
    let since: Int
  }

  struct Explanation: Decodable {
    let figure: Figure
    let decision: Decision?
    let decisions: [Decision]
    let used: [Value]
    let lost: [Value]
    let checks: [Check]
    let flags: [Flag]
    let seriesFlags: [Flag]
    let quotedBy: [Flag]
    let bridges: [Bridge]
    let balancing: [Block]
  }

  struct Block: Decodable {
    struct Value: Decodable {
      let given: Answer.Value
      let variance: String?
      let value: String?
      let decimal: Decimal?
      let adjustment: String?
      let standardError: Decimal?
    }
    struct Constraint: Decodable {
      let rule: String
      let state: String
      let discrepancy: String?
      let shadowPrice: String?
      let contribution: String?
    }
    let id: String
    let status: String
    let q: String?
    let degreesOfFreedom: Int?
    let p: String?
    let level: Decimal
    let values: [Value]
    let constraints: [Constraint]
  }

  struct Check: Decodable, Equatable {
    let rule: String
    let source: String
    let outcome: String
    let residual: Decimal?
    let tolerance: Decimal?
  }

  struct Bridge: Decodable {
    struct Step: Decodable {
      let cause: String
      let label: [String: String]
      let value: Decimal
    }
    let gap: Decimal
    let steps: [Step]
    let unexplained: Decimal
    let explainedShare: Decimal?
  }
}

extension Answer.Flag {
  /// The numbers quoted, in the order of the flag.
  var numbers: [Decimal?] { reported.map(\.value) }

  /// The cell's codes that are not at their total.
  func isAbout(_ codes: [String: String]) -> Bool {
    cell.filter { $0.value != "_T" } == codes
  }
}

/// A decimal number as its source prints it.
func number(_ text: String) -> Decimal? { Decimal(string: text, locale: nil) }
