import Foundation

/// The sanitiser that `.ci/sanitise` built this suite and the program with.
package enum Sanitiser {
  package static let isOn = ProcessInfo.processInfo.environment["SANAQ_SANITISER"] != nil

  /// A duration as it may be here: sanitisers make everything several times slower.
  package static func allowing(_ duration: Duration) -> Duration {
    isOn ? duration * 10 : duration
  }
}
