import Foundation
import LineageDelivery
import TestSupport
import Testing

/// What is kept of runs whose end has not been told.
@Suite struct RunJournalTests {
  private let workdir: Workdir
  private var warehouse: String { workdir.path("x.sqlite") }

  init() throws { workdir = try Workdir() }

  @Test("runs are there until they are closed, with how they ended, also for the next program")
  func kept() throws {
    let first = RunJournal.Run(started: "2025-08-20T02:30:00Z", previousHash: "")
    let second = RunJournal.Run(started: "2025-08-21T02:30:00Z", previousHash: "ab")
    var journal = try RunJournal(beside: warehouse)
    #expect(journal.open.isEmpty && journal.latest.isEmpty)
    try journal.begin(first)
    try journal.begin(second)
    // A START that is sent again is that of the same run.
    try journal.begin(second)
    try journal.end(second, with: "{\"x\": \"\n\"}")
    var reread = try RunJournal(beside: warehouse)
    #expect(reread.open.map(\.started) == [first.started, second.started])
    #expect(reread.open.map(\.end) == [nil, "{\"x\": \"\n\"}"])
    try reread.close(first)
    try reread.close(second)
    #expect(try RunJournal(beside: warehouse).open.isEmpty)
    #expect(try RunJournal(beside: warehouse).latest == second.started)
  }

  @Test("a file that is no journal is refused, and left alone", arguments: ["", "{", "[]", "\0"])
  func damaged(content: String) throws {
    let path = try workdir.write(content, to: "x.sqlite.events")
    #expect(throws: JournalError.self) { try RunJournal(beside: warehouse) }
    #expect(try String(contentsOfFile: path, encoding: .utf8) == content)
  }
}
