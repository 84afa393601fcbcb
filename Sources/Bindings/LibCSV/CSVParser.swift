import CLibCSV

/// The owner of a libcsv parser in strict mode.
///
/// Nothing is trimmed, blank lines are rows without fields, an unquoted empty field is null.
@safe package struct CSVParser: ~Copyable {
  package enum Fault: Error, Hashable, Sendable {
    /// Not RFC 4180; `at` is the position in the bytes given to the call.
    case malformed(at: Int)
    /// A field over the limit, or no memory.
    case tooLarge
  }

  private let parser: UnsafeMutablePointer<csv_parser>

  package init(delimiter: UInt8, quote: UInt8) {
    unsafe parser = .allocate(capacity: 1)
    let options = CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL | CSV_EMPTY_IS_NULL
    // csv_init fails only for a null pointer.
    _ = unsafe csv_init(parser, UInt8(options))
    unsafe csv_set_delim(parser, delimiter)
    unsafe csv_set_quote(parser, quote)
    unsafe csv_set_space_func(parser, nothingIsSpace)
    unsafe csv_set_realloc_func(parser, reallocateUpToLimit)
    unsafe csv_set_blk_size(parser, 1 << 16)
  }

  deinit {
    unsafe csv_free(parser)
    unsafe parser.deallocate()
  }

  /// Parses the first `count` bytes; what they complete is appended to `rows`.
  package mutating func parse(
    _ bytes: [UInt8], count: Int, into rows: inout CSVRows
  ) throws(Fault) {
    let parsed = unsafe bytes.withUnsafeBytes { bytes in
      unsafe withUnsafeMutablePointer(to: &rows) { rows in
        unsafe csv_parse(parser, bytes.baseAddress, count, fieldEnded, rowEnded, rows)
      }
    }
    guard parsed == count else { throw fault(at: parsed) }
  }

  /// Ends the last row when the text does not end with a terminator.
  package mutating func finish(into rows: inout CSVRows) throws(Fault) {
    let status = unsafe withUnsafeMutablePointer(to: &rows) { rows in
      unsafe csv_fini(parser, fieldEnded, rowEnded, rows)
    }
    guard status == 0 else { throw fault(at: 0) }
  }

  private func fault(at position: Int) -> Fault {
    unsafe csv_error(parser) == CSV_EPARSE ? .malformed(at: position) : .tooLarge
  }
}

/// The longest field libcsv may hold, in bytes.
private let fieldLimit = 17 << 20

// The callbacks are free functions: a closure in an isolated context would check its actor on
// every call, which more than doubles the time.

private nonisolated func nothingIsSpace(_ byte: UInt8) -> Int32 { 0 }

private nonisolated func reallocateUpToLimit(
  _ pointer: UnsafeMutableRawPointer?, _ size: Int
) -> UnsafeMutableRawPointer? {
  size > fieldLimit ? nil : unsafe realloc(pointer, size)
}

private nonisolated func fieldEnded(
  _ bytes: UnsafeMutableRawPointer?, _ count: Int, _ rows: UnsafeMutableRawPointer?
) {
  guard let rows = unsafe rows?.assumingMemoryBound(to: CSVRows.self) else { return }
  unsafe rows.pointee.append(UnsafeRawBufferPointer(start: bytes, count: count))
}

private nonisolated func rowEnded(_ terminator: Int32, _ rows: UnsafeMutableRawPointer?) {
  guard let rows = unsafe rows?.assumingMemoryBound(to: CSVRows.self) else { return }
  unsafe rows.pointee.endRow(terminator)
}
