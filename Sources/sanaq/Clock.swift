import Foundation

/// The one place that asks what time it is; results never depend on the answer.
enum Clock {
  /// Coordinated universal time as `2025-08-20T02:30:00Z`.
  @Sendable static func now() -> String {
    Date.now.formatted(.iso8601)
  }
}
