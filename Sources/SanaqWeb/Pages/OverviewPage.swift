internal import Reporting
internal import StatisticalModel
internal import Warehousing

extension Question {
  /// The first page of a pipeline: how many cells disagree, where, why, and which most.
  func overview(_ frame: PageFrame) throws -> Answer {
    try parameters.require(only: ["vintage"])
    let page = try overviewPage(frame)
    let title = frame.words.name(definition.title, code: definition.id)
    let answer = frame.page(
      title, heading: frame.words.markup(definition.title, code: definition.id), page.sections)
    // Without its pictures the page is not yet what it will be.
    return page.gaps == nil ? answer : lasting(answer)
  }

  private func overviewPage(_ frame: PageFrame) throws -> OverviewPage {
    let overview = try overview()
    return OverviewPage(
      frame: frame, snapshot: snapshot, overview: overview,
      gaps: try overviews.pictures(of: snapshot, cells: overview.counts.cellCount))
  }

  /// The same numbers.
  func summaryJSON() throws -> Answer {
    try parameters.require(only: ["vintage"])
    let counts = try overview().counts
    let cells = counts.periods.map { count in
      JSONValue.object([
        "period": .string(count.code), "outcome": .string(count.outcome.rawValue),
        "status": .string(count.status.rawValue), "cells": .integer(count.cells),
      ])
    }
    let flags = counts.flags.map { count in
      JSONValue.object([
        "cause": .string(count.cause.rawValue), "severity": .string(count.severity.rawValue),
        "flags": .integer(count.count),
      ])
    }
    let changes = counts.changes.map { changes in
      JSONValue.object([
        "newCells": .integer(changes.newCells), "changedCells": .integer(changes.changedCells),
        "newFlags": .integer(changes.newFlags), "goneFlags": .integer(changes.goneFlags),
      ])
    }
    return lasting(
      document(
        "summary",
        [
          .init(name: "finished", value: .string(snapshot.shown.finished)),
          .init(name: "manifestHash", value: .string(snapshot.shown.manifestHash)),
          .init(name: "cells", value: .array(cells)),
          .init(name: "flags", value: .array(flags)),
          .init(name: "unexplainedShare", value: JSONValue(counts.unexplainedShare)),
          .init(name: "changes", value: changes ?? .null),
        ]))
  }
}

struct OverviewPage {
  let frame: PageFrame
  let snapshot: Snapshot
  let overview: Overview
  /// Nil while they are being drawn.
  let gaps: GapPictures?

  private var words: Words { frame.words }

  var sections: [Markup] {
    let counts = overview.counts
    let parts: [(PagePhrase, Markup)] = [
      (.worst, worst), (.whereGaps, pictures), (.causes, causes),
      (.overPeriods, counts.periods(in: words).markup(id: "periods")),
    ]
    return [counts.measures(in: words), changes]
      + parts.flatMap { title, part in
        part.isEmpty ? [] : [.element("h2", [:], Markup(words[page: title])), part]
      }
  }

  private var changes: Markup {
    guard let changes = overview.counts.changes else {
      return .element("p", [:], Markup(words[page: .firstVintage]))
    }
    return .element(
      "p", [:],
      Markup(
        words(
          page: .sinceLast,
          [
            "newCells": words.number(changes.newCells),
            "changedCells": words.number(changes.changedCells),
            "newFlags": words.number(changes.newFlags),
            "goneFlags": words.number(changes.goneFlags),
          ])))
  }

  private var worst: Markup {
    guard !overview.worst.isEmpty else { return .none }
    var table = Table.worstCells(overview.worst, in: snapshot.structure, words) {
      frame.cellPath($0.cell)
    }
    table.note =
      Link(Markup(words[page: .allDiscrepancies]), to: frame.path(to: "discrepancies")).markup
    return table.markup(id: "worst")
  }

  private var pictures: Markup {
    guard let gaps else { return .paragraph(words[page: .picturesLater]) }
    return Markup(
      [
        gaps.heatMap(in: words)?.markup(id: "heat", in: words),
        gaps.tileMap(in: words)?.markup(id: "tiles", in: words),
      ].compactMap(\.self))
  }

  /// Flags by cause; each severity leads to its list.
  private var causes: Markup {
    guard overview.counts.flagCount > 0 else { return .none }
    let links = Severity.allCases.reversed().map { severity in
      Link(
        Markup(words.severity(severity)),
        to: frame.path(to: "discrepancies", ["severity": severity.rawValue])
      ).markup
    }
    return [
      overview.counts.causes(in: words).markup(id: "causes"),
      .element(
        "p", [:], [Markup(words[page: .discrepancies]), ": ", links.joined(separator: " · ")]),
    ]
  }
}
