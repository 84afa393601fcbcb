internal import GRDB

/// The stored digests of rows, by the vintage and table they are of.
struct RowDigestIndex {
  private struct Place: Hashable {
    var vintage: Int
    var table: String
  }

  private var stored: [Place: StoredDigests] = [:]
  /// Bytes of a row, by vintage.
  private(set) var widths: [Int: Int] = [:]

  init(_ database: Database) throws {
    let blocks = try database.rows(
      of: nil, "SELECT * FROM row_digest ORDER BY vintage, table_name, block"
    ) { row in
      (
        Place(vintage: try row.number("vintage"), table: try row.text("table_name")),
        try row.number("block"), row.bytes("digests"), row.optional("width") as Int?
      )
    }
    for (place, block, digests, stored) in blocks {
      let width = stored ?? TableDigest.earlierRowWidth
      let isWidth = [TableDigest.rowWidth, TableDigest.earlierRowWidth].contains(width)
      if isWidth, widths[place.vintage] == nil { widths[place.vintage] = width }
      // A block of another width is not what was published.
      self.stored[place, default: StoredDigests()].append(
        width == widths[place.vintage] ? digests : [], block: block)
    }
  }

  mutating func take(_ vintage: Int, _ table: WarehouseTable) -> StoredDigests {
    stored.removeValue(forKey: Place(vintage: vintage, table: table.rawValue)) ?? StoredDigests()
  }

  /// Digests that nobody took: of tables or vintages there are not.
  var leftOver: [WarehouseDigest.Finding] {
    let sorted = stored.sorted {
      $0.key.vintage == $1.key.vintage
        ? String.byBytes($0.key.table, $1.key.table) : $0.key.vintage < $1.key.vintage
    }
    return sorted.flatMap { place, digests in
      digests.blocks.map {
        StoredDigests.finding(vintage: place.vintage, table: place.table, block: $0, .added)
      }
    }
  }
}

/// The digests of the rows one vintage wrote into one table, as stored in blocks.
struct StoredDigests {
  private(set) var digests: [UInt8] = []
  /// Numbers of the blocks, ascending.
  private(set) var blocks: [Int] = []

  mutating func append(_ bytes: [UInt8], block: Int) {
    digests += bytes
    blocks.append(block)
  }

  /// Names the blocks that do not say what the rows, which are as published, come to.
  func differences(
    from digest: TableDigest, vintage: Int, table: WarehouseTable
  ) -> [WarehouseDigest.Finding] {
    let width = digest.width * RecordBlock.capacity
    let expected = (digest.rowDigests.count + width - 1) / width
    if digests == digest.rowDigests, blocks == Array(0..<expected) { return [] }
    let named = Set(blocks).union(0..<expected).sorted().filter { block in
      !blocks.contains(block) || block >= expected
        || slice(block, width, of: digests) != slice(block, width, of: digest.rowDigests)
    }
    return named.map {
      Self.finding(vintage: vintage, table: table.rawValue, block: $0, .changed)
    }
  }

  private func slice(_ block: Int, _ width: Int, of bytes: [UInt8]) -> ArraySlice<UInt8> {
    bytes.dropFirst(block * width).prefix(width)
  }

  static func finding(
    vintage: Int, table: String, block: Int, _ kind: WarehouseDigest.Finding.Kind
  ) -> WarehouseDigest.Finding {
    WarehouseDigest.Finding(
      vintage: vintage, table: "row_digest",
      row: "vintage=\(vintage),table_name=\(table),block=\(block)", kind: kind)
  }
}
