import ArgumentParser
import Exporting
import Extraction
import Files
import Pipelining
import Warehousing

/// What the exit code of the program says (sysexits.h). People script these: they do not change.
///
/// Any code but 0, 1 and 2 means that the previous vintage is untouched.
extension ExitCode {
  /// The threshold of `--fail-on` was met; the data is committed.
  static let thresholdMet = ExitCode(1)
  /// Some input was left out, the rest is committed (`--keep-going`).
  static let partial = ExitCode(2)
  static let usage = ExitCode(64)
  static let inputRejected = ExitCode(65)
  static let inputMissing = ExitCode(66)
  /// A defect of the program.
  static let defect = ExitCode(70)
  static let cannotCreate = ExitCode(73)
  /// Input or output failed, or the disk is full.
  static let ioFailed = ExitCode(74)
  /// Another run holds the lock.
  static let busy = ExitCode(75)
  static let permission = ExitCode(77)
  static let configuration = ExitCode(78)
}

/// What a verb's error means to the one who started it; the only place where codes are chosen.
struct Ending {
  let code: ExitCode
  /// For stderr; nil when there is nothing to say.
  let message: String?

  /// nil for errors of the command line itself, whose text and code the argument parser knows.
  init?(of error: any Error) {
    switch error {
    case let code as ExitCode: self.init(code, nil)
    case let error as ValidationError: self.init(.usage, error.message)
    case let errors as DefinitionErrors:
      let isMissing = errors.problems.allSatisfy { $0.kind == .missing }
      self.init(isMissing ? .inputMissing : .configuration, errors.description)
    case RunError.inputRejected(let problems):
      self.init(Self.code(of: problems), Console.text(of: problems))
    case RunError.undecided(let reason): self.init(.configuration, reason)
    case let error as ExtractionError:
      self.init(error.reason == .readersDisagree ? .defect : .inputRejected, error.description)
    case let failure as FileFailure:
      let isSilent = failure.reason == .readerGone
      self.init(Self.code(of: failure.reason), isSilent ? nil : failure.description)
    case let error as ExportError: self.init(.configuration, error.description)
    case let error as AnalysisInputError: self.init(.inputRejected, error.description)
    case let error as WarehouseError: self.init(Self.code(of: error), error.description)
    case let error as ServingError: self.init(.cannotCreate, error.description)
    default: return nil
    }
  }

  private init(_ code: ExitCode, _ message: String?) {
    self.code = code
    self.message = message
  }

  /// Files that cannot be read have a code of their own, unless others were refused for what is in
  /// them.
  private static func code(of problems: [InputProblem]) -> ExitCode {
    let codes = problems.map { problem in
      if case .unreadable(let failure) = problem.kind {
        code(of: failure.reason)
      } else {
        ExitCode.inputRejected
      }
    }
    return codes.allSatisfy { $0 == codes.first } ? codes.first ?? .inputRejected : .inputRejected
  }

  private static func code(of error: WarehouseError) -> ExitCode {
    switch error {
    case .missing: .inputMissing
    case .notAWarehouse, .newerSchema, .damaged, .altered: .inputRejected
    case .file(let failure): code(of: failure.reason)
    case .notItsCopy: .cannotCreate
    case .storage, .badCopy: .ioFailed
    case .noVintage, .noCell: .usage
    case .tooLong: .busy
    case .inconsistent: .defect
    }
  }

  private static func code(of reason: FileFailure.Reason) -> ExitCode {
    switch reason {
    case .notFound, .isDirectory, .notRegular, .isLink: .inputMissing
    case .permission, .readOnly: .permission
    case .alreadyExists, .noFolder: .cannotCreate
    case .noSpace, .io: .ioFailed
    case .held: .busy
    case .shorter: .inputRejected
    case .readerGone: .success
    }
  }
}
