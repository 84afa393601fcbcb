import CLibCSV
import Glibc

/// The owner of a libcsv parser in strict mode.
///
/// Nothing is trimmed, blank lines are rows without fields, an unquoted empty field is null.
@safe package struct CSVParser: ~Copyable {
  package enum Fault: Error, Hashable, Sendable {
    /// Not RFC 4180, or more fields than were announced; `at` is the position in the bytes given to
    /// the call, all of them for the latter.
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
    unsafe csv_set_realloc_func(parser, reallocateUpToLimit)
    unsafe csv_set_blk_size(parser, 1 << 16)
  }

  deinit {
    unsafe csv_free(parser)
    unsafe parser.deallocate()
  }

  /// Parses the first `count` bytes, which begin with a row and end with one; what they hold is
  /// appended to `rows`.
  ///
  /// `fields` is how many there are at most; `endsText` ends the last row when no terminator does.
  package mutating func parse(
    _ bytes: [UInt8], count: Int, fields: Int, endsText: Bool, into rows: inout CSVRows
  ) throws(Fault) {
    // libcsv asks of each byte whether it is a space, unless its own two are meant: where neither
    // occurs the answer is the same, and there is no call.
    unsafe csv_set_space_func(parser, holdsSpace(bytes, count) ? nothingIsSpace : nil)
    // Fields are never longer together than the rows they are cut from.
    var text = [UInt8](repeating: 0, count: count)
    var ends = [Int](repeating: 0, count: fields)
    var isNull = [Bool](repeating: false, count: fields)
    let (parsed, used, found, status) = unsafe text.withUnsafeMutableBufferPointer { text in
      unsafe ends.withUnsafeMutableBufferPointer { ends in
        unsafe isNull.withUnsafeMutableBufferPointer { isNull in
          unsafe withUnsafeMutablePointer(to: &rows) { rows in
            var collector = unsafe RowCollector(
              rows: rows, text: text, ends: ends, isNull: isNull)
            return unsafe withUnsafeMutablePointer(to: &collector) { collector in
              let parsed = unsafe bytes.withUnsafeBytes { bytes in
                unsafe csv_parse(
                  parser, bytes.baseAddress, count, fieldEnded, rowEnded, collector)
              }
              let status =
                unsafe endsText ? csv_fini(parser, fieldEnded, rowEnded, collector) : 0
              return unsafe (parsed, collector.pointee.used, collector.pointee.fields, status)
            }
          }
        }
      }
    }
    guard parsed == count, status == 0 else { throw fault(at: parsed) }
    guard found <= fields else { throw .malformed(at: count) }
    text.removeSubrange(used...)
    ends.removeSubrange(found...)
    isNull.removeSubrange(found...)
    rows.text = text
    rows.ends = ends
    rows.isNull = isNull
  }

  private func fault(at position: Int) -> Fault {
    unsafe csv_error(parser) == CSV_EPARSE ? .malformed(at: position) : .tooLarge
  }
}

/// The longest field libcsv may hold, in bytes.
private let fieldLimit = 17 << 20

// The callbacks are free functions: a closure in an isolated context would check its actor on
// every call, which more than doubles the time.

/// Whether a blank or a tab is among the first `count` bytes.
private nonisolated func holdsSpace(_ bytes: [UInt8], _ count: Int) -> Bool {
  unsafe bytes.withUnsafeBytes { bytes in
    guard let start = bytes.baseAddress else { return false }
    return unsafe memchr(start, Int32(CSV_SPACE), count) != nil
      || memchr(start, Int32(CSV_TAB), count) != nil
  }
}

private nonisolated func nothingIsSpace(_ byte: UInt8) -> Int32 { 0 }

private nonisolated func reallocateUpToLimit(
  _ pointer: UnsafeMutableRawPointer?, _ size: Int
) -> UnsafeMutableRawPointer? {
  size > fieldLimit ? nil : unsafe realloc(pointer, size)
}

private nonisolated func fieldEnded(
  _ bytes: UnsafeMutableRawPointer?, _ count: Int, _ collector: UnsafeMutableRawPointer?
) {
  guard let collector = unsafe collector?.assumingMemoryBound(to: RowCollector.self) else { return }
  unsafe collector.pointee.append(bytes?.assumingMemoryBound(to: UInt8.self), count)
}

private nonisolated func rowEnded(_ terminator: Int32, _ collector: UnsafeMutableRawPointer?) {
  guard let collector = unsafe collector?.assumingMemoryBound(to: RowCollector.self) else { return }
  unsafe collector.pointee.endRow(terminator)
}

/// Where the callbacks of one call put what they are given.
@safe private struct RowCollector {
  let rows: UnsafeMutablePointer<CSVRows>
  let text: UnsafeMutableBufferPointer<UInt8>
  let ends: UnsafeMutableBufferPointer<Int>
  let isNull: UnsafeMutableBufferPointer<Bool>
  var used = 0
  /// Found so far, those that there was no room for included.
  var fields = 0

  @inline(__always)
  mutating func append(_ bytes: UnsafeMutablePointer<UInt8>?, _ count: Int) {
    if let bytes = unsafe bytes, unsafe count <= text.count - used {
      // Byte by byte, as libcsv has just written them: wider loads would wait for its stores.
      for index in 0..<count { unsafe text[used + index] = bytes[index] }
      used += count
    }
    if unsafe fields < ends.count {
      unsafe ends[fields] = used
      unsafe isNull[fields] = unsafe bytes == nil
    }
    fields += 1
  }

  @inline(__always)
  func endRow(_ terminator: Int32) { unsafe rows.pointee.endRow(terminator, fields: fields) }
}
