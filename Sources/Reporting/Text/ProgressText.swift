/// What a line on a terminal says of work that is not done yet.
package struct ProgressText {
  /// Before this, a rate says more about the start than about the rest.
  private static let settled = Duration.milliseconds(500)

  package var stage: String
  /// In bytes.
  package var done: Int
  /// In bytes; 0 where nobody knows.
  package var total: Int
  /// Since the stage began.
  package var elapsed: Duration

  package init(stage: String, done: Int, total: Int, elapsed: Duration) {
    self.stage = stage
    self.done = done
    self.total = total
    self.elapsed = elapsed
  }

  /// `reading 123 of 544 MB, 27 MB/s, 0:16 left`, cut to what fits into a line of the terminal.
  package func line(columns: Int) -> String { String(text.prefix(max(0, columns - 1))) }

  private var text: String {
    guard total > 0 else { return "\(stage), \(Self.clock(seconds))" }
    let read = min(done, total)
    let amount = "\(stage) \(Self.megabytes(read)) of \(Self.megabytes(total)) MB"
    guard elapsed >= Self.settled, read > 0 else { return amount }
    let left = Double(total - read) * seconds / Double(read)
    return "\(amount), \(Self.megabytes(Int(Double(read) / seconds))) MB/s, "
      + "\(Self.clock(left)) left"
  }

  private var seconds: Double { elapsed / .seconds(1) }

  /// In millions; with a tenth where there are few.
  private static func megabytes(_ bytes: Int) -> String {
    guard bytes < 9_950_000 else { return "\((bytes + 500_000) / 1_000_000)" }
    let tenths = (bytes + 50_000) / 100_000
    return "\(tenths / 10).\(tenths % 10)"
  }

  /// `m:ss`, or `h:mm:ss`; a second begun counts whole.
  private static func clock(_ seconds: Double) -> String {
    let whole = Int(min(seconds, 359_999).rounded(.up))
    let (minutes, rest) = (whole / 60, padded(whole % 60))
    return minutes < 60 ? "\(minutes):\(rest)" : "\(minutes / 60):\(padded(minutes % 60)):\(rest)"
  }

  private static func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
