package import StatisticalModel
package import Warehousing

/// A block of balancing: what the gate said, what moved, what each rule cost.
package struct BalancedPiece {
  private let block: BalancedBlockRow
  private let definition: PipelineDefinition
  private let words: Words

  package init(_ block: BalancedBlockRow, definition: PipelineDefinition, words: Words) {
    self.block = block
    self.definition = definition
    self.words = words
  }

  /// `id` must be the only one of its kind on the page.
  ///
  /// - Parameter note: says of a table how many rows behind the first `rows` are left out.
  package func markup(id: String, rows: Int, note: (Int) -> Markup) -> Markup {
    var (values, rules) = (values, rules)
    values.cut(to: rows, note: note)
    rules.cut(to: rows, note: note)
    return [
      .element("p", [:], verdict), values.markup(id: "\(id)-values"),
      rules.rows.isEmpty ? .none : rules.markup(id: "\(id)-rules"),
    ]
  }

  private var verdict: Markup {
    let reason = block.overrideReason.map { reason -> Markup in
      [" (", .element("span", ["lang": "en"], Markup(reason)), ")"]
    }
    let gate = block.gate.map { Markup("; " + words.sentence($0, level: block.level)) }
    return [
      .element("code", [:], Markup(block.id)), ": ", Markup(words.status(block.status)),
      reason ?? .none, gate ?? .none,
    ]
  }

  private var values: Table {
    var table = Table(
      Markup(words(.blockValues, ["block": block.id])),
      [
        .init(Markup(words[.cell])), .init(Markup(words[.sourceLabel]), .code),
        .init(Markup(words[.valueLabel]), .number), .init(Markup(words[.balanced]), .number),
        .init(Markup(words[.adjustment]), .number), .init(Markup(words[.standardError]), .number),
      ])
    for value in block.values {
      table.add([
        cell(value.quoted.cell), Markup(value.quoted.source),
        .value(value.quoted.value, in: words), .exact(value.adjusted?.exact, in: words),
        .exact(value.adjusted?.adjustment, in: words),
        .number(value.adjusted?.standardError, in: words),
      ])
    }
    return table
  }

  private var rules: Table {
    var table = Table(
      Markup(words(.blockRules, ["block": block.id])),
      [
        .init(Markup(words[.rule]), .code), .init(Markup(words[.cell])),
        .init(Markup(words[.sourceLabel]), .code), .init(Markup(words[.status])),
        .init(Markup(words[.discrepancy]), .number), .init(Markup(words[.shadowPrice]), .number),
        .init(Markup(words[.contribution]), .number),
      ])
    for constraint in block.constraints {
      table.add([
        Markup(constraint.rule), cell(constraint.cell),
        constraint.source.isEmpty ? "–" : Markup(constraint.source),
        Markup(words.state(constraint.state)), .exact(constraint.discrepancy, in: words),
        .exact(constraint.price, in: words), .exact(constraint.contribution, in: words),
      ])
    }
    return table
  }

  private func cell(_ key: String) -> Markup {
    CellText(DimensionCode.codes(of: key), in: definition.structure).markup(in: words)
  }
}

extension Markup {
  /// An exact number, or a dash; the exact text goes with it for programs.
  fileprivate static func exact(_ text: String?, in words: Words) -> Markup {
    guard let text else { return "–" }
    return element("data", ["value": text], Markup(words.exact(text)))
  }
}
