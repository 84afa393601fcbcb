import Foundation

/// Where a pipeline, its deliveries and its warehouse are.
package struct PipelineFolder: Hashable, Sendable {
  /// The pipeline's own folder, as named by the caller.
  package var path: String
  /// The folder with one folder of deliveries for each source.
  package var deliveries: String
  package var warehouse: String

  package init(path: String, deliveries: String, warehouse: String) {
    self.path = path
    self.deliveries = deliveries
    self.warehouse = warehouse
  }

  /// The name of a folder, also where it is written `.` or with a slash behind it.
  static func name(of folder: String) -> String {
    URL(fileURLWithPath: folder).standardizedFileURL.lastPathComponent
  }

  /// A path written in a pipeline's file, which is meant from that pipeline's folder; `..` is
  /// taken out by name, as a shell does.
  static func resolve(_ path: String, from folder: String) -> String {
    let whole = path.hasPrefix("/") ? path : "\(folder)/\(path)"
    var parts: [Substring] = []
    for part in whole.split(separator: "/") where part != "." {
      if part == "..", let last = parts.last, last != ".." {
        parts.removeLast()
      } else if part != ".." || !whole.hasPrefix("/") {
        parts.append(part)
      }
    }
    let joined = parts.joined(separator: "/")
    return whole.hasPrefix("/") ? "/\(joined)" : joined.isEmpty ? "." : joined
  }
}
