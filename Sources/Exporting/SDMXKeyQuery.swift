import SDMXVocabulary

/// Why a data query cannot be asked.
package enum SDMXQueryError: Error, Hashable, Sendable {
  /// The key has something that neither is an id of a code nor joins two.
  case malformedKey
  /// The key has another number of parts than there are dimensions beside time.
  case keyParts(expected: [String], given: Int)
  /// The text is no time period of SDMX.
  case malformedPeriod
  /// A time period of SDMX that no figure here can begin or end with: a week, a day of the year, a
  /// time of day.
  case unsupportedPeriod
}

/// The key of a data query (SDMX REST 1.5): `A.B+C..`, for each dimension the codes that are let
/// through, none for all of them.
package struct SDMXKeyQuery: Hashable, Sendable {
  /// Nil for `all`.
  package let parts: [[String]]?

  package init(parsing text: String) throws(SDMXQueryError) {
    guard text != "all" else {
      parts = nil
      return
    }
    var parts: [[String]] = []
    for part in text.split(separator: ".", omittingEmptySubsequences: false) {
      let codes = part.isEmpty ? [] : part.split(separator: "+", omittingEmptySubsequences: false)
      for code in codes where !SDMXIdentifier.code.admits(String(code)) { throw .malformedKey }
      parts.append(codes.map(String.init))
    }
    self.parts = parts
  }
}
