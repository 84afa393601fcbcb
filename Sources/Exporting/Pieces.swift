/// Text gathered until there is enough of it to be worth a system call.
struct Pieces {
  private var bytes: [UInt8] = []
  private static let capacity = 1 << 18

  init() { bytes.reserveCapacity(Self.capacity + (1 << 12)) }

  mutating func add(_ append: (inout [UInt8]) -> Void) { append(&bytes) }

  mutating func writeIfFull(to write: ([UInt8]) throws -> Void) rethrows {
    if bytes.count >= Self.capacity { try end(to: write) }
  }

  mutating func end(to write: ([UInt8]) throws -> Void) rethrows {
    try write(bytes)
    bytes.removeAll(keepingCapacity: true)
  }
}
