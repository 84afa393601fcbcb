/// The name of a maintained artefact: `AGENCY:ID(1.0)`.
package struct SDMXReference: Hashable, Sendable, CustomStringConvertible {
  package var agency: String
  package var id: String
  /// Nil for an artefact without versions (since 3.0).
  package var version: String?

  package init(agency: String, id: String, version: String?) {
    self.agency = agency
    self.id = id
    self.version = version
  }

  package var description: String { "\(agency):\(id)" + (version.map { "(\($0))" } ?? "") }

  /// Reads `AGENCY:ID(1.0)` or `AGENCY:ID`.
  package init?(parsing text: some StringProtocol) {
    let sides = text.split(separator: ":", omittingEmptySubsequences: false)
    guard sides.count == 2, !sides[0].isEmpty else { return nil }
    let parts = sides[1].split(separator: "(", omittingEmptySubsequences: false)
    guard let id = parts.first, !id.isEmpty else { return nil }
    if parts.count == 1 {
      self.init(agency: String(sides[0]), id: String(id), version: nil)
    } else {
      guard parts.count == 2, parts[1].hasSuffix(")"), parts[1].count > 1 else { return nil }
      self.init(
        agency: String(sides[0]), id: String(id), version: String(parts[1].dropLast()))
    }
  }

  /// Reads `urn:sdmx:org.sdmx.infomodel.PACKAGE.CLASS=AGENCY:ID(1.0)`, with or without an item
  /// behind it (`.ITEM`).
  package init?(urn: some StringProtocol) {
    guard urn.hasPrefix("urn:sdmx:"), let equals = urn.firstIndex(of: "=") else { return nil }
    let name = urn[urn.index(after: equals)...]
    let end = name.lastIndex(of: ")").map { name.index(after: $0) } ?? name.endIndex
    self.init(parsing: name[..<end])
  }

  /// Whether this name, which may leave the version out or open, means that artefact.
  package func means(_ other: SDMXReference) -> Bool {
    guard agency == other.agency, id == other.id else { return false }
    guard let version, let given = other.version, version != given else { return true }
    return SDMXOpenVersion(version)?.admits(given) ?? false
  }

  /// The artefact this name means: of several, the one of the latest version.
  package func latest<Artefact>(
    of all: [Artefact], named name: KeyPath<Artefact, SDMXReference>
  ) -> Artefact? {
    let meant = all.filter { means($0[keyPath: name]) }
    guard let version, SDMXOpenVersion(version) != nil else { return meant.first }
    return meant.max { left, right in
      let versions = [left, right].map { $0[keyPath: name].version ?? "" }
      return SDMXOpenVersion.numbers(versions[0])
        .lexicographicallyPrecedes(SDMXOpenVersion.numbers(versions[1]))
    }
  }
}
