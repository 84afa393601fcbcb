import Foundation
import TestSupport
import Testing

/// A file of persons sent as a file of counts.
@Suite("A file with persons in it is refused whole, without a digit of theirs")
struct PersonalDataRefusalTests {
  /// Nobody's: 1 January of a year 00, a serial number of zeros, and the check digit that follows.
  static let number = "000101000003"
  static let file = "RawData/kazakhstan/education-autism/reply-2022.csv"

  private func delivered(_ change: (String) -> String) throws -> Workspace {
    let workspace = try Workspace.fresh("kazakhstan")
    let text = try String(contentsOfFile: workspace.path(Self.file), encoding: .utf8)
    try workspace.deliver(Array(change(text).utf8), as: Self.file)
    return workspace
  }

  @Test(
    "a number in any column: 65 with the place; kept going, the file is left out",
    arguments: [0, 1])
  func number(column: Int) throws {
    let workspace = try delivered { text in
      var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      var fields = lines[1].split(separator: ",", omittingEmptySubsequences: false)
      fields[column] = Self.number[...]
      lines[1] = fields.joined(separator: ",")
      return lines.joined(separator: "\n")
    }
    let refused = try workspace.sanaq("run", "kazakhstan")
    #expect(refused.code == 65)
    #expect(refused.errors.hasPrefix("\(Self.file):2: column '"), "\(refused.errors)")
    #expect(refused.errors.contains("holds a personal number (iin)"))
    #expect(try workspace.sanaq("run", "kazakhstan", "--keep-going").code == 2)
    let history = try workspace.sanaq("history", "kazakhstan", "--json")
    #expect(history.output.contains("personal number (iin)"))
    for said in [refused.errors, history.output, history.errors] {
      #expect(!said.contains(Self.number))
    }
    #expect(
      !String(decoding: try workspace.bytes("Warehouse/kazakhstan.sqlite"), as: UTF8.self)
        .contains(Self.number))
  }

  @Test("a column about persons: 65 with its name")
  func column() throws {
    let workspace = try delivered { text in
      text.split(separator: "\n").enumerated().map { line, row in
        row + (line == 0 ? ",Surname" : ",x")
      }.joined(separator: "\n") + "\n"
    }
    let refused = try workspace.sanaq("run", "kazakhstan")
    #expect(refused.code == 65)
    #expect(refused.errors.contains("column 'Surname' is one about persons"), "\(refused.errors)")
  }

  /// A slip makes it no valid number of a person, and it is still nobody's business.
  @Test("a long number in the place of a code is only counted")
  func slip() throws {
    let workspace = try Workspace.fresh("kazakhstan")
    try workspace.renameOrganisation(to: "000101000004")
    let refused = try workspace.sanaq("run", "kazakhstan", "--keep-going")
    #expect(refused.code == 2)
    #expect(refused.errors.contains("'(12 digits)' is not in the code list"))
    #expect(
      !String(decoding: try workspace.bytes("Warehouse/kazakhstan.sqlite"), as: UTF8.self)
        .contains("000101000004"))
  }
}
