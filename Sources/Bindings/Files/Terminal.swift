import Glibc

/// The terminal that standard error leads to.
package struct Terminal: Sendable {
  /// nil where standard error leads to a file, a pipe or nowhere.
  package init?() {
    guard isatty(STDERR_FILENO) == 1 else { return nil }
  }

  /// Characters in a line, as wide as the window is now; 80 where the terminal does not say.
  package var columns: Int {
    var size = winsize()
    guard unsafe ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
      return 80
    }
    return Int(size.ws_col)
  }

  /// Writes a text over the line the cursor is in, which must not be full.
  package func redraw(_ line: String) { write("\r\(line)\u{1B}[K") }

  private func write(_ text: String) {
    // There is nowhere to report that it failed.
    try? writeAll(Array(text.utf8)[...], to: STDERR_FILENO, named: "standard error")
  }
}
