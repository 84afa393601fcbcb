import Extraction
import Files
import Foundation
import StatisticalModel
import TestSupport
import Testing

/// Opening, hashing, locking and publishing files.
@Suite struct FilesTests {
  func reason(of body: () throws -> Void) -> FileFailure.Reason? {
    do {
      try body()
      return nil
    } catch {
      return (error as? FileFailure)?.reason
    }
  }

  func read(_ path: String) throws -> ExtractedFile {
    try Extractor(path: path, displayName: "in.csv", layout: .csv(CSVLayout(headerRows: 0)))
      .read(header: { _ in }, batch: { _ in })
  }

  @Test("the hash is SHA-256 of the bytes as received (FIPS 180-4, example 1)")
  func hash() throws {
    let workdir = try Workdir()
    let file = try read(workdir.write("abc", to: "a.csv"))
    #expect(
      file.sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(file.size == 3)
  }

  @Test("only regular files are read, and nothing is waited for")
  func regularFiles() throws {
    let workdir = try Workdir()
    try workdir.write("a", to: "a.csv")
    try FileManager.default.createSymbolicLink(
      atPath: workdir.path("link.csv"), withDestinationPath: "a.csv")
    try workdir.makePipe("fifo")
    #expect(reason { _ = try read(workdir.path("none.csv")) } == .notFound)
    #expect(reason { _ = try read(workdir.path("a.csv/b")) } == .notFound)
    #expect(reason { _ = try read(workdir.path) } == .isDirectory)
    #expect(reason { _ = try read(workdir.path("link.csv")) } == .isLink)
    #expect(reason { _ = try read(workdir.path("fifo")) } == .notRegular)
    #expect(reason { _ = try read("/dev/zero") } == .notRegular)
    try workdir.setMode(0, of: "a.csv")
    #expect(reason { _ = try read(workdir.path("a.csv")) } == .permission)
  }

  @Test("a slice is the bytes asked for, or refused when the file is shorter")
  func slices() throws {
    let workdir = try Workdir()
    let path = try workdir.write("0123456789", to: "a")
    #expect(try slice(of: path, offset: 3, length: 4) == Array("3456".utf8))
    #expect(try slice(of: path, offset: 10, length: 0) == [])
    for (offset, length) in [(8, 3), (11, 0), (-1, 1), (0, -1), (1, Int.max), (Int.max, Int.max)] {
      #expect(reason { _ = try slice(of: path, offset: offset, length: length) } == .shorter)
    }
  }

  @Test("a lock is held once, and let go with its owner")
  func lock() throws {
    let workdir = try Workdir()
    let path = workdir.path("lock")
    func take() -> FileFailure.Reason? { reason { _ = try FileLock(path: path) } }
    func hold(while body: () -> Void) throws {
      let lock = try FileLock(path: path)
      body()
      _ = lock
    }
    try hold { #expect(take() == .held) }
    #expect(take() == nil)
  }

  @Test("a file is published whole or not at all")
  func publishing() throws {
    let workdir = try Workdir()
    let path = try workdir.write("old", to: "a")
    func write(_ text: String, publishing: Bool) throws {
      let file = try AtomicFile(path: path)
      try file.write(Array(text.utf8))
      #expect(try slice(of: path, offset: 0, length: 3) == Array("old".utf8))
      if publishing { try file.publish() }
    }
    try write("abandoned", publishing: false)
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "old")
    try write("new", publishing: true)
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "new")
    #expect(try FileManager.default.contentsOfDirectory(atPath: workdir.path) == ["a"])
  }

  @Test("a published file is replaced by its edited copy, and what was left behind is removed")
  func replacing() throws {
    let workdir = try Workdir()
    let path = try workdir.write("old", to: "a")
    let file = PublishedFile(path: path)
    try file.copyToNext()
    #expect(try String(contentsOfFile: file.next, encoding: .utf8) == "old")
    try workdir.write("new", to: ".a.next")
    try file.publish()
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "new")
    #expect(try FileManager.default.contentsOfDirectory(atPath: workdir.path) == ["a"])
    try workdir.write("half", to: ".a.next")
    try workdir.write("old", to: ".a.former")
    file.discardRemains()
    #expect(try FileManager.default.contentsOfDirectory(atPath: workdir.path) == ["a"])
  }

  @Test("a folder or file without a write bit is read-only, for root too")
  func readOnly() throws {
    let workdir = try Workdir()
    try workdir.write("", to: "folder/a")
    try workdir.setMode(0o444, of: "folder/a")
    try workdir.setMode(0o555, of: "folder")
    defer { try? workdir.setMode(0o755, of: "folder") }
    #expect(reason { try requireWritable(workdir.path("folder/a")) } == .readOnly)
    #expect(reason { try requireWritable(folder: workdir.path("folder")) } == .readOnly)
    #expect(reason { _ = try AtomicFile(path: workdir.path("folder/b")) } == .readOnly)
    #expect(reason { _ = try AtomicFile(path: workdir.path("none/b")) } == .noFolder)
    #expect(reason { try requireWritable(folder: workdir.path) } == nil)
  }
}
