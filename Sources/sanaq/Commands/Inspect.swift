import ArgumentParser
import Extraction
import Files
import Reporting
import StatisticalModel

/// Shows what the reader sees, without a pipeline.
struct Inspect: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show the records of a CSV or XML file as the reader sees them.",
    discussion: """
      EXAMPLES
        sanaq inspect table.csv --json --delimiter ';' --encoding KZ-1048
        sanaq inspect message.xml --observations --json --structure structure.xml

      With --json each line is an object. CSV: first the header, {"header":["a",…]}, then \
      {"record":1,"line":2,"offset":17,"length":12,"fields":["a",null]}. Offset and length are \
      in bytes of the file, without the line end. An unquoted empty field is null, "" is an \
      empty string; a blank line has no fields. A row with another number of fields than the \
      first is shown as it stands, with a warning.

      XML: {"record":1,"line":3,"offset":40,"length":33,"path":"/a/b","attributes":{},\
      "children":{},"text":""}. Records are the elements with the local name --element, \
      also one inside another, or the children of the root. Attributes have their names as written, elements \
      their local names. A child with only text is its text; one with attributes or children \
      is an object of "attributes", "children" and "text"; children of one name are an array. \
      "text" is the element's own text, untrimmed, without that of its children.

      --observations reads SDMX-ML 2.1 and 3.x and SDMX-CSV 1.0 and 2.x: {"dataset":1,\
      "structure":"AGENCY:ID(1.0)","action":"R","key":{"FREQ":"A",…},"value":"12.5",\
      "attributes":{…},"offset":…,"length":…}, the value as written, null when it is missing, \
      attributes of data set, group and series merged in, the nearest level winning. Without \
      --structure dimensions are told by where they stand.

      A file is XML when its name ends in .xml, or when it begins with "<" and no option for \
      CSV is given. Without --encoding a byte order mark or the XML declaration decides, else \
      UTF-8. What is malformed ends the output with code 65, after the good records before it.
      """)

  @Argument(help: "The file.")
  var file: String

  @Flag(help: "One JSON object per line.")
  var json = false

  @Option(help: "Separator of the fields: one ASCII character, or tab. (default: ,)")
  var delimiter: String?

  @Option(help: "Quote around fields: one ASCII character. (default: \")")
  var quote: String?

  @Option(help: "UTF-8, UTF-16, windows-1251 or KZ-1048.")
  var encoding: String?

  @Flag(help: "The first row is a record.")
  var noHeader = false

  @Option(help: "Local name of the elements that are records.")
  var element: String?

  @Flag(help: "Show the observations of an SDMX message.")
  var observations = false

  @Flag(help: "With --observations: read them all, and say only how many there are.")
  var count = false

  @Flag(help: "Show what an SDMX structure message defines, one artefact a line.")
  var structures = false

  @Option(help: "The structure message by which to read the observations.")
  var structure: String?

  func validate() throws {
    _ = try csvLayout(encoding: .utf8)
    if let encoding, TextEncoding(label: encoding) == nil {
      throw ValidationError(
        "--encoding \(encoding) is not read here. Use UTF-8, UTF-16, windows-1251 or KZ-1048.")
    }
    if element != nil, hasCSVOption {
      throw ValidationError("--element is for XML; --delimiter, --quote, --no-header are for CSV.")
    }
    if observations, element != nil || hasCSVOption {
      throw ValidationError(
        "--observations takes the message as it is: leave the other options out.")
    }
    if count, !observations {
      throw ValidationError("--count is for --observations.")
    }
    if structure != nil, !observations {
      throw ValidationError("--structure is for --observations.")
    }
  }

  func run() throws {
    let (path, start) = try open()
    let named = encoding.flatMap(TextEncoding.init(label:))
    let encoding = named ?? TextEncoding(byteOrderMarkOf: start) ?? .utf8
    var output = StandardOutput()
    do {
      if observations {
        try inspectObservations(path, start, encoding, into: &output)
      } else if structures {
        let read = try SDMXStructureReader(path: path, displayName: file).read()
        try StructureView(read).show(asJSON: json, on: &output)
      } else if start.isEmpty {
        return
      } else if isXML(start) {
        try inspectXML(path, encoding, into: &output)
      } else {
        try inspectCSV(path, encoding, into: &output)
      }
    } catch {
      // The good records come first, then the reason why there are no more.
      try output.flush()
      throw error
    }
    try output.flush()
  }

  /// Who names a link means the file behind it; the reader of deliveries refuses links.
  private func open() throws(FileFailure) -> (path: String, start: [UInt8]) {
    let path = try Self.resolved(file)
    do {
      return (path, try firstBytes(of: path, upTo: 1024))
    } catch {
      throw FileFailure(path: file, reason: error.reason)
    }
  }

  private static func resolved(_ file: String) throws(FileFailure) -> String {
    do {
      return try resolvingLinks(file)
    } catch {
      throw FileFailure(path: file, reason: error.reason)
    }
  }

  private var hasCSVOption: Bool { delimiter != nil || quote != nil || noHeader }

  private func isXML(_ start: [UInt8]) -> Bool {
    if element != nil || file.lowercased().hasSuffix(".xml") { return true }
    // Past byte order marks, blanks, and the zero bytes of UTF-16.
    let skipped: Set<UInt8> = [0xEF, 0xBB, 0xBF, 0xFF, 0xFE, 0x20, 0x09, 0x0A, 0x0D, 0]
    return !hasCSVOption && start.first { !skipped.contains($0) } == UInt8(ascii: "<")
  }

  private func csvLayout(encoding: TextEncoding) throws -> CSVLayout {
    let layout = CSVLayout(
      encoding: encoding, delimiter: try Self.byte(delimiter ?? ",", for: "--delimiter"),
      quote: try Self.byte(quote ?? "\"", for: "--quote"), headerRows: noHeader ? 0 : 1)
    guard layout.delimiter != layout.quote else {
      throw ValidationError("--delimiter and --quote must differ.")
    }
    return layout
  }

  private static func byte(_ text: String, for option: String) throws -> UInt8 {
    if text == "tab" || text == "\\t" { return 0x09 }
    let bytes = Array(text.utf8)
    guard bytes.count == 1, bytes[0] < 0x80, ![0, 0x0A, 0x0D].contains(bytes[0]) else {
      throw ValidationError("\(option) must be one ASCII character other than a line end, or tab.")
    }
    return bytes[0]
  }

  private func inspectCSV(
    _ path: String, _ encoding: TextEncoding, into output: inout StandardOutput
  ) throws {
    let reader = CSVReader(
      path: path, displayName: file, layout: try csvLayout(encoding: encoding))
    var view = RowView(file: file, isJSON: json)
    _ = try reader.read(
      leading: noHeader ? 0 : 1,
      first: { rows, _ in
        if let header = rows.first { try view.show(header: header, on: &output) }
      },
      batch: { batch in try view.show(batch, on: &output) })
    try view.finish(on: &output)
  }

  private func inspectObservations(
    _ path: String, _ start: [UInt8], _ encoding: TextEncoding, into output: inout StandardOutput
  ) throws {
    let expectation: SDMXExpectation =
      try structure.map { name in
        let path = try Self.resolved(name)
        return .structures(try SDMXStructureReader(path: path, displayName: name).read())
      } ?? .any
    let reader = SDMXReader(path: path, displayName: file, expecting: expectation)
    var view = ObservationView(isJSON: json)
    let isCount = count
    func show(_ batch: SDMXBatch) throws {
      if !isCount { try view.show(batch, on: &output) }
    }
    let records =
      isXML(start)
      ? try reader.observationsOfML(batch: show)
      : try reader.readCSV(encoding: encoding, batch: show).records
    if count {
      let number = JSONValue.object(["observations": .integer(records)])
      try output.write(line: json ? number.text : "\(records) observations")
    }
  }

  private func inspectXML(
    _ path: String, _ encoding: TextEncoding, into output: inout StandardOutput
  ) throws {
    let reader = XMLElementReader(path: path, displayName: file, encoding: encoding)
    try reader.read(element: element) { record in
      let value = JSONValue(record)
      try output.write(line: json ? value.text : ElementView.text(of: record))
    }
  }
}
