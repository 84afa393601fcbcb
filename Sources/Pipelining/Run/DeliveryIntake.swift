import Extraction
import Files
import Harmonisation
import Staging
import StatisticalModel
import Warehousing

/// Takes one delivery through extraction, staging and harmonisation, batch by batch.
///
/// Memory does not grow with the file but with the cells it names and, at a few bytes each, its
/// records.
struct DeliveryIntake {
  let definition: PipelineDefinition
  let folder: PipelineFolder
  var progress: RunProgress?
  /// Whether a file is read on another core than the one that works on its records: there are more
  /// cores than files.
  var readsAhead = false
  /// Where places and checksums of records wait; nil for memory.
  var spool: RecordSpool?

  /// What came of a delivery: its observations, or why there are none.
  enum Outcome: Sendable {
    case read(LoadedDelivery)
    case rejected([InputProblem])
  }

  /// What came of a delivery by itself, with what it deletes in the editions before it.
  struct Taken: Sendable {
    var outcome: Outcome
    var deletions: OpenDeletions

    init(_ outcome: Outcome, deletions: OpenDeletions = OpenDeletions()) {
      self.outcome = outcome
      self.deletions = deletions
    }
  }

  /// - Parameter position: the delivery's place in the run's list, which its observations carry.
  func take(_ delivery: Delivery, at position: Int) -> Taken {
    let path = folder.pathOfDelivery(delivery)
    do {
      return try read(delivery, path: path, at: position)
    } catch let error as ExtractionError {
      return Taken(
        .rejected([
          InputProblem(
            file: path, line: error.line, column: error.column,
            kind: .rejected(reason: error.reason.words))
        ]))
    } catch let found as PersonalDataFound {
      return Taken(
        .rejected([
          InputProblem(file: path, line: found.line, kind: .rejected(reason: found.reason))
        ]))
    } catch let failure as FileFailure {
      return Taken(.rejected([InputProblem(file: path, line: 1, kind: .unreadable(failure))]))
    } catch {
      return Taken(
        .rejected([
          InputProblem(file: path, line: 1, kind: .rejected(reason: "\(error)"))
        ]))
    }
  }

  /// Where the records of a file stand now, as far as it can be read.
  func records(of delivery: Delivery) -> [IndexedRecord] {
    guard let source = definition.sources.first(where: { $0.id == delivery.source }) else {
      return []
    }
    let path = folder.pathOfDelivery(delivery)
    var records: [IndexedRecord] = []
    // A fault ends the list: what comes before it can still be compared.
    _ = try? Extractor(path: path, displayName: path, layout: source.layout).read(
      header: { _ in },
      batch: { batch in
        records += batch.locators.indices.map {
          IndexedRecord(locator: batch.locators[$0], checksum: batch.checksum(of: $0))
        }
      })
    return records
  }

  private func read(_ delivery: Delivery, path: String, at position: Int) throws -> Taken {
    guard let source = definition.sources.first(where: { $0.id == delivery.source }) else {
      return Taken(.rejected([]))
    }
    var gathering = DeliveryGathering(
      of: delivery, from: source, at: position, definition: definition, spool: spool)
    var position = 0
    let extractor = Extractor(path: path, displayName: path, layout: source.layout)
    let extracted = try read(
      extractor, of: delivery, header: { try gathering.begin($0) },
      batch: { batch in
        if let last = batch.locators.last {
          progress?.advance(to: last.offset + last.length, from: &position)
        }
        try gathering.add(batch)
      })
    progress?.advance(to: extracted.size, from: &position)
    let file = DeliveredFile(delivery: delivery, sha256: extracted.sha256, size: extracted.size)
    let faults = faults(of: file, ledger: gathering.ledger, path: path)
    guard faults.isEmpty else { return Taken(.rejected(faults)) }
    let observations = gathering.finished()
    let loaded = LoadedDelivery(
      file: file, stagingHash: ReadingHash.of(delivery, in: definition),
      ledger: gathering.ledger, records: gathering.records, observations: observations)
    return Taken(.read(loaded), deletions: gathering.deletions)
  }

  private func read(
    _ extractor: Extractor, of delivery: Delivery, header: ([String]) throws -> Void,
    batch: (RecordBatch) throws -> Void
  ) throws -> ExtractedFile {
    guard readsAhead else { return try extractor.read(header: header, batch: batch) }
    return try ReadAhead(extractor, of: delivery).read(header: header, batch: batch)
  }

  /// What speaks against the file as a whole once it has been read.
  private func faults(of file: DeliveredFile, ledger: Ledger, path: String) -> [InputProblem] {
    var reasons: [String] = []
    if let filed = file.delivery.sha256, filed != file.sha256 {
      reasons.append(
        "the file is not the one delivery.yaml describes (SHA-256 there \(filed), here "
          + "\(file.sha256)). Put the received file back, or record it as a new edition.")
    }
    if let announced = file.delivery.announcedRecords, announced != ledger.read {
      reasons.append(
        "the sender announced \(announced) records, the file has \(ledger.read). Ask for the "
          + "whole file, or correct records in delivery.yaml.")
    }
    if !ledger.balances {
      reasons.append("read is not loaded + quarantined + ignored. Report this bug.")
    }
    return reasons.map { InputProblem(file: path, line: 1, kind: .rejected(reason: $0)) }
  }
}

extension PipelineFolder {
  func pathOfDelivery(_ delivery: Delivery) -> String { "\(deliveries)/\(delivery.path)" }
}

extension PersonalDataFound {
  /// What was found, never the thing itself, and what to do.
  fileprivate var reason: String {
    let place = column.isEmpty ? "" : "column '\(column)'"
    let what =
      switch number {
      case let number? where column.isEmpty: "holds a personal number (\(number))"
      case let number?: "\(place) holds a personal number (\(number))"
      case nil: "\(place) is one about persons"
      }
    return "\(what). Counts are wanted, not persons: nothing of the file is loaded. Keep it from "
      + "others, and ask the sender for a file without it."
  }
}
