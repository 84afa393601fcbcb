internal import Warehousing

/// A list of any length as the pieces of one document, read one after the other.
///
/// All pieces come from one snapshot: the reader keeps the file it opened. A piece that fails ends
/// the connection before the end of the document, so that what was cut is never taken for whole.
struct StreamedList: Sendable {
  typealias Piece = (bytes: [UInt8], next: ListPlace?)

  private let head: [UInt8]
  private let tail: [UInt8]
  private let piece: @Sendable (ListPlace) throws -> Piece

  init(
    head: String, tail: String = "", piece: @escaping @Sendable (ListPlace) throws -> Piece
  ) {
    self.init(head: Array(head.utf8), tail: Array(tail.utf8), piece: piece)
  }

  init(
    head: [UInt8], tail: [UInt8], piece: @escaping @Sendable (ListPlace) throws -> Piece
  ) {
    self.head = head
    self.tail = tail
    self.piece = piece
  }

  func write(
    through queue: WorkQueue, _ write: ([UInt8]) async throws -> Void
  ) async throws {
    try await write(head)
    var place: ListPlace? = .start
    while let current = place {
      let (bytes, next) = try await queue.run { [piece] in try piece(current) }
      if !bytes.isEmpty { try await write(bytes) }
      place = next
    }
    if !tail.isEmpty { try await write(tail) }
  }
}
