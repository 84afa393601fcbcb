import ArgumentParser
import LineageDelivery

extension RunEvents {
  /// Where the events of a run go.
  enum Target: Sendable {
    case file(String)
    case endpoint(LineageEndpoint)

    /// What `--events` names, else what the environment does.
    ///
    /// - Throws: `ValidationError`.
    init?(_ option: String?, environment: [String: String]) throws {
      do {
        if let option, LineageEndpoint.isAddress(option) {
          self = .endpoint(try LineageEndpoint(url: option, environment: environment))
        } else if let option {
          self = .file(option)
        } else if let endpoint = try LineageEndpoint(environment: environment) {
          self = .endpoint(endpoint)
        } else {
          return nil
        }
      } catch {
        throw ValidationError(error.description)
      }
    }
  }
}
