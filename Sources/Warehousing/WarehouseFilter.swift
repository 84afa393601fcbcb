internal import GRDB
package import StatisticalModel

/// Which figures or flags to list; what is not named is not filtered by.
package struct WarehouseFilter: Hashable, Sendable {
  /// Exact codes by dimension.
  package var codes: [String: String]
  package var cause: Cause?
  /// Any of these.
  package var severities: [Severity]?
  /// A source that is quoted.
  package var source: String?

  package init(
    codes: [String: String] = [:], cause: Cause? = nil, severities: [Severity]? = nil,
    source: String? = nil
  ) {
    self.codes = codes
    self.cause = cause
    self.severities = severities
    self.source = source
  }

  /// A condition on `c`, the cell.
  var cellCondition: SQL {
    let sorted = codes.sorted { String.byBytes($0.key, $1.key) }
    let conditions = sorted.map { dimension, code in
      SQL("instr(',' || c.key || ',', \(",\(dimension)=\(code),")) > 0")
    }
    return (["TRUE"] + conditions).joined(separator: " AND ")
  }

  /// A condition on an expression, the id of a cell; as ``cellCondition``, by way of the beginnings of
  /// cells, which are few.
  func admits(cell id: String) -> SQL {
    if codes.isEmpty { return "TRUE" }
    let sorted = codes.sorted { String.byBytes($0.key, $1.key) }
    let heads = sorted.map { dimension, code in
      SQL(
        """
        (instr(',' || c.head || ',', \(",\(dimension)=\(code),")) > 0
          OR instr(',' || c.head, \(",\(dimension)=")) = 0)
        """)
    }
    let conditions = (heads + [cellCondition]).joined(separator: " AND ")
    return "\(sql: id) IN (SELECT c.id FROM cell_list AS c WHERE \(conditions))"
  }

  /// A condition on `g`, a flag.
  var flagCondition: SQL {
    var conditions: [SQL] = ["TRUE"]
    if let cause { conditions.append("g.cause = \(cause.rawValue)") }
    if let severities {
      conditions.append("g.severity IN \(severities.map(\.rawValue))")
    }
    return conditions.joined(separator: " AND ")
  }

  var asksForFlags: Bool { cause != nil || severities != nil }
}
