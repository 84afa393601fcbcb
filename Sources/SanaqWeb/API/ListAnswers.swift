internal import Reporting
internal import StatisticalModel
internal import Warehousing

/// The lists of the API: complete however long, as JSON and as CSV.
extension Question {
  func flagsJSON() throws -> Answer {
    let filter = try filter().filter
    let decisions = JSONValue.array(
      try snapshot.reader.decisions(vintage: snapshot.vintage).map(\.json))
    return list("flags", tail: "],\"decisions\":\(decisions.text)}\n") { place in
      try snapshot.reader.limited(to: limits.time) {
        let (rows, next) = try snapshot.reader.flags(
          filter, after: place, count: limits.piece, vintage: snapshot.vintage)
        return (rows.map(\.json), next)
      }
    }
  }

  func flagsCSV() throws -> Answer {
    let filter = try filter().filter
    return table("flags", dimensions + FlagRow.columns) { place in
      let (rows, next) = try snapshot.reader.limited(to: limits.time) {
        try snapshot.reader.flags(
          filter, after: place, count: limits.piece, vintage: snapshot.vintage)
      }
      return (rows.map(\.fields), next)
    }
  }

  func figuresJSON() throws -> Answer {
    let filter = try filter().filter
    return list("figures") { place in
      try snapshot.reader.limited(to: limits.time) {
        let (rows, next) = try snapshot.reader.figures(
          filter, after: place, count: limits.piece, vintage: snapshot.vintage)
        return (rows.map(\.json), next)
      }
    }
  }

  func figuresCSV() throws -> Answer {
    let filter = try filter().filter
    return table("figures", dimensions + FigureRow.columns) { place in
      let (rows, next) = try snapshot.reader.limited(to: limits.time) {
        try snapshot.reader.figures(
          filter, after: place, count: limits.piece, vintage: snapshot.vintage)
      }
      return (rows.map(\.fields), next)
    }
  }

  func quarantineJSON() throws -> Answer {
    try parameters.require(only: ["vintage"])
    return list("quarantine") { place in
      try snapshot.reader.limited(to: limits.time) {
        let (rows, next) = try snapshot.reader.quarantine(
          after: place, count: limits.piece, vintage: snapshot.vintage)
        return (rows.map { $0.record.json(path: $0.path) }, next)
      }
    }
  }

  func quarantineCSV() throws -> Answer {
    try parameters.require(only: ["vintage"])
    let titles = ["file", "record", "line", "offset", "length", "column", "reason"]
    return table("quarantine", titles) { place in
      let (rows, next) = try snapshot.reader.limited(to: limits.time) {
        try snapshot.reader.quarantine(
          after: place, count: limits.piece, vintage: snapshot.vintage)
      }
      let fields = rows.map { row -> [CSVText.Field] in
        let place = row.record.locator
        return [.text(row.path)]
          + [place.ordinal, place.line, place.offset, place.length].map { .count($0) }
          + [.text(row.record.column), .text(row.record.reason.sentence)]
      }
      return (fields, next)
    }
  }

  /// A document `{"schema": "sanaq.<name>/1", "pipeline": …, "vintage": …, "<name>": […]}`.
  private func list(
    _ name: String, tail: String = "]}\n",
    _ piece: @escaping @Sendable (ListPlace) throws -> (rows: [JSONValue], next: ListPlace?)
  ) -> Answer {
    let head =
      "{\"schema\":\"sanaq.\(name)/1\",\"pipeline\":\(JSONValue.string(definition.id).text),"
      + "\"vintage\":\(snapshot.vintage),\"\(name)\":["
    let list = StreamedList(head: head, tail: tail) { place in
      let (rows, next) = try piece(place)
      var bytes: [UInt8] = []
      for (position, row) in rows.enumerated() {
        if position > 0 || place != .start { bytes.append(UInt8(ascii: ",")) }
        row.write(to: &bytes)
      }
      return (bytes, next)
    }
    return lasting(Answer(.json, list, fileName: "\(definition.id)-\(name).json"))
  }

  private var dimensions: [String] { definition.structure.dimensions.map(\.id) }

  private func table(
    _ name: String, _ columns: [String],
    _ piece: @escaping @Sendable (ListPlace) throws -> (rows: [[CSVText.Field]], next: ListPlace?)
  ) -> Answer {
    let list = StreamedList(head: CSVText.line(columns.map { CSVText.Field.text($0) }) + "\r\n") {
      place in
      let (rows, next) = try piece(place)
      return (Array(rows.map { CSVText.line($0) + "\r\n" }.joined().utf8), next)
    }
    return lasting(Answer(.csv, list, fileName: "\(definition.id)-\(name).csv"))
  }
}
