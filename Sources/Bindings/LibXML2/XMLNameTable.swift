/// The name of an element or attribute.
package struct XMLName: Hashable, Sendable {
  package var local: String
  /// As written in the document.
  package var prefix: String?
  /// URI; nil when the name is in no namespace.
  package var namespace: String?

  /// `prefix:local`, as written.
  package var qualified: String { prefix.map { "\($0):\(local)" } ?? local }
}

/// Numbers the distinct names of a document.
///
/// libxml2 keeps each string once while its parser lives, so that addresses tell names apart.
struct XMLNameTable {
  private struct Address: Hashable {
    var local: UInt
    var prefix: UInt
    var uri: UInt
  }

  private struct Recent {
    /// No string is at address 1.
    var address = Address(local: 1, prefix: 1, uri: 1)
    var number: Int32 = 0
  }

  /// By their numbers.
  private(set) var names: [XMLName] = []
  private var numbers: [Address: Int32] = [:]
  /// The last name at each of a few places, so that hashing is rare.
  private var recent = [Recent](repeating: Recent(), count: 256)

  @inline(__always)
  mutating func number(
    of local: UnsafePointer<UInt8>?, _ prefix: UnsafePointer<UInt8>?,
    _ uri: UnsafePointer<UInt8>?
  ) -> Int32 {
    let address = Address(
      local: UInt(bitPattern: local), prefix: UInt(bitPattern: prefix),
      uri: UInt(bitPattern: uri))
    let known = recent[Int(address.local & 0xFF)]
    if known.address == address { return known.number }
    return unsafe look(up: address, local, prefix, uri)
  }

  @inline(never)
  private mutating func look(
    up address: Address, _ local: UnsafePointer<UInt8>?, _ prefix: UnsafePointer<UInt8>?,
    _ uri: UnsafePointer<UInt8>?
  ) -> Int32 {
    let number = unsafe numbers[address] ?? add(local, prefix, uri)
    numbers[address] = number
    recent[Int(address.local & 0xFF)] = Recent(address: address, number: number)
    return number
  }

  private mutating func add(
    _ local: UnsafePointer<UInt8>?, _ prefix: UnsafePointer<UInt8>?, _ uri: UnsafePointer<UInt8>?
  ) -> Int32 {
    names.append(
      XMLName(
        local: unsafe local.map { unsafe String(cString: $0) } ?? "",
        prefix: unsafe prefix.map { unsafe String(cString: $0) },
        namespace: unsafe uri.map { unsafe String(cString: $0) }))
    return Int32(names.count - 1)
  }
}
