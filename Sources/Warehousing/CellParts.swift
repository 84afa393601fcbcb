internal import GRDB
internal import StatisticalModel

/// The two parts in which the text of a cell is kept: up to the third comma and with it, and the rest.
///
/// Texts sort as their heads and then their tails do: codes hold no comma, so that no head goes on
/// where another of as many dimensions ends.
struct CellParts: Hashable {
  var head: String
  var tail: String

  private static let dimensionsOfHead = 3

  /// The bits of a key on which alone the head of its cell depends; the tail depends on the others.
  static func bitsOfHead(in structure: Structure) -> UInt128 {
    structure.bits(of: Set(structure.dimensions.indices.prefix(dimensionsOfHead)))
  }

  init(_ text: String) {
    var commas = 0
    let end = text.utf8.firstIndex { byte in
      if byte == UInt8(ascii: ",") { commas += 1 }
      return commas == Self.dimensionsOfHead
    }
    let middle = end.map { text.utf8.index(after: $0) } ?? text.endIndex
    head = String(text[..<middle])
    tail = String(text[middle...])
  }
}

/// How cells are read, whatever migrations the file has had.
///
/// Two views of the connection, both with the columns `id`, `key` (the whole text), `head` and `tail`.
/// `cell_text` is for cells that are known by their ids; it has the `vintage` too. `cell_list` gives
/// cells in the order of their texts, ORDER BY head, tail, without sorting them.
enum CellViews {
  static func make(in database: Database) throws {
    // In a file that has not had the tenth migration the whole text is the head.
    let views =
      try database.tableExists("cell_part")
      ? (
        """
        SELECT c.id, h.text || t.text AS key, h.text AS head, t.text AS tail, c.vintage FROM cell AS c
          LEFT JOIN cell_part AS h ON h.id = c.head LEFT JOIN cell_part AS t ON t.id = c.tail
        """,
        """
        SELECT c.id, h.text || t.text AS key, h.text AS head, t.text AS tail FROM cell_part AS h
          CROSS JOIN cell AS c ON c.head = h.id CROSS JOIN cell_part AS t ON t.id = c.tail
        """
      )
      : (
        "SELECT id, key, key AS head, '' AS tail, vintage FROM cell",
        "SELECT id, key, key AS head, '' AS tail FROM cell"
      )
    try database.execute(
      sql: "CREATE TEMP VIEW cell_text AS \(views.0); CREATE TEMP VIEW cell_list AS \(views.1)")
  }
}

/// Conditions on `c`, a cell of one of the ``CellViews``; the columns of the parts are there to be
/// looked up, the text decides.
extension SQL {
  static func isCell(_ text: String) -> SQL { isCell(among: [text]) }

  static func isCell(among texts: [String]) -> SQL {
    let parts = texts.map { CellParts($0) }
    let heads = Set(parts.map(\.head)).union(texts).sorted(by: String.byBytes)
    let tails = Set(parts.map(\.tail)).union([""]).sorted(by: String.byBytes)
    return "c.head IN \(heads) AND c.tail IN \(tails) AND c.key IN \(texts)"
  }

  /// No text that goes on behind the prefix is greater than what it is compared with.
  static func cellBegins(_ prefix: String) -> SQL {
    let head = CellParts(prefix).head
    return """
      c.head >= \(head) AND c.head < \(head + "\u{10FFFF}")
      AND c.key >= \(prefix) AND c.key < \(prefix + "\u{10FFFF}")
      """
  }

  static func cellFollows(_ text: String) -> SQL {
    "c.head >= \(CellParts(text).head) AND c.key > \(text)"
  }

  static func cellIsUpTo(_ text: String) -> SQL { "c.head <= \(text) AND c.key <= \(text)" }
}
