internal import Crypto
internal import Files
internal import GRDB

/// The tables whose rows a vintage adds; ``run`` is covered by its manifest, `row_digest` by the
/// rows it describes.
enum WarehouseTable: String, CaseIterable, Sendable {
  case definitionFile = "definition_file"
  case source, code
  case file, delivery, staging
  case vintageInput = "vintage_input"
  case leftOut = "left_out"
  case recordBlock = "record_block"
  case quarantine, ignored
  case cellPart = "cell_part"
  case cell, observation
  case figure
  case figureInput = "figure_input"
  case checkResult = "check_result"
  case flag
  case flagValue = "flag_value"
  case proposal
  case bridge
  case bridgeSide = "bridge_side"
  case bridgeStep = "bridge_step"
  case balancing
  case balancingValue = "balancing_value"
  case balancingConstraint = "balancing_constraint"
  case decision
  case decisionCell = "decision_cell"
  case decidedFlag = "decided_flag"

  /// What gives the rows that are digested: cells with their whole text, however that is kept.
  var digested: String {
    self == .cell ? "(SELECT id, key, vintage FROM cell_text)" : rawValue
  }
}

/// SHA-256 over the rows that a vintage wrote into a table, in primary-key order.
struct TableDigest: Sendable {
  /// Bytes kept of each row's own digest, enough to tell which row was changed.
  static let rowWidth = 4
  /// In vintages that had not had the eleventh migration.
  static let earlierRowWidth = 8

  let width: Int
  private(set) var rows = 0
  private(set) var rowDigests: [UInt8] = []
  private var hash = SHA256()

  init(width: Int = rowWidth) { self.width = width }

  /// Adds rows by the SHA-256 of each, end to end.
  mutating func add(digests: [UInt8]) {
    hash.update(data: digests)
    for start in stride(from: 0, to: digests.count, by: SHA256.byteCount) {
      rowDigests.append(contentsOf: digests[start..<start + width])
      rows += 1
    }
  }

  mutating func add(_ row: RowText) { add(digests: Array(row.digest)) }

  /// In hexadecimal: over the whole digests of the rows.
  var sha256: String { hexadecimal(hash.finalize()) }
}
