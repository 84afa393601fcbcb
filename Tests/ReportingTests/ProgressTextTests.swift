import Reporting
import Testing

@Suite("Progress in words") struct ProgressTextTests {
  /// Worked out by hand: megabytes of 10^6 bytes, a second begun counts whole.
  @Test(
    "bytes, rate and what is left",
    arguments: [
      (0, 544_000_000, 100, "reading 0.0 of 544 MB"),
      // Too early for a rate.
      (4_000_000, 544_000_000, 400, "reading 4.0 of 544 MB"),
      // 100 MB in 4 s leave 300 MB, 12 s.
      (100_000_000, 400_000_000, 4_000, "reading 100 of 400 MB, 25 MB/s, 0:12 left"),
      // 0.75 MB/s for 8.5 MB: 11.33 s.
      (1_500_000, 10_000_000, 2_000, "reading 1.5 of 10 MB, 0.8 MB/s, 0:12 left"),
      // A file that grew while it was read is no reason for more than all.
      (7_000_000, 6_000_000, 1_000, "reading 6.0 of 6.0 MB, 6.0 MB/s, 0:00 left"),
      // 1 MB/s for 3.7 GB: 3,700 s.
      (10_000_000, 3_710_000_000, 10_000, "reading 10 of 3710 MB, 1.0 MB/s, 1:01:40 left"),
      (0, 0, 61_200, "reading, 1:02"),
    ])
  func lines(done: Int, total: Int, milliseconds: Int, expected: String) {
    let text = ProgressText(
      stage: "reading", done: done, total: total, elapsed: .milliseconds(milliseconds))
    #expect(text.line(columns: 80) == expected)
  }

  @Test("a line is never full, on a terminal of any width", arguments: [0, 1, 2, 20, 40])
  func narrow(columns: Int) {
    let text = ProgressText(
      stage: "reading", done: 1_000_000, total: 9_000_000, elapsed: .seconds(3))
    #expect(text.line(columns: columns).count == max(0, min(columns - 1, 43)))
  }
}
