import Files
import StatisticalModel
import Warehousing

/// What every delivery of a run says, from its file or, where the warehouse has it, from there.
struct DeliveryReadings {
  let pipeline: OpenedPipeline
  let options: RunOptions
  let programVersion: String
  /// Of the delivered files, where they have been taken already.
  let digests: [Result<FileDigest, FileFailure>]?

  /// What came of the deliveries, in their order.
  ///
  /// A stored reading stands for the file when it was made by this program from the same bytes under
  /// the same definitions. Where the warehouse is damaged, or cannot be read, all files are read, and
  /// `distrust` says why.
  func outcomes() async -> (outcomes: [DeliveryIntake.Outcome], distrust: WarehouseError?) {
    var stored = [LoadedDelivery?](repeating: nil, count: pipeline.deliveries.count)
    var distrust: WarehouseError?
    do throws(WarehouseError) {
      stored = try await self.stored()
    } catch {
      distrust = error
    }
    let unread = pipeline.deliveries.indices.filter { stored[$0] == nil }
    let read = await Intake(
      definition: pipeline.definition, folder: pipeline.folder, options: options
    ).take(unread, of: pipeline.deliveries)
    var taken = stored.map { $0.map { DeliveryIntake.Taken(.read($0)) } }
    for (position, outcome) in zip(unread, read) { taken[position] = outcome }
    let outcomes = EarlierEditions.delete(
      in: taken.compactMap(\.self), of: pipeline.deliveries)
    return (outcomes, distrust)
  }

  private func stored() async throws(WarehouseError) -> [LoadedDelivery?] {
    let deliveries = pipeline.deliveries
    let none = [LoadedDelivery?](repeating: nil, count: deliveries.count)
    guard !options.rereads,
      let readings = try StoredReadings(
        in: pipeline.folder.warehouse, programVersion: programVersion,
        structure: pipeline.definition.structure, jobs: options.jobs)
    else { return none }
    var digests = self.digests ?? []
    if digests.isEmpty { digests = await pipeline.digests(options: options) }
    let wanted = deliveries.indices.compactMap { position -> StoredReadings.Wanted? in
      guard let digest = try? digests[position].get() else { return nil }
      return StoredReadings.Wanted(
        file: DeliveredFile(
          delivery: deliveries[position], sha256: digest.sha256, size: digest.size),
        stagingHash: ReadingHash.of(deliveries[position], in: pipeline.definition),
        position: position)
    }
    let found = try readings.readings(of: wanted, jobs: options.jobs)
    var stored = none
    for (wanted, delivery) in zip(wanted, found) where delivery?.isAsDescribed == true {
      stored[wanted.position] = delivery
    }
    return stored
  }
}

extension LoadedDelivery {
  /// Whether the delivery note speaks of these bytes; where it does not, reading says what is wrong.
  fileprivate var isAsDescribed: Bool {
    let delivery = file.delivery
    return (delivery.sha256 == nil || delivery.sha256 == file.sha256)
      && (delivery.announcedRecords == nil || delivery.announcedRecords == ledger.read)
  }
}

extension OpenedPipeline {
  /// The digests of the delivered files, in the order of ``deliveries``.
  func digests(options: RunOptions) async -> [Result<FileDigest, FileFailure>] {
    let (folder, progress) = (folder, options.progress)
    progress?.begin(.checking, of: folder.bytes(of: deliveries))
    return await deliveries.concurrentMap(jobs: options.jobs) { delivery in
      Result { () throws(FileFailure) in
        let digest = try FileDigest(path: folder.pathOfDelivery(delivery))
        progress?.advance(by: digest.size)
        return digest
      }
    }
  }
}
