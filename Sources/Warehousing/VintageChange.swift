internal import StatisticalModel

/// In what a run's content differs from the latest vintage, its results aside.
struct VintageChange {
  /// Cells of earlier vintages that have no result any more.
  private(set) var vanished: [StoredState.Cell] = []
  /// By position in the content's deliveries; nil where the warehouse does not have them.
  private(set) var deliveries: [Int64?] = []
  private(set) var readings: [Int64?] = []
  /// Whether inputs, definition, decisions or the list of cells are others than before.
  let isNew: Bool
  private let definitionChanged: Bool
  private let latest: Int
  private let cells: Int

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
      guard !loaded.isStored || readings.last != .some(nil) else {
        throw .inconsistent("the warehouse has no reading of \(path)")
      }
    }
    vanished = try Self.vanished(content, from: state)
    let inputs = zip(deliveries, readings).compactMap { delivery, reading in
      delivery.flatMap { delivery in reading.map { Input(delivery: delivery, reading: $0) } }
    }
    let sameInputs = inputs.count == content.deliveries.count && Set(inputs) == state.inputs
    let structure = content.definition.structure
    definitionChanged = content.definitionHash != state.definitionHash
    isNew =
      state.latest == 0 || !sameInputs || definitionChanged || !vanished.isEmpty
      || Set(content.decisions.map { $0.columns(in: structure) }) != state.decisions
    latest = state.latest
    cells = content.results.count + state.otherCells
  }

  private static func vanished(
    _ content: VintageContent, from state: StoredState
  ) throws(WarehouseError) -> [StoredState.Cell] {
    let structure = content.definition.structure
    var present = CellPositions()
    for (position, key) in content.results.cells.enumerated() {
      guard present.position(of: key) == position else {
        throw .inconsistent("two results for \(structure.text(of: key))")
      }
    }
    let gone = state.cells.keys.compactMap { key -> StoredState.Cell? in
      guard present[key] == nil, let id = state.cells.id(of: key),
        let hash = state.cells.hash(of: key)
      else { return nil }
      return StoredState.Cell(id: id, key: structure.text(of: key), hash: Array(hash))
    }
    return (gone + state.foreignCells)
      .filter { $0.hash != ResultDigest.hashOfVanished(cell: $0.key) }.sorted { $0.id < $1.id }
  }

  /// The number of the vintage, should there be anything new.
  var vintage: Int { latest + 1 }

  /// - Parameter changed: how many results say something new about their cell.
  func summary(changed: Int) -> LoadSummary {
    let isNew = isNew || changed > 0
    let newReadings = readings.count { $0 == nil }
    return LoadSummary(
      vintage: isNew ? vintage : latest, isNew: isNew, cellsWritten: changed + vanished.count,
      cellsUnchanged: cells - changed, cellsVanished: vanished.count, newReadings: newReadings,
      reusedReadings: readings.count - newReadings, definitionChanged: definitionChanged)
  }
}

extension Reading {
  init(of loaded: LoadedDelivery, file: Int64) {
    self.init(
      file: file, sha256: loaded.file.sha256, definitionHash: loaded.stagingHash,
      asOf: loaded.file.delivery.asOf?.description)
  }
}
