/// One or more codes of a list, as constraints and extensions name them.
package struct SDMXCodeSelection: Hashable, Sendable {
  /// Whether the codes below it are meant too, or they alone.
  package enum Cascade: Hashable, Sendable { case none, withRoot, withoutRoot }

  /// May have `%` for any characters where an extension names it.
  package var code: String
  package var cascade: Cascade

  package init(code: String, cascade: Cascade) {
    self.code = code
    self.cascade = cascade
  }

  /// The codes that selections mean; one that is not in the list stands for itself.
  static func codes(
    _ selections: [SDMXCodeSelection], of items: [SDMXStructures.Item]
  ) -> Set<String> {
    var children: [String: [String]] = [:]
    for item in items {
      if let parent = item.parent { children[parent, default: []].append(item.id) }
    }
    var codes: Set<String> = []
    for selection in selections {
      let roots =
        selection.code.contains("%")
        ? items.map(\.id).filter { matches($0[...], selection.code[...]) } : [selection.code]
      if selection.cascade != .withoutRoot { codes.formUnion(roots) }
      guard selection.cascade != .none else { continue }
      // A code that is met again ends the way: codes below each other have no end.
      var met: Set<String> = []
      var open = roots.flatMap { children[$0] ?? [] }
      while let code = open.popLast() {
        guard met.insert(code).inserted else { continue }
        open += children[code] ?? []
      }
      codes.formUnion(met)
    }
    return codes
  }

  /// Whether a code fits a pattern in which `%` stands for any characters, or none.
  private static func matches(_ code: Substring, _ pattern: Substring) -> Bool {
    let parts = pattern.split(separator: "%", omittingEmptySubsequences: false)
    guard parts.count > 1, let first = parts.first, let last = parts.last else {
      return code == pattern
    }
    guard code.hasPrefix(first) else { return false }
    var rest = code.dropFirst(first.count)
    for part in parts.dropFirst().dropLast() where !part.isEmpty {
      guard let found = rest.firstRange(of: part) else { return false }
      rest = rest[found.upperBound...]
    }
    return rest.hasSuffix(last)
  }
}
