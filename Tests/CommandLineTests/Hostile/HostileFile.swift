import Testing

/// A delivered file made to break a reader, and the answer it must get.
struct HostileFile: CustomTestStringConvertible, Sendable {
  /// The source of the small pipeline it is delivered to, which names form and encoding.
  enum Source: String, Sendable, CaseIterable {
    case table, kazakh, wide, message
  }

  var testDescription: String
  var source: Source
  var bytes: @Sendable () -> [UInt8]
  /// The line the message must name.
  var line: Int
  /// What the message must say.
  var words: String

  init(
    _ description: String, in source: Source, line: Int, _ words: String,
    bytes: @escaping @Sendable () -> [UInt8]
  ) {
    testDescription = description
    self.source = source
    self.line = line
    self.words = words
    self.bytes = bytes
  }

  /// A table whose third line is hostile, between two good ones.
  static func row(_ description: String, _ row: String, _ words: String, line: Int = 3) -> Self {
    HostileFile(description, in: .table, line: line, words) {
      Array("Region,Year,Value\nKZ-10,2020,5\n\(row)\nKZ-11,2020,6\n".utf8)
    }
  }

  /// A table of UTF-8 or of bytes that are not.
  static func table(
    _ description: String, _ line: Int, _ words: String, _ bytes: @escaping @Sendable () -> [UInt8]
  ) -> Self {
    HostileFile(description, in: .table, line: line, words, bytes: bytes)
  }

  /// A document of the source `message`.
  static func message(
    _ description: String, _ line: Int, _ words: String, _ text: @escaping @Sendable () -> String
  ) -> Self {
    HostileFile(description, in: .message, line: line, words) { Array(text().utf8) }
  }

  static let header = Array("Region,Year,Value\n".utf8)
}
