import Foundation
import TestSupport

/// A library of `Tests/Fixtures/faults` that is loaded into the program before the C library.
enum PreloadedLibrary {
  /// Compiles it by the compiler that comes with Swift, and puts it beside the program; call once.
  static func compiled(_ source: String) throws -> String {
    let path = "\(Sanaq.executable)-\(source).so"
    let compiled = try Shell.run(
      """
      compiler=$(command -v clang || command -v cc)
      "$compiler" -shared -fPIC -O1 -Wall -Wextra -Werror -o "$2.$$" "$1" && mv "$2.$$" "$2"
      """, ["\(Repository.root)/Tests/Fixtures/faults/\(source).c", path])
    guard compiled.code == 0 else { throw Workspace.Failure(description: compiled.errors) }
    return path
  }
}
