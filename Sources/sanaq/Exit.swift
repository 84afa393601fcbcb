import ArgumentParser
import Extraction
import Files
import Foundation
import Pipelining
import Warehousing

/// The exit codes people script against (sysexits.h), and the one place that chooses them.
enum Exit: Int32, Error {
  /// `--fail-on` was met; the data is committed.
  case thresholdMet = 1
  /// Some input was left out, the rest is committed.
  case partial = 2
  case usage = 64
  case inputRejected = 65
  case inputMissing = 66
  case bug = 70
  case cannotCreate = 73
  case inputOutput = 74
  case lockHeld = 75
  case permission = 77
  case configuration = 78

  /// Prints what went wrong to stderr and ends the program with its code.
  static func leave(with error: any Error) -> Never {
    if let exit = error as? Exit { Foundation.exit(exit.rawValue) }
    if let (code, message) = meaning(of: error) {
      Console.say(message)
      Foundation.exit(code.rawValue)
    }
    // Help, version and usage errors: the parser knows their text; usage is 64.
    Sanaq.exit(withError: error)
  }

  private static func meaning(of error: any Error) -> (Exit, String)? {
    switch error {
    case let errors as DefinitionErrors:
      let isMissing = errors.problems.allSatisfy { $0.kind == .missing }
      return (isMissing ? .inputMissing : .configuration, errors.description)
    case RunError.inputRejected(let problems):
      return (.inputRejected, Console.text(of: problems))
    case RunError.undecided(let reason): return (.configuration, reason)
    case let error as ExtractionError: return (.inputRejected, error.description)
    case let failure as FileFailure: return (code(of: failure), failure.description)
    case let error as WarehouseError: return (code(of: error), error.description)
    default: return nil
    }
  }

  private static func code(of error: WarehouseError) -> Exit {
    switch error {
    case .missing: .inputMissing
    case .notAWarehouse, .newerSchema, .damaged: .inputRejected
    case .file(let failure): code(of: failure)
    case .storage: .inputOutput
    case .noVintage, .noCell: .usage
    case .inconsistent: .bug
    }
  }

  private static func code(of failure: FileFailure) -> Exit {
    switch failure.reason {
    case .notFound, .isDirectory, .notRegular, .isLink: .inputMissing
    case .permission, .readOnly: .permission
    case .alreadyExists: .cannotCreate
    case .held: .lockHeld
    case .noSpace, .shorter, .io: .inputOutput
    }
  }
}
