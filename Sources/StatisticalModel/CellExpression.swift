/// A linear expression over cells: `[setting=FE] + 2 * sum([setting=*]) - 100`.
///
/// A reference in brackets names codes that replace those of the cell at hand; `source[...]` reads
/// another source than the one at hand; `sum([d=*])` adds the parts of the cell's own code in
/// dimension `d`, as far as the source reports any of them.
package struct CellExpression: Hashable, Sendable {
  package var terms: [CellTerm]
  package var constant: ExactDecimal

  package init(terms: [CellTerm], constant: ExactDecimal = .zero) {
    self.terms = terms
    self.constant = constant
  }
}

/// A reference to a cell, or to the parts of one, times a constant.
package struct CellTerm: Hashable, Sendable {
  package var coefficient: ExactDecimal
  /// The source to read; nil is the one at hand.
  package var source: String?
  /// Codes by dimension that replace those of the cell at hand.
  package var codes: [String: String]
  /// The dimension whose parts are added up; nil for a single cell.
  package var summedDimension: String?
  /// As written, for messages and for the examples of a rule.
  package var text: String

  package init(
    coefficient: ExactDecimal = 1, source: String? = nil, codes: [String: String] = [:],
    summedDimension: String? = nil, text: String
  ) {
    self.coefficient = coefficient
    self.source = source
    self.codes = codes
    self.summedDimension = summedDimension
    self.text = text
  }
}

/// A relation between two expressions, brought to `expression ⋈ 0`.
package struct CellRelation: Hashable, Sendable {
  package enum Comparison: String, Sendable {
    case equal = "="
    case atMost = "<="
    case atLeast = ">="
  }

  /// Left side minus right side.
  package var residual: CellExpression
  package var comparison: Comparison

  package init(residual: CellExpression, comparison: Comparison) {
    self.residual = residual
    self.comparison = comparison
  }
}

/// Where and why the text of an expression cannot be read; `column` counts characters from 1.
package struct ExpressionError: Error, Equatable {
  package var column: Int
  package var reason: String

  package init(column: Int, reason: String) {
    self.column = column
    self.reason = reason
  }
}
