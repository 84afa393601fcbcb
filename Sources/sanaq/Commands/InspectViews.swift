import Extraction
import Files
import Reporting
import StatisticalModel

/// Shows the rows of a CSV file and warns of those that have another number of fields.
struct RowView {
  private let file: String
  private let isJSON: Bool
  private var header: [String?]?
  /// Fields of the header, or of the first row.
  private var expected: Int?
  private var raggedRows = 0
  /// Widths of the columns, from the header and the first batch; nil before it.
  private var widths: [Int]?

  /// More warnings than this tell nothing new.
  private static let warningLimit = 20
  private static let widthLimit = 40
  private static let placeNames = ["record", "line", "offset", "length"]

  init(file: String, isJSON: Bool) {
    self.file = file
    self.isJSON = isJSON
  }

  mutating func show(header: [String?], on output: inout StandardOutput) throws {
    expected = header.count
    self.header = header
    guard isJSON else { return }
    try output.write(
      line: JSONValue.object(["header": .array(header.map { JSONValue($0) })]).text)
  }

  mutating func show(_ batch: RecordBatch, on output: inout StandardOutput) throws {
    if !isJSON, widths == nil { try measure(batch, on: &output) }
    for record in 0..<batch.count {
      let locator = batch.locators[record]
      let fields = batch.strings(of: record)
      if isJSON {
        try output.write(line: Self.json(fields, at: locator))
      } else {
        try output.write(line: line(Self.cells(fields, at: locator)))
      }
      warn(of: fields.count, at: locator)
    }
  }

  /// Shows what is left to show at the end of the file.
  mutating func finish(on output: inout StandardOutput) throws {
    if !isJSON, widths == nil { try measure(RecordBatch(), on: &output) }
    if raggedRows > Self.warningLimit {
      writeToStandardError("\(file): \(raggedRows - Self.warningLimit) more such rows.")
    }
  }

  private static func json(_ fields: [String?], at locator: RecordLocator) -> String {
    JSONValue.object([
      "record": .integer(locator.ordinal), "line": .integer(locator.line),
      "offset": .integer(locator.offset), "length": .integer(locator.length),
      "fields": .array(fields.map { JSONValue($0) }),
    ]).text
  }

  private mutating func warn(of count: Int, at locator: RecordLocator) {
    let first = expected ?? count
    expected = first
    guard count != first || count == 0 else { return }
    raggedRows += 1
    guard raggedRows <= Self.warningLimit else { return }
    let what =
      count == 0
      ? "the line is blank"
      : "\(count) field\(count == 1 ? "" : "s") where the first row has \(first)"
    writeToStandardError("\(file):\(locator.line):1: warning: \(what). It is shown as it stands.")
  }

  /// Null is blank, an empty string is `""`.
  private static func cells(_ fields: [String?]) -> [String] {
    fields.map { $0.map { $0.isEmpty ? "\"\"" : visible($0) } ?? "" }
  }

  private static func cells(_ fields: [String?], at locator: RecordLocator) -> [String] {
    [locator.ordinal, locator.line, locator.offset, locator.length].map(String.init)
      + cells(fields)
  }

  /// Fixes the widths and shows the header.
  private mutating func measure(
    _ batch: RecordBatch, on output: inout StandardOutput
  ) throws {
    let titles = header.map { Self.placeNames + Self.cells($0) }
    var rows = titles.map { [$0] } ?? []
    for record in 0..<batch.count {
      rows.append(Self.cells(batch.strings(of: record), at: batch.locators[record]))
    }
    var widths: [Int] = []
    for row in rows {
      for (column, cell) in row.enumerated() {
        if column == widths.count { widths.append(0) }
        widths[column] = max(widths[column], min(cell.unicodeScalars.count, Self.widthLimit))
      }
    }
    self.widths = widths
    if let titles { try output.write(line: line(titles)) }
  }

  private func line(_ cells: [String]) -> String {
    var line = ""
    for (column, cell) in cells.enumerated() {
      let width = widths.flatMap { column < $0.count ? $0[column] : nil } ?? 0
      let padding = String(repeating: " ", count: max(0, width - cell.unicodeScalars.count))
      let isNumber = column < Self.placeNames.count
      line += (column == 0 ? "" : "  ") + (isNumber ? padding + cell : cell + padding)
    }
    while line.last == " " { line.removeLast() }
    return line
  }
}

extension RecordBatch {
  fileprivate func strings(of record: Int) -> [String?] {
    (0..<fieldCount(of: record)).map { string($0, of: record) }
  }
}

/// Shows an element for people.
enum ElementView {
  static func text(of record: XMLRecord) -> String {
    let locator = record.locator
    var text =
      "\(record.path)  record \(locator.ordinal)  line \(locator.line)  "
      + "offset \(locator.offset)  length \(locator.length)"
    append(record.element, below: "", to: &text)
    return text
  }

  private static func append(_ element: XMLElement, below path: String, to text: inout String) {
    for attribute in element.attributes {
      text += "\n  \(path)@\(attribute.name)  \(visible(attribute.value))"
    }
    if element.children.isEmpty || element.text.contains(where: { !$0.isWhitespace }) {
      text += "\n  \(path).  \(visible(element.text))"
    }
    for child in element.children { append(child, below: "\(path)\(child.name)/", to: &text) }
  }
}

/// The text without what would move the cursor of a terminal.
private func visible(_ text: String) -> String {
  var result = ""
  for scalar in text.unicodeScalars {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator:
      result += scalar.escaped(asASCII: true)
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result
}

extension JSONValue {
  /// An element that is a record, with its place.
  init(_ record: XMLRecord) {
    let element = record.element
    self = .object([
      "record": .integer(record.locator.ordinal), "line": .integer(record.locator.line),
      "offset": .integer(record.locator.offset), "length": .integer(record.locator.length),
      "path": .string(record.path), "attributes": Self.attributes(of: element),
      "children": Self.children(of: element), "text": .string(element.text),
    ])
  }

  private static func attributes(of element: XMLElement) -> JSONValue {
    .object(element.attributes.map { Member(name: $0.name, value: .string($0.value)) })
  }

  /// Children by name, in the order in which the names first occur.
  private static func children(of element: XMLElement) -> JSONValue {
    var names: [String] = []
    var values: [String: [JSONValue]] = [:]
    for child in element.children {
      if values[child.name] == nil { names.append(child.name) }
      values[child.name, default: []].append(JSONValue(child: child))
    }
    return .object(
      names.map { name in
        let values = values[name] ?? []
        return Member(name: name, value: values.count == 1 ? values[0] : .array(values))
      })
  }

  private init(child: XMLElement) {
    guard !child.attributes.isEmpty || !child.children.isEmpty else {
      self = .string(child.text)
      return
    }
    self = .object([
      "attributes": Self.attributes(of: child), "children": Self.children(of: child),
      "text": .string(child.text),
    ])
  }
}
