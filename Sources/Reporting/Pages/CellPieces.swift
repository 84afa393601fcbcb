package import StatisticalModel
package import Warehousing

/// The pieces that show one cell: sources, definitions, flags, decisions, bridges,
/// balancing, next step.
package struct CellPieces: Sendable {
  package let dossier: CellDossier
  package let definition: PipelineDefinition
  package let words: Words

  package init(dossier: CellDossier, definition: PipelineDefinition, words: Words) {
    self.dossier = dossier
    self.definition = definition
    self.words = words
  }

  package var name: Markup {
    CellText(dossier.figure.codes, in: definition.structure).markup(in: words)
  }

  package var plainName: String {
    CellText(dossier.figure.codes, in: definition.structure).names(in: words)
  }

  /// Who decided what about the cell.
  package var decision: Markup {
    guard !dossier.decisions.isEmpty else { return Markup(words[.noDecision]) }
    return dossier.decisions.map { entry -> Markup in
      Markup("\(words.sentence(entry.decision)) (\(words.status(entry.status)))")
    }.joined(separator: "; ")
  }

  /// The decisions one by one; nil where there are none.
  package func decisions() -> Table? {
    dossier.decisions.isEmpty ? nil : .decisions(dossier.decisions, words)
  }

  /// Every block of balancing that a value of the cell is in; `id` begins the ids of their tables.
  package func balancing(id: String, rows: Int, note: (Int) -> Markup) -> Markup {
    Markup(
      dossier.blocks.enumerated().map { position, block in
        BalancedPiece(block, definition: definition, words: words)
          .markup(id: "\(id)-\(position + 1)", rows: rows, note: note)
      })
  }

  /// `142,120`, `98,300 to 104,260`, or in words that there is no number.
  package var figure: Markup {
    let figure = dossier.figure
    if let value = figure.value { return .number(value, in: words) }
    guard figure.lower != nil || figure.upper != nil else {
      return .element("span", ["class": "absent"], Markup(words.status(figure.status)))
    }
    let lower = figure.lower.map(words.number) ?? "…"
    let upper = figure.upper.map(words.number) ?? "…"
    return Markup(words(.interval, ["lower": lower, "upper": upper]))
  }

  /// What every source says, the value that was used first.
  package func sources() -> Table {
    var table = Table(
      Markup(words[.sourcesSideBySide]),
      [
        .init(Markup(words[.sourceLabel])), .init(Markup(words[.valueLabel]), .number),
        .init(Markup(words[.asOf])), .init(Markup(words[.file]), .code),
        .init(Markup(words[.status])),
      ])
    for row in dossier.observations {
      let isUsed = dossier.used.contains { $0.path == row.path && $0.asOf == row.asOf }
      let isCurrent = isUsed || dossier.lost.contains { $0.path == row.path }
      let status = isUsed ? words[.used] : isCurrent ? words[.notUsed] : words[.superseded]
      table.add([
        words.source(row.source, of: definition), .value(row.value, in: words),
        row.asOf.map { .element("span", ["class": "nowrap"], Markup($0)) } ?? "–",
        Markup(row.path), Markup(status),
      ])
    }
    return table
  }

  /// What each source says it counts; nil where none says anything.
  package func definitions() -> Table? {
    let ids = Set(dossier.observations.map(\.source)).sorted()
    let sources = ids.compactMap { id in definition.sources.first { $0.id == id } }
    let attributes = ConceptDefinition.Attribute.allCases.filter { attribute in
      sources.contains { $0.concept.attributes[attribute] != nil }
    }
    guard !attributes.isEmpty else { return nil }
    var table = Table(
      Markup(words[.definitions]),
      [.init(Markup(words[.definitionAttribute]))]
        + sources.map { .init(words.markup($0.title, code: $0.id)) })
    for attribute in attributes {
      table.add(
        [Markup(words.attribute(attribute))]
          + sources.map { source in
            source.concept.attributes[attribute].map {
              .element("span", ["lang": "en"], Markup($0))
            } ?? "–"
          })
    }
    return table
  }

  /// The flags of the cell.
  package func flags() -> Table { Table.flags(dossier.flags, words) }

  /// Every bridge of the cell as a picture.
  package func bridges() -> [Picture] {
    dossier.bridges.compactMap { $0.picture(in: words, of: definition) }
  }

  /// What to do about the worst flag; nil where there is none.
  package var nextStep: String? {
    let worst = dossier.flags.max { left, right in
      let sizes = [left, right].map { $0.measures.difference?.magnitude ?? .zero }
      return (left.severity, sizes[0], right.cause) < (right.severity, sizes[1], left.cause)
    }
    return worst.map { words.nextStep($0.cause) }
  }

  /// Why the figure is what it is.
  package var rule: Markup {
    let rule = definition.reconciliation.precedence.first { $0.id == dossier.figure.rule }
    guard let rule else { return Markup(words[.noRule]) }
    return [
      .element("code", [:], Markup(rule.id)), ": ",
      .element("span", ["lang": "en"], Markup(rule.basis)),
    ]
  }
}

extension Table {
  /// Flags with cause, size and evidence.
  package static func flags(_ flags: [FlagRow], _ words: Words) -> Table {
    var table = Table(
      Markup(words[.flags]),
      [
        .init(Markup(words[.causeLabel])), .init(Markup(words[.severityLabel])),
        .init(Markup(words[.difference]), .number), .init(Markup(words[.relativeGap]), .number),
        .init(Markup(words[.evidence])), .init(Markup(words[.rule]), .code),
      ])
    for flag in flags {
      let evidence = (flag.evidence.map(words.sentence) + words.proposals(of: flag)).map {
        Markup($0)
      }
      let decided = flag.decided == nil ? "" : " (\(words.certainty(of: flag)))"
      table.add([
        Markup(words.cause(flag.cause) + decided), .severity(flag.severity, in: words),
        .difference(flag.measures.difference, in: words),
        .share(flag.measures.relative?.magnitude, in: words),
        evidence.joined(separator: "; "), Markup(flag.rule),
      ])
    }
    return table
  }

  /// The cells with the largest differences, each with a link to what is known of it.
  package static func worstCells(
    _ cells: [WorstCell], in structure: Structure, _ words: Words, link: (WorstCell) -> String
  ) -> Table {
    var table = Table(
      Markup(words[.worstCells]),
      [
        .init(Markup(words[.cell])), .init(Markup(words[.difference]), .number),
        .init(Markup(words[.relativeGap]), .number), .init(Markup(words[.unit])),
        .init(Markup(words[.causeLabel])), .init(Markup(words[.severityLabel])),
      ])
    for cell in cells {
      let codes = cell.codes
      let unit = codes.first { $0.dimension == Structure.indicatorDimension }
        .flatMap { structure.dimensions[structure.indicator].codelist?[$0.code]?.indicator?.unit }
      table.add([
        Link(CellText(codes, in: structure).markup(in: words), to: link(cell)).markup,
        .number(cell.difference.magnitude, in: words),
        .share(cell.relative?.magnitude, in: words), Markup(words.unit(unit ?? "")),
        Markup(words.cause(cell.cause)), .severity(cell.severity, in: words),
      ])
    }
    return table
  }
}
