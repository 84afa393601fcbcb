import Extraction
import StatisticalModel
import TestSupport
import Testing

/// RFC 4180, the cases of the csv-spectrum collection, and the spellings of line ends.
@Suite struct CSVTests {
  struct Case: CustomTestStringConvertible {
    var name: String
    var text: String
    var records: [[String?]]
    /// What each record is in the file.
    var slices: [String]
    var lines: [Int]
    var testDescription: String { name }

    init(
      _ name: String, _ text: String, _ records: [[String?]], slices: [String], lines: [Int]
    ) {
      (self.name, self.text, self.records) = (name, text, records)
      (self.slices, self.lines) = (slices, lines)
    }
  }

  static let cases: [Case] = [
    Case("an empty file has no records", "", [], slices: [], lines: []),
    Case(
      "simple (RFC 4180, 2.1)", "a,b,c\n1,2,3\n", [["a", "b", "c"], ["1", "2", "3"]],
      slices: ["a,b,c", "1,2,3"], lines: [1, 2]),
    Case(
      "simple with CR LF", "a,b\r\n1,2\r\n", [["a", "b"], ["1", "2"]], slices: ["a,b", "1,2"],
      lines: [1, 2]),
    Case(
      "CR alone ends a line", "a,b\r1,2\r", [["a", "b"], ["1", "2"]], slices: ["a,b", "1,2"],
      lines: [1, 2]),
    Case(
      "line ends may be mixed", "a\nb\rc\r\nd", [["a"], ["b"], ["c"], ["d"]],
      slices: ["a", "b", "c", "d"], lines: [1, 2, 3, 4]),
    Case(
      "the last record may lack its line end (2.2)", "a\nb", [["a"], ["b"]], slices: ["a", "b"],
      lines: [1, 2]),
    Case(
      "spaces are part of a field (2.4)", " a , b\t\n", [[" a ", " b\t"]], slices: [" a , b\t"],
      lines: [1]),
    Case(
      "commas in quotes (2.6)", "John,\"120 any st.\",\"Anytown, WW\"\n",
      [["John", "120 any st.", "Anytown, WW"]],
      slices: ["John,\"120 any st.\",\"Anytown, WW\""], lines: [1]),
    Case(
      "escaped quotes (2.7)", "1,\"ha \"\"ha\"\" ha\"\n2,\"\"\"\"\n",
      [["1", "ha \"ha\" ha"], ["2", "\""]], slices: ["1,\"ha \"\"ha\"\" ha\"", "2,\"\"\"\""],
      lines: [1, 2]),
    Case(
      "newlines in quotes (2.6)", "1,\"a\nb\"\n2,c\n", [["1", "a\nb"], ["2", "c"]],
      slices: ["1,\"a\nb\"", "2,c"], lines: [1, 3]),
    Case(
      "CR LF in quotes is one line end and stays", "\"a\r\nb\rc\",1\r\nd,2\r\n",
      [["a\r\nb\rc", "1"], ["d", "2"]], slices: ["\"a\r\nb\rc\",1", "d,2"], lines: [1, 4]),
    Case(
      "quotes and newlines", "a,b\n1,\"ha \n\"\"ha\"\" \nha\"\n3,4\n",
      [["a", "b"], ["1", "ha \n\"ha\" \nha"], ["3", "4"]],
      slices: ["a,b", "1,\"ha \n\"\"ha\"\" \nha\"", "3,4"], lines: [1, 2, 5]),
    Case(
      "an unquoted empty field is null, a quoted one is empty", "1,\"\",\n,,\n\"\"\n",
      [["1", "", nil], [nil, nil, nil], [""]], slices: ["1,\"\",", ",,", "\"\""],
      lines: [1, 2, 3]),
    Case(
      "empty fields with CR LF", "1,\"\",\"\"\r\n2,3,4\r\n", [["1", "", ""], ["2", "3", "4"]],
      slices: ["1,\"\",\"\"", "2,3,4"], lines: [1, 2]),
    Case(
      "a separator at the very end is followed by a null field", "a,", [["a", nil]],
      slices: ["a,"], lines: [1]),
    Case(
      "blank lines are records without fields", "\na\n\n\r\n\rb", [[], ["a"], [], [], [], ["b"]],
      slices: ["", "a", "", "", "", "b"], lines: [1, 2, 3, 4, 5, 6]),
    Case(
      "ragged records stand as they are", "a,b\n1\n1,2,3\n",
      [["a", "b"], ["1"], ["1", "2", "3"]],
      slices: ["a,b", "1", "1,2,3"], lines: [1, 2, 3]),
    Case(
      "letters outside ASCII", "ә,ʤ\nұлы,😀\n", [["ә", "ʤ"], ["ұлы", "😀"]],
      slices: ["ә,ʤ", "ұлы,😀"], lines: [1, 2]),
    Case(
      "a byte order mark is no part of the first field", "\u{FEFF}a,b\n1,2\n",
      [["a", "b"], ["1", "2"]], slices: ["a,b", "1,2"], lines: [1, 2]),
    Case(
      "a byte order mark before a quote", "\u{FEFF}\"a\",b\n", [["a", "b"]], slices: ["\"a\",b"],
      lines: [1]),
  ]

  @Test("records, their bytes and their lines", arguments: cases)
  func record(_ example: Case) throws {
    let reading = try Reading(csv: example.text)
    #expect(reading.error == nil)
    #expect(reading.records == example.records)
    #expect(reading.slices(of: Array(example.text.utf8)) == example.slices)
    #expect(reading.locators.map(\.line) == example.lines)
    #expect(reading.locators.map(\.ordinal) == Array(1..<example.records.count + 1))
    #expect(reading.file?.records == example.records.count)
    #expect(reading.file?.size == example.text.utf8.count)
  }

  @Test(
    "any ASCII separator and quote", arguments: [(";", "'"), ("\t", "\""), ("|", "$"), (" ", "\"")])
  func separators(delimiter: Character, quote: Character) throws {
    let text = "a\(delimiter)\(quote)x\(delimiter)y\(quote)\(quote)z\(quote)\n"
    let reading = try Reading(csv: text, delimiter: delimiter, quote: quote)
    #expect(reading.records == [["a", "x\(delimiter)y\(quote)z"]])
  }

  @Test(
    "a broken record is refused with its place, after the good ones before it",
    arguments: [
      ("a\nb,\"c\nd\ne", 1, ExtractionError.Reason.unclosedQuote, 2, 3),
      ("a\nb\nx\"y\n", 2, .strayQuote, 3, 2),
      ("a\n1,қ,x\"y\n", 1, .strayQuote, 2, 6),
      ("a\r\n\"a\"b\r\n", 1, .textAfterQuote, 2, 4),
      ("\"a\" ,b\n", 0, .textAfterQuote, 1, 4),
      ("a,\"", 0, .unclosedQuote, 1, 3),
      ("\"a\nb\",\"c", 0, .unclosedQuote, 2, 4),
    ])
  func broken(
    text: String, good: Int, reason: ExtractionError.Reason, line: Int, column: Int
  ) throws {
    let reading = try Reading(csv: text)
    #expect(reading.records.count == good)
    #expect(
      reading.error
        == ExtractionError(file: "in.csv", line: line, column: column, reason: reason))
  }
}
