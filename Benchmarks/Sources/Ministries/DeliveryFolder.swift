import Foundation

/// A source's folder under `RawData/bench`: its files, and the note about them.
final class DeliveryFolder {
  let source: Source
  private let path: String
  private var entries: [String] = []
  private(set) var records = 0
  private(set) var bytes = 0
  private(set) var files = 0

  init(_ source: Source, in folder: String) throws {
    self.source = source
    path = "\(folder)/\(source.rawValue)"
    try FileManager.default.createDirectory(
      atPath: path, withIntermediateDirectories: true)
  }

  func open(_ name: String) throws -> DeliveryWriter { try DeliveryWriter(path: "\(path)/\(name)") }

  /// Closes a file and enters it in the note.
  func finish(_ file: DeliveryWriter, _ name: String, edition: Int = 1, received: String) throws {
    let sha256 = try file.finish()
    note(name, sha256, file.records, edition: edition, received: received)
    bytes += file.size
  }

  /// Delivers a file once more under another name.
  func repeatFile(_ name: String, as copy: String, received: String) throws {
    let data = try Data(contentsOf: URL(fileURLWithPath: "\(path)/\(name)"))
    let again = try open(copy)
    again.write(Array(data))
    let sha256 = try again.finish()
    note(copy, sha256, nil, edition: 1, received: received)
    bytes += again.size
  }

  private func note(
    _ name: String, _ sha256: String, _ count: Int?, edition: Int, received: String
  ) {
    files += 1
    records += count ?? 0
    entries.append(
      """
        - file: \(name)
          sender: \(source.rawValue), made for measuring
          received: \(received)
          asOf: unknown
          edition: \(edition)
          status: final
          licence: none, the numbers are invented
          citation: made with a seed
          sha256: \(sha256)

      """)
  }

  func writeNote() throws {
    try Data("deliveries:\n\(entries.joined())".utf8)
      .write(to: URL(fileURLWithPath: "\(path)/delivery.yaml"))
  }
}
