/// The checkout that the tests were built from.
package enum Repository {
  /// `<root>/Tests/TestSupport/<this file>`, three steps up.
  package static let root = #filePath.split(separator: "/").dropLast(3).reduce("") { "\($0)/\($1)" }
}
