import TestSupport
import Testing

/// `sanaq inspect`, driven from outside.
@Suite struct InspectTests {
  /// Writes `content` to a file of this name and inspects it in its folder.
  func inspect(
    _ name: String, _ content: String, _ options: [String] = ["--json"]
  ) throws -> ProgramResult {
    let workdir = try Workdir()
    try workdir.write(content, to: name)
    return try Sanaq.run(["inspect", name] + options, in: workdir.path)
  }

  @Test("a CSV file: the header, then each record with its place")
  func table() throws {
    let result = try inspect("a.csv", "name,value\r\nA,\r\n\"B \"\"x\"\"\",\"\"\r\n")
    #expect(
      result.lines == [
        #"{"header":["name","value"]}"#,
        #"{"record":1,"line":2,"offset":12,"length":2,"fields":["A",null]}"#,
        #"{"record":2,"line":3,"offset":16,"length":12,"fields":["B \"x\"",""]}"#,
      ])
    #expect(result.errors.isEmpty)
    #expect(result.code == 0)
  }

  @Test("without a header the first row is record 1")
  func noHeader() throws {
    let result = try inspect("a.csv", "a,b\n1,2\n", ["--json", "--no-header"])
    #expect(
      result.lines == [
        #"{"record":1,"line":1,"offset":0,"length":3,"fields":["a","b"]}"#,
        #"{"record":2,"line":2,"offset":4,"length":3,"fields":["1","2"]}"#,
      ])
  }

  /// Outlines hold outlines: each is an element of that name, in the order in which they begin.
  @Test("an element inside one of its own name is a record too")
  func nested() throws {
    let result = try inspect(
      "a.xml", "<r><o n=\"1\"><o n=\"2\"/></o></r>", ["--json", "--element", "o"])
    #expect(
      result.lines == [
        #"{"record":1,"line":1,"offset":3,"length":23,"path":"/r/o","attributes":{"n":"1"},"#
          + #""children":{"o":{"attributes":{"n":"2"},"children":{},"text":""}},"text":""}"#,
        #"{"record":2,"line":1,"offset":12,"length":10,"path":"/r/o/o","attributes":{"n":"2"},"#
          + #""children":{},"text":""}"#,
      ])
  }

  @Test("ragged and blank rows are shown as they stand, with a warning")
  func ragged() throws {
    let result = try inspect("a.csv", "a,b\n1\n\n")
    #expect(
      result.lines.dropFirst() == [
        #"{"record":1,"line":2,"offset":4,"length":1,"fields":["1"]}"#,
        #"{"record":2,"line":3,"offset":6,"length":0,"fields":[]}"#,
      ])
    #expect(result.errors.contains("a.csv:2:1: warning:"))
    #expect(result.errors.contains("a.csv:3:1: warning:"))
    #expect(result.code == 0)
  }

  @Test("separator, quote and encoding are options", arguments: ["tab", "\\t", "\t"])
  func options(delimiter: String) throws {
    let workdir = try Workdir()
    // Қ and ә are bytes 8D and BC in KZ-1048 (STRK 1048-2002).
    try workdir.write([0x8D, 0x09, 0x27, 0xBC, 0x09, 0x27, 0x0A] as [UInt8], to: "a.txt")
    let result = try Sanaq.run(
      ["inspect", "a.txt", "--json", "--no-header", "--delimiter", delimiter]
        + ["--quote", "'", "--encoding", "kz-1048"], in: workdir.path)
    #expect(
      result.lines == [#"{"record":1,"line":1,"offset":0,"length":6,"fields":["Қ","ә\t"]}"#])
  }

  @Test("an XML file: each child of the root, or each element of a name")
  func document() throws {
    let text = "<a>\n<b x='1'>t<c>1</c><c>2</c><d k='v'>z</d></b><e/></a>"
    #expect(
      try inspect("a.xml", text).lines == [
        #"{"record":1,"line":2,"offset":4,"length":44,"path":"/a/b","attributes":{"x":"1"},"#
          + #""children":{"c":["1","2"],"d":{"attributes":{"k":"v"},"children":{},"text":"z"}},"#
          + #""text":"t"}"#,
        #"{"record":2,"line":2,"offset":48,"length":4,"path":"/a/e","attributes":{},"#
          + #""children":{},"text":""}"#,
      ])
    // Known by its first byte, whatever its name.
    #expect(
      try inspect("a.txt", text, ["--json", "--element", "d"]).lines == [
        #"{"record":1,"line":2,"offset":30,"length":14,"path":"/a/b/d","attributes":{"k":"v"},"#
          + #""children":{},"text":"z"}"#
      ])
  }

  @Test(
    "malformed input: the good records, then the place on standard error, code 65",
    arguments: [
      ("a.csv", "a,b\n1,2\n\"x", 2, "a.csv:3:1: "),
      ("a.csv", "a\nx\"y\n", 1, "a.csv:2:2: "),
      ("a.xml", "<a>\n<b/>\n<c></d></a>", 1, "a.xml:3:"),
      ("a.xml", "<a>\n<b/><c>", 1, "a.xml:2:8: "),
      ("a.xml", "<!DOCTYPE a><a/>", 0, "a.xml:1:1: "),
    ])
  func malformed(name: String, text: String, good: Int, place: String) throws {
    let result = try inspect(name, text)
    #expect(result.lines.count == good)
    #expect(result.errors.hasPrefix(place))
    #expect(result.errors.split(separator: "\n").count == 1)
    #expect(result.code == 65)
  }

  @Test("what cannot be read, and what was not understood, have codes of their own")
  func codes() throws {
    let workdir = try Workdir()
    try workdir.write("a,b\n", to: "a.csv")
    try workdir.write("", to: "empty.csv")
    func code(_ arguments: [String]) throws -> Int32 {
      try Sanaq.run(["inspect"] + arguments, in: workdir.path).code
    }
    #expect(try code(["a.csv"]) == 0)
    #expect(try code(["empty.csv", "--json"]) == 0)
    #expect(try code(["missing.csv"]) == 66)
    #expect(try code(["."]) == 66)
    #expect(try code([]) == 64)
    #expect(try code(["a.csv", "--delimiter", "ab"]) == 64)
    #expect(try code(["a.csv", "--delimiter", "\""]) == 64)
    #expect(try code(["a.csv", "--delimiter", "ә"]) == 64)
    #expect(try code(["a.csv", "--encoding", "UTF-7"]) == 64)
    #expect(try code(["a.csv", "--element", "a", "--no-header"]) == 64)
    #expect(try code(["a.csv", "--unknown"]) == 64)
  }

  @Test("a file that nobody may read is refused with code 77")
  func permission() throws {
    let workdir = try Workdir()
    try workdir.write("a,b\n", to: "a.csv")
    try workdir.setMode(0, of: "a.csv")
    let result = try Sanaq.run(["inspect", "a.csv"], in: workdir.path)
    #expect(result.code == 77)
    #expect(result.errors.hasPrefix("a.csv: "))
  }

  @Test("a pipe is refused, not waited for")
  func pipe() throws {
    let workdir = try Workdir()
    try workdir.makePipe("pipe")
    #expect(try Sanaq.run(["inspect", "pipe"], in: workdir.path).code == 66)
  }

  @Test("a full disk is code 74, and a reader that goes away is none")
  func output() throws {
    let workdir = try Workdir()
    try workdir.write(String(repeating: "a,b\n", count: 100_000), to: "a.csv")
    #expect(try Sanaq.run(["inspect", "a.csv"], in: workdir.path, output: "/dev/full").code == 74)
    let gone = try Sanaq.run(["inspect", "a.csv"], in: workdir.path, stoppingAfter: 100)
    #expect(gone.code == 0)
    #expect(gone.errors.isEmpty)
  }

  @Test("for people, columns are aligned and control characters shown")
  func aligned() throws {
    let result = try inspect("a.csv", "name,n\n\"a\u{1B}[2J\",1\nb,22\n", [])
    let expected = """
      record  line  offset  length  name        n
           1     2       7       9  a\\u{1B}[2J  1
           2     3      17       4  b           22

      """
    #expect(result.output == expected)
  }

  @Test("every help shows two examples")
  func help() throws {
    for arguments in [["--help"], ["inspect", "--help"]] {
      let result = try Sanaq.run(arguments)
      #expect(result.code == 0)
      let examples = result.lines.drop { $0 != "EXAMPLES" }.dropFirst().prefix(2)
      #expect(examples.allSatisfy { $0.hasPrefix("  sanaq ") }, "\(result.output)")
    }
  }
}
