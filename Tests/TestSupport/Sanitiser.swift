import Foundation

/// The sanitiser that `.ci/sanitise` built this suite and the program with.
package enum Sanitiser {
  package static let isOn = ProcessInfo.processInfo.environment["SANAQ_SANITISER"] != nil
}
