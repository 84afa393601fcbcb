internal import StatisticalModel

/// In what a run's content differs from the latest vintage.
struct VintageChange {
  /// Results that say something new about their cell, by position, with their hash.
  private(set) var changed: [(result: Int, hash: [UInt8])] = []
  /// Cells of earlier vintages that have no result any more.
  private(set) var vanished: [(cell: StoredState.Cell, key: String)] = []
  /// By position in the content's deliveries; nil where the warehouse does not have them.
  private(set) var deliveries: [Int64?] = []
  private(set) var readings: [Int64?] = []
  let summary: LoadSummary

  /// - Throws: ``WarehouseError/inconsistent(_:)`` when two results are about one cell, or a ledger
  ///   does not balance.
  init(_ content: VintageContent, from state: StoredState) throws(WarehouseError) {
    for loaded in content.deliveries {
      let path = loaded.file.delivery.path
      guard loaded.ledger.balances else {
        throw .inconsistent("the ledger of \(path) does not balance")
      }
      let file = state.files[path]
      deliveries.append(
        file.flatMap { state.deliveries[DeliveryRow.values(of: loaded.file, fileID: $0)] })
      readings.append(file.flatMap { state.readings[Reading(of: loaded, file: $0)] })
    }

    let structure = content.definition.structure
    let digest = ResultDigest(
      structure: structure, paths: content.deliveries.map(\.file.delivery.path))
    var unseen = Set(state.cells.keys)
    for (position, result) in content.results.enumerated() {
      let hash =
        content.hashes.indices.contains(position)
        ? content.hashes[position] : digest.hash(of: result)
      if unseen.remove(result.key) == nil, state.cells[result.key] != nil {
        throw .inconsistent("two results for \(structure.text(of: result.key))")
      }
      if state.cells[result.key]?.hash != hash { changed.append((position, hash)) }
    }
    let gone =
      unseen.compactMap { key in state.cells[key].map { ($0, structure.text(of: key)) } }
      + state.foreignCells
    vanished = gone.filter { cell, key in
      cell.hash.map { $0 != ResultDigest.hashOfVanished(cell: key) } ?? false
    }

    let inputs = zip(deliveries, readings).compactMap { delivery, reading in
      delivery.flatMap { delivery in reading.map { Input(delivery: delivery, reading: $0) } }
    }
    let sameInputs = inputs.count == content.deliveries.count && Set(inputs) == state.inputs
    let isNew =
      state.latest == 0 || !sameInputs || content.definitionHash != state.definitionHash
      || !changed.isEmpty || !vanished.isEmpty
      || Set(content.decisions.map { $0.columns(in: structure) }) != state.decisions
    let newReadings = readings.count { $0 == nil }
    summary = LoadSummary(
      vintage: isNew ? state.latest + 1 : state.latest, isNew: isNew,
      cellsWritten: changed.count + vanished.count,
      cellsUnchanged: content.results.count - changed.count, cellsVanished: vanished.count,
      newReadings: newReadings, reusedReadings: readings.count - newReadings,
      definitionChanged: content.definitionHash != state.definitionHash)
  }
}

extension Reading {
  init(of loaded: LoadedDelivery, file: Int64) {
    self.init(
      file: file, sha256: loaded.file.sha256, definitionHash: loaded.stagingHash,
      asOf: loaded.file.delivery.asOf?.description)
  }
}
