import Files
import StatisticalModel
package import Warehousing

/// What a verification found to be other than it was, and what it looked at.
package struct Verification: Sendable {
  package enum Finding: Sendable, Hashable {
    /// A row of the warehouse is not as published; `cell` names it where it belongs to one.
    case row(WarehouseDigest.Finding, cell: String?)
    case fileMissing(String)
    case fileAltered(String, recorded: String, found: String)
    /// The first record of an altered file that is not where or what it was.
    case recordAltered(String, ordinal: Int, line: Int)
    case ledger(String, LedgerCounts)
    /// Deriving the cell again from the files gives another result.
    case figure(cell: String, recorded: String, derived: String)
  }

  package var findings: [Finding] = []
  package var files = 0
  package var records = 0
  package var figures = 0
  package var vintages = 0
  /// Why figures were not derived again, where they were not.
  package var notDerived: String?

  fileprivate var filesAreIntact: Bool {
    findings.allSatisfy { finding in
      switch finding {
      case .fileMissing, .fileAltered, .recordAltered: false
      case .row, .ledger, .figure: true
      }
    }
  }
}

extension OpenedPipeline {
  /// Reads everything again and derives everything again, and names what has changed since it was
  /// published: rows of the warehouse, delivered files, records, ledgers, figures, runs.
  ///
  /// - Complexity: that of a full run.
  package func verification(
    options: RunOptions, programVersion: String
  ) async throws -> Verification {
    let reader = try WarehouseReader(path: folder.warehouse)
    var result = Verification()
    result.vintages = try reader.latestVintage()
    result.findings = try rowFindings(reader, jobs: options.jobs)
    do {
      try await checkFiles(&result, reader, jobs: options.jobs)
      try await derive(&result, reader, options, programVersion)
    } catch WarehouseError.damaged(let table, let column) where !result.findings.isEmpty {
      // The row is among the findings already.
      result.notDerived = "table \(table), column \(column), holds a value no run wrote"
    }
    return result
  }

  private func checkFiles(
    _ result: inout Verification, _ reader: WarehouseReader, jobs: Int
  ) async throws {
    let inputs = try reader.inputs()
    let folder = folder
    let digests = await inputs.concurrentMap(jobs: jobs) { input in
      try? FileDigest(path: "\(folder.deliveries)/\(input.path)")
    }
    for (input, digest) in zip(inputs, digests) {
      result.files += 1
      result.records += input.ledger.read
      if !input.ledger.balances { result.findings.append(.ledger(input.path, input.ledger)) }
      result.findings += try fileFindings(input, digest, reader)
    }
  }

  private func rowFindings(
    _ reader: WarehouseReader, jobs: Int
  ) throws -> [Verification.Finding] {
    try WarehouseDigest.verifyChain(reader, jobs: jobs).map { finding in
      let cell = try finding.cellID.flatMap { try reader.cellText(id: $0) }
      return .row(finding, cell: cell)
    }
  }

  /// - Parameter digest: of the file now; nil where it cannot be read.
  private func fileFindings(
    _ input: InputRow, _ digest: FileDigest?, _ reader: WarehouseReader
  ) throws -> [Verification.Finding] {
    let path = "\(folder.deliveries)/\(input.path)"
    guard let digest else { return [.fileMissing(path)] }
    guard digest.sha256 != input.sha256 else { return [] }
    let altered = Verification.Finding.fileAltered(
      path, recorded: input.sha256, found: digest.sha256)
    guard let record = try firstAlteredRecord(of: input, path: path, reader) else {
      return [altered]
    }
    return [altered, .recordAltered(path, ordinal: record.ordinal, line: record.line)]
  }

  /// The first record that differs from the one recorded; nil when only what lies between records
  /// does.
  private func firstAlteredRecord(
    of input: InputRow, path: String, _ reader: WarehouseReader
  ) throws -> RecordLocator? {
    guard let delivery = deliveries.first(where: { $0.path == input.path }) else { return nil }
    let recorded = try reader.records(Array(1...max(1, input.ledger.read)), of: input.stagingID)
    let found = DeliveryIntake(definition: definition, folder: folder).records(of: delivery)
    for (old, new) in zip(recorded, found) where old != new { return new.locator }
    if found.count > recorded.count { return found[recorded.count].locator }
    return found.count < recorded.count ? recorded[found.count].locator : nil
  }

  private func derive(
    _ result: inout Verification, _ reader: WarehouseReader, _ options: RunOptions,
    _ programVersion: String
  ) async throws {
    guard let run = try reader.runs().last else { return }
    guard result.filesAreIntact else {
      result.notDerived = "delivered files are not those of the vintage"
      return
    }
    guard run.definitionHash == ReadingHash.of(definition), run.programVersion == programVersion
    else {
      result.notDerived = "the definition or the program has changed since vintage \(run.vintage)"
      return
    }
    // What was delivered since waits for the next run.
    guard let vintage = restricted(to: try reader.inputs()) else {
      result.notDerived = "a delivery.yaml has changed since vintage \(run.vintage)"
      return
    }
    var options = options
    options.rereads = true
    let prepared = try await vintage.prepared(
      options: options, programVersion: programVersion, vintage: run.vintage,
      clock: { run.started })
    let content = prepared.content
    let recorded = try RecordedResults(
      reader, structure: definition.structure,
      paths: content.deliveries.map(\.file.delivery.path))
    let other = content.results.map(jobs: options.jobs) { results in
      results.filter { !recorded.contains($0) }
    }
    result.figures = content.results.count
    for derived in other.joined() {
      let cell = definition.structure.text(of: derived.key)
      let figure = try reader.figureIfAny(of: cell)
      result.findings.append(
        .figure(
          cell: cell, recorded: figure?.summary ?? "nothing", derived: derived.figure.summary))
    }
  }
}

extension WarehouseReader {
  fileprivate func figureIfAny(of cell: String) throws -> FigureRow? {
    do {
      return try self.cell(cell).figure
    } catch WarehouseError.noCell {
      return nil
    }
  }
}

extension FigureRow {
  fileprivate var summary: String {
    "\(status.rawValue) \(value?.description ?? "-") [\(lower?.description ?? "-"), "
      + "\(upper?.description ?? "-")]"
  }
}

extension Figure {
  fileprivate var summary: String {
    "\(status.rawValue) \(value?.description ?? "-") [\(lower?.description ?? "-"), "
      + "\(upper?.description ?? "-")]"
  }
}
