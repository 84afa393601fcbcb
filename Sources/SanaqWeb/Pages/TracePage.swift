internal import Pipelining
internal import Reporting
internal import StatisticalModel
internal import Warehousing

extension Question {
  /// Records shown of a value; all of them are in the document.
  private static let records = 20

  /// A figure back to the bytes of the delivered files, as they are at this moment.
  func trace(_ frame: PageFrame) throws -> Answer {
    try parameters.require(only: ["cell", "vintage"])
    let key = try snapshot.structure.cell(parameters)
    let proof = FigureProof(
      of: try snapshot.reader.trace(key, vintage: snapshot.vintage), in: snapshot.folder,
      definition: definition, recordsPerValue: Self.records)
    let words = frame.words
    let cell = CellText(proof.figure.codes, in: snapshot.structure)
    let figure = Markup.element(
      "p", ["class": "lead"],
      [
        Markup(words(page: .traceOf, ["method": proof.figure.method])), " ",
        Link(Markup(words[page: .backToCell]), to: frame.cellPath(key)).markup, " · ",
        Link("JSON", to: frame.document("trace", ["cell": key])).markup,
      ])
    let inputs = proof.inputs.enumerated().flatMap { position, input in
      TracedInput(input: input, number: position + 1, frame: frame).sections
    }
    let decisions =
      proof.decisions.isEmpty
      ? Markup.none : Table.decisions(proof.decisions, words).markup(id: "decisions")
    let none: [Markup] =
      proof.inputs.isEmpty ? [.element("p", [:], Markup(words[page: .noInputs]))] : []
    return frame.page(
      words[page: .trace] + ": " + cell.names(in: words),
      heading: [Markup(words[page: .trace]), ": ", cell.markup(in: words)],
      [figure, .element("p", ["class": "code"], Markup(key)), decisions] + none + inputs)
  }
}

/// A value that a figure was taken from, or that lost, with the records that say it.
private struct TracedInput {
  /// Bytes shown of a record; its text is shown as far.
  private static let bytes = 1024

  let input: FigureProof.Input
  let number: Int
  let frame: PageFrame

  private var words: Words { frame.words }
  private var delivery: InputRow { input.traced.delivery }

  var sections: [Markup] {
    [
      .element(
        "h2", [:],
        [
          Markup(words[input.traced.isUsed ? .used : .notUsed]), ": ",
          .element("code", [:], Markup(input.traced.quoted.source)), " ",
          .value(input.traced.quoted.value, in: words),
        ]), facts,
    ] + input.observations.flatMap { observation(row: $0.row, records: $0.records) }
  }

  private var facts: Markup {
    let intact = words[page: input.fileIsIntact ? .fileIntact : .fileChanged]
    return .facts([
      (words[.file], .element("code", [:], Markup(delivery.path))),
      (words[.edition], Markup(words.number(delivery.edition))),
      (words[page: .sender], Markup(delivery.sender)),
      (words[page: .received], Markup(delivery.received)),
      (words[page: .licence], Markup(delivery.licence)),
      ("SHA-256", .element("code", [:], Markup(delivery.sha256))),
      (
        words[page: .state],
        .element("strong", ["class": input.fileIsIntact ? nil : "alarm"], Markup(intact))
      ),
    ])
  }

  private func observation(row: ObservationRow, records: [ProvenRecord]) -> [Markup] {
    let rest = row.records.count - records.count
    let left: [Markup] =
      rest > 0 ? [.element("p", ["class": "note"], Markup(words(page: .moreRecords, rest)))] : []
    return records.map { record($0, field: row.field + 1) } + left
  }

  private func record(_ record: ProvenRecord, field: Int) -> Markup {
    let place = record.locator
    return .element(
      "section", ["class": "block"],
      [
        .element(
          "h3", [:],
          Markup(
            words(
              page: .recordPlace,
              [
                "record": words.number(place.ordinal), "line": words.number(place.line),
                "field": words.number(field),
              ]))),
        .element(
          "p", ["class": "note"],
          [
            Markup(
              words(
                page: .bytesPlace,
                [
                  "from": words.number(place.offset),
                  "to": words.number(place.offset + place.length),
                ])), " SHA-256 ", .element("code", [:], Markup(record.sha256 ?? "–")),
          ]), text(of: record), bytes(of: record),
      ])
  }

  /// The record as it reads in the source's encoding; nothing in it is more than text.
  private func text(of record: ProvenRecord) -> Markup {
    guard let text = record.text else {
      return .element(
        "p", ["class": "alarm"],
        Markup(words[page: record.bytes == nil ? .recordGone : .recordUndecoded]))
    }
    let shown = String(text.prefix(Self.bytes))
    return .element(
      "pre", ["tabindex": "0", "aria-label": words[page: .recordText]], Markup(shown))
  }

  private func bytes(of record: ProvenRecord) -> Markup {
    guard let bytes = record.bytes else { return .none }
    let rest = bytes.count - Self.bytes
    return .element(
      "details", [:],
      [
        .element("summary", [:], Markup(words[page: .bytes])),
        .element(
          "pre", ["tabindex": "0", "aria-label": words[page: .bytes]],
          Markup(ByteDump.text(bytes.prefix(Self.bytes), from: record.locator.offset))),
        rest > 0
          ? .element("p", ["class": "note"], Markup(words(page: .moreBytes, rest))) : .none,
      ])
  }
}

/// Bytes as `xxd` prints them: where they stand, sixteen in hexadecimal, and the ASCII among them.
enum ByteDump {
  private static let width = 16

  static func text(_ bytes: ArraySlice<UInt8>, from offset: Int) -> String {
    stride(from: bytes.startIndex, to: bytes.endIndex, by: width).map { start in
      let row = bytes[start..<min(start + width, bytes.endIndex)]
      let place = hexadecimal(offset + start - bytes.startIndex, digits: 8)
      let codes = row.map { hexadecimal(Int($0), digits: 2) }.joined(separator: " ")
      let letters = row.map { (0x20..<0x7F).contains($0) ? String(Unicode.Scalar($0)) : "." }
      let gap = String(repeating: " ", count: width * 3 + 1 - codes.count)
      return "\(place)  \(codes)\(gap)\(letters.joined())"
    }.joined(separator: "\n")
  }

  private static func hexadecimal(_ number: Int, digits: Int) -> String {
    let text = String(number, radix: 16)
    return String(repeating: "0", count: max(0, digits - text.count)) + text
  }
}
