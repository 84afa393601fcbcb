package import StatisticalModel
package import Warehousing

/// What one provider is asked to look at: lines of its own files, with value and reason.
///
/// No line is quoted: a record of a register can hold personal data, and the provider has the file.
package struct SupplierLetter: Sendable {
  package var provider: String
  /// Ids of the provider's sources.
  package var sources: [String]
  /// The lines with the largest differences.
  package var worst: [QuotedLine]
  /// How many lines flags quote in all.
  package var lineCount: Int
  /// Records of the provider's files that could not be loaded.
  package var quarantined: Int

  /// Lines of a letter in a page; all of them are in its file.
  package static let shownLines = 20

  /// A letter for each provider that a warning, an error or a refused record is about, by provider.
  package static func all(
    reading reader: WarehouseReader, definition: PipelineDefinition, vintage: Int? = nil
  ) throws(WarehouseError) -> [SupplierLetter] {
    let lines = Dictionary(
      try reader.quotedLineCounts(vintage: vintage).map { ($0.source, $0.lines) }
    ) { $0 + $1 }
    let refused = Dictionary(
      try reader.inputs(vintage: vintage).map { ($0.source, $0.ledger.quarantined) }
    ) { $0 + $1 }
    var letters: [SupplierLetter] = []
    for provider in Set(definition.sources.map(\.provider)).sorted() {
      let sources = definition.sources.filter { $0.provider == provider }.map(\.id)
      let letter = SupplierLetter(
        provider: provider, sources: sources,
        worst: try reader.worstLines(of: sources, limit: shownLines, vintage: vintage),
        lineCount: sources.reduce(0) { $0 + lines[$1, default: 0] },
        quarantined: sources.reduce(0) { $0 + refused[$1, default: 0] })
      if letter.lineCount + letter.quarantined > 0 { letters.append(letter) }
    }
    return letters
  }

  /// The letter; `file` is that with all of its lines.
  package func markup(
    id: String, file: String, definition: PipelineDefinition, in words: Words
  ) -> Markup {
    var parts: [Markup] = [
      .element("h3", ["id": id], Markup(words(.letterTo, ["provider": provider]))),
      .paragraph(words(.letterLines, lineCount)),
    ]
    if quarantined > 0 { parts.append(.paragraph(words(.letterQuarantined, quarantined))) }
    if !worst.isEmpty {
      var table = lines(of: definition, in: words)
      table.note = [
        lineCount > worst.count
          ? [Markup(words(.linesLeftOut, lineCount - worst.count)), " "] : "",
        Link(Markup(words[.allLines]), to: file).markup,
      ]
      parts.append(table.markup(id: "\(id)-lines"))
    } else {
      parts.append(.element("p", [:], Link(Markup(words[.allLines]), to: file).markup))
    }
    return .element("article", ["class": "block", "aria-labelledby": id], parts)
  }

  private func lines(of definition: PipelineDefinition, in words: Words) -> Table {
    var table = Table(
      Markup(words(.letterTable, ["provider": provider])),
      [
        .init(Markup(words[.file]), .code), .init(Markup(words[.line]), .number),
        .init(Markup(words[.field]), .number), .init(Markup(words[.cell])),
        .init(Markup(words[.valueLabel]), .number), .init(Markup(words[.difference]), .number),
        .init(Markup(words[.reason])),
      ])
    for line in worst {
      table.add([
        Markup(line.path),
        line.line.map { .number($0, in: words) } ?? "–",
        line.field.map { .number($0, in: words) } ?? "–",
        CellText(line.codes, in: definition.structure).markup(in: words),
        .value(line.quoted.value, in: words), .difference(line.difference, in: words),
        Markup(words.cause(line.cause)),
      ])
    }
    return table
  }
}
