import CLibXLSXWriter
import Glibc

/// The owner of a libxlsxwriter workbook that is being written.
///
/// Text is always text: no cell becomes a formula. The same calls give the same bytes.
@safe package struct XLSXWorkbook: ~Copyable {
  /// What the library says against a call.
  package struct Fault: Error, Hashable, Sendable {
    package let reason: String
  }

  private let workbook: UnsafeMutablePointer<lxw_workbook>
  private var sheet: UnsafeMutablePointer<lxw_worksheet>?
  private let bold: UnsafeMutablePointer<lxw_format>

  /// Rows that a worksheet can have.
  package static let rowLimit = 1_048_576

  /// - Parameters:
  ///   - created: in coordinated universal time, `2025-08-20T02:30:00Z`.
  ///   - inConstantMemory: rows are written in order and not kept; there are no tables.
  package init(
    path: String, title: String, created: String, inConstantMemory: Bool
  ) throws(Fault) {
    var options = unsafe lxw_workbook_options()
    unsafe options.constant_memory = inConstantMemory ? 1 : 0
    unsafe options.use_zip64 = 1
    guard let workbook = unsafe workbook_new_opt(path, &options),
      let bold = unsafe workbook_add_format(workbook)
    else { throw Fault(reason: "no memory") }
    unsafe format_set_bold(bold)
    unsafe self.workbook = unsafe workbook
    unsafe self.bold = unsafe bold
    unsafe title.withCString { title in
      var properties = unsafe lxw_doc_properties()
      unsafe properties.title = UnsafeMutablePointer(mutating: title)
      unsafe properties.created = seconds(of: created)
      _ = unsafe workbook_set_properties(workbook, &properties)
    }
  }

  /// Begins the next worksheet; its name has at most 31 characters.
  package mutating func addSheet(_ name: String) throws(Fault) {
    guard let added = unsafe workbook_add_worksheet(workbook, name) else {
      throw Fault(reason: "the worksheet '\(name)' cannot be added")
    }
    unsafe sheet = unsafe added
  }

  package func setWidth(_ width: Int, columns: ClosedRange<Int>) throws(Fault) {
    try check(
      unsafe worksheet_set_column(
        sheet, lxw_col_t(columns.lowerBound), lxw_col_t(columns.upperBound), Double(width), nil))
  }

  package func write(
    _ text: String, row: Int, column: Int, isHeading: Bool = false
  ) throws(Fault) {
    try check(
      unsafe worksheet_write_string(
        sheet, lxw_row_t(row), lxw_col_t(column), text, isHeading ? bold : nil))
  }

  package func write(_ number: Double, row: Int, column: Int) throws(Fault) {
    try check(
      unsafe worksheet_write_number(sheet, lxw_row_t(row), lxw_col_t(column), number, nil))
  }

  /// Marks rows and columns as a table, whose first row has the headings.
  package func markTable(
    _ name: String, headings: [String], firstRow: Int, lastRow: Int
  ) throws(Fault) {
    let titles = unsafe headings.map { unsafe strdup($0) }
    defer { for position in unsafe titles.indices { unsafe free(titles[position]) } }
    let columns = UnsafeMutablePointer<lxw_table_column>.allocate(capacity: headings.count)
    unsafe columns.initialize(repeating: lxw_table_column(), count: headings.count)
    defer { unsafe columns.deallocate() }
    var pointers: [UnsafeMutablePointer<lxw_table_column>?] = unsafe []
    for position in headings.indices {
      unsafe columns[position].header = unsafe titles[position]
      unsafe pointers.append(columns + position)
    }
    unsafe pointers.append(nil)
    let code = unsafe pointers.withUnsafeMutableBufferPointer { pointers in
      unsafe name.withCString { name in
        var options = unsafe lxw_table_options()
        unsafe options.name = UnsafeMutablePointer(mutating: name)
        unsafe options.columns = pointers.baseAddress
        return unsafe worksheet_add_table(
          sheet, lxw_row_t(firstRow), 0, lxw_row_t(lastRow), lxw_col_t(headings.count - 1),
          &options)
      }
    }
    try check(code)
  }

  /// Writes the file; whatever becomes of it, nothing of the workbook is left in memory.
  package consuming func close() throws(Fault) {
    let code = unsafe workbook_close(workbook)
    discard self
    try Self.check(code)
  }

  // Not closed: an error came first. Closing is the one way to free it, and writes what there is to
  // the temporary name, which is removed by whoever chose it.
  deinit { _ = unsafe workbook_close(workbook) }

  private func check(_ code: lxw_error) throws(Fault) { try Self.check(code) }

  private static func check(_ code: lxw_error) throws(Fault) {
    guard code != LXW_NO_ERROR else { return }
    let reason = unsafe lxw_strerror(code).map { unsafe String(cString: $0) }
    throw Fault(reason: reason ?? "error \(code.rawValue)")
  }
}

/// Seconds since 1970; 0 for a text of another form.
private func seconds(of time: String) -> time_t {
  let numbers = time.split { !$0.isNumber }.compactMap { Int32($0) }
  guard numbers.count == 6 else { return 0 }
  var parts = unsafe tm()
  unsafe (parts.tm_year, parts.tm_mon, parts.tm_mday) = (
    numbers[0] - 1900, numbers[1] - 1, numbers[2]
  )
  unsafe (parts.tm_hour, parts.tm_min, parts.tm_sec) = (numbers[3], numbers[4], numbers[5])
  return unsafe timegm(&parts)
}
