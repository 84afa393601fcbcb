import Foundation
import TestSupport
import Testing
import Warehousing

/// Here, since this is where vintages of many stretches of cells are made.
@Suite("Threads")
struct ThreadsTests {
  @Test("A vintage of three stretches of cells is the same file on any number of threads")
  func sameFile() throws {
    let folder = try Workdir()
    let vintage = SyntheticVintage(areaNames: (0..<1250).map { "area \($0)" })
    var files: Set<Data> = []
    for jobs in [1, 2, 7] {
      let path = folder.path("\(jobs).sqlite")
      let summary = try WarehouseWriter.load(vintage.content(), into: path, jobs: jobs)
      #expect(summary.cellsWritten == 2500)
      files.insert(try Data(contentsOf: URL(fileURLWithPath: path)))
      #expect(
        try WarehouseWriter.changes(by: vintage.content(), in: path, jobs: jobs).isNew == false)
    }
    #expect(files.count == 1)
  }
}
