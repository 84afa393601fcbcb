import SDMXVocabulary

/// Why a data query cannot be asked.
package enum SDMXQueryError: Error, Hashable, Sendable {
  /// The key has something that neither is an id of a code nor joins two.
  case malformedKey
  /// A filter of a component is not written as the standard has it.
  case malformedFilter
  /// There is no component of this name.
  case noComponent(String)
  /// The key has another number of parts than there are dimensions beside time.
  case keyParts(expected: [String], given: Int)
  /// The text is no time period of SDMX.
  case malformedPeriod
  /// A time period of SDMX that no figure here can begin or end with: a week, a day of the year, a
  /// time of day.
  case unsupportedPeriod
}

/// The key of a data query: for each dimension the codes that are let through, none for all of them.
package struct SDMXKeyQuery: Hashable, Sendable {
  package typealias Slice = [[String]]

  /// What lies in one of them is asked for; nil for everything.
  package let slices: [Slice]?
  /// Whether dimensions at the end may be left out.
  let mayEndEarly: Bool

  /// Reads `A.B+C..` or `all` (SDMX REST 1.5).
  package init(parsing text: String) throws(SDMXQueryError) {
    mayEndEarly = false
    slices = text == "all" ? nil : [try Self.slice(text[...]) { $0 }]
  }

  /// Reads `A.*.B,A.C` or `*` (SDMX REST 2.1); what clients of 1.5 write between points is understood
  /// too, since some write it here.
  package init(parsingSlices text: String) throws(SDMXQueryError) {
    mayEndEarly = true
    guard text != "*", text != "all" else {
      slices = nil
      return
    }
    var slices: [Slice] = []
    for slice in text.split(separator: ",", omittingEmptySubsequences: false) {
      slices.append(try Self.slice(slice) { $0 == "*" ? "" : $0 })
    }
    self.slices = slices
  }

  private static func slice(
    _ text: Substring, _ part: (Substring) -> Substring
  ) throws(SDMXQueryError) -> Slice {
    var parts: Slice = []
    for given in text.split(separator: ".", omittingEmptySubsequences: false) {
      let part = part(given)
      let codes = part.isEmpty ? [] : part.split(separator: "+", omittingEmptySubsequences: false)
      for code in codes where !SDMXIdentifier.code.admits(String(code)) { throw .malformedKey }
      parts.append(codes.map(String.init))
    }
    return parts
  }
}
