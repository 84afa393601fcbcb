package import SDMXVocabulary

/// What a code list takes of another (SDMX 3.0, CodelistExtension).
package struct SDMXCodelistExtension: Hashable, Sendable {
  package var codelist: SDMXReference
  /// Put before each code.
  package var prefix: String
  /// Which codes are taken, or left; nil where all are taken.
  package var selection: [SDMXCodeSelection]?
  package var isInclusive: Bool

  /// The codes that are taken of a list, under the names they get.
  fileprivate func items(of list: SDMXStructures.Scheme) -> [SDMXStructures.Item] {
    let named = selection.map { SDMXCodeSelection.codes($0, of: list.items) }
    let taken = list.items.filter { item in
      named.map { $0.contains(item.id) == isInclusive } ?? true
    }
    let ids = Set(taken.map(\.id))
    return taken.map { item in
      var item = item
      item.id = prefix + item.id
      item.parent = item.parent.flatMap { ids.contains($0) ? prefix + $0 : nil }
      return item
    }
  }
}

extension SDMXStructures {
  /// No code list of the world has as many; a small message could name more.
  private static let limit = 1_000_000
  private static let depthLimit = 100

  /// Gives each code list the codes it takes of others, behind its own.
  ///
  /// A list is incomplete where another it takes codes of is not there, is incomplete itself, or
  /// takes codes of it in turn.
  /// - Throws: when a list would have more than a million codes.
  mutating func extendCodelists() throws(SDMXFault) {
    for index in codelists.indices { try extend(index, within: []) }
  }

  private mutating func extend(_ index: Int, within others: [Int]) throws(SDMXFault) {
    let extensions = codelists[index].extensions
    codelists[index].extensions = []
    var taken: [Item] = []
    for extending in extensions {
      guard let list = codelist(extending.codelist),
        let other = codelists.firstIndex(where: { $0.reference == list.reference }),
        other != index, !others.contains(other), others.count < Self.depthLimit
      else {
        codelists[index].isComplete = false
        continue
      }
      try extend(other, within: others + [index])
      if !codelists[other].isComplete { codelists[index].isComplete = false }
      let items = extending.items(of: codelists[other])
      let ids = Set(items.map(\.id))
      taken = taken.filter { !ids.contains($0.id) } + items
      guard taken.count <= Self.limit else {
        throw .malformedStructure(
          "code list \(codelists[index].reference) takes more than \(Self.limit) codes of others")
      }
    }
    let own = Set(codelists[index].items.map(\.id))
    codelists[index].items += taken.filter { !own.contains($0.id) }
  }
}
