package import StatisticalModel
package import Warehousing

/// The observations of a cube that a data query asks for.
package struct CubeSelection: Sendable {
  /// What the warehouse is asked for; ``admits(_:)`` says which of its rows are meant.
  package let span: CellSpan
  /// Filters of components that cells do not have, by their place among the components.
  private var own: [(position: Int, filter: ComponentFilter)] = []
  /// Of attributes and measures.
  private var others: [(position: Int, isNumber: Bool, filter: ComponentFilter)] = []
  /// Where several are asked for, of which the span is the smallest box around them.
  private let slices: [SDMXKeyQuery.Slice]
  private let dimensions: [Dimension]
  /// Whether a code was asked for that no list has: nothing has it.
  package private(set) var isEmpty = false

  /// Whether attributes or measures decide, which only whole observations have.
  package var needsObservations: Bool { !others.isEmpty }

  /// - Parameters:
  ///   - filters: by component; a key is of the dimensions of the cube that are not time.
  ///   - periods: in which periods the cells of the vintage are.
  /// - Throws: ``SDMXQueryError``, and what `periods` throws.
  package init(
    _ key: SDMXKeyQuery, _ range: SDMXTimeRange, where filters: [String: ComponentFilter] = [:],
    in cube: Cube, of structure: Structure, periods: () throws -> [String]
  ) throws {
    let names = cube.components.filter { $0.role == .dimension }.map(\.id)
    let asked = try Self.slices(of: key, names)
    slices = asked.count > 1 ? asked : []
    dimensions = structure.dimensions.filter { $0.codelist != nil }
    var choices: [CellSpan.Choice] = []
    for (position, name) in names.enumerated() {
      // A slice that leaves the dimension open opens it for the span.
      let isBound = !asked.isEmpty && asked.allSatisfy { !$0[position].isEmpty }
      let codes = isBound ? Set(asked.flatMap { $0[position] }) : nil
      let filter = filters[name]
      guard codes != nil || filter != nil else { continue }
      guard position < dimensions.count else {
        if let codes { own.append((position, ComponentFilter(anyOf: codes.sorted()))) }
        if let filter { own.append((position, filter)) }
        continue
      }
      let dimension = dimensions[position]
      let known = codes?.filter { dimension.codelist?[$0] != nil }
      let candidates = known.map(Array.init) ?? dimension.codelist?.codes.map(\.id) ?? []
      let admitted = candidates.filter { filter?.admits([$0]) ?? true }
      if admitted.isEmpty { isEmpty = true }
      choices.append(
        .init(
          dimension: dimension.id,
          codes: admitted.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) },
          total: dimension.total))
    }
    for (position, component) in cube.components.enumerated() where component.role != .dimension {
      guard component.role != .time, let filter = filters[component.id] else { continue }
      others.append((position, component.representation.isNumber, filter))
    }
    let known = Set(cube.components.map(\.id))
    if let unknown = filters.keys.sorted().first(where: { !known.contains($0) }) {
      throw SDMXQueryError.noComponent(unknown)
    }
    let time = cube.components.first { $0.role == .time }.flatMap { filters[$0.id] }
    if !range.isUnbounded || time != nil {
      let dimension = structure.dimensions[structure.time]
      var codes: [String] = []
      for code in try periods() {
        guard let period = Period(parsing: code), range.contains(period) else { continue }
        if try time?.admits(period) ?? true { codes.append(code) }
      }
      if codes.isEmpty { isEmpty = true }
      choices.append(.init(dimension: dimension.id, codes: codes, total: dimension.total))
    }
    span = CellSpan(choices: choices, of: structure.dimensions.map(\.id))
  }

  /// With as many parts each as there are dimensions; none for everything.
  private static func slices(
    of key: SDMXKeyQuery, _ names: [String]
  ) throws(SDMXQueryError) -> [SDMXKeyQuery.Slice] {
    var slices: [SDMXKeyQuery.Slice] = []
    for slice in key.slices ?? [] {
      let missing = names.count - slice.count
      guard missing == 0 || (missing > 0 && key.mayEndEarly) else {
        throw .keyParts(expected: names, given: slice.count)
      }
      slices.append(slice + Array(repeating: [], count: missing))
    }
    return slices
  }

  /// Whether a cell of the span is meant, or one statement about it.
  func admits(cell: String, statement: (source: String, number: Int)? = nil) -> Bool {
    guard !slices.isEmpty || !own.isEmpty else { return true }
    var codes: [String: String] = [:]
    for code in DimensionCode.codes(of: cell) { codes[code.dimension] = code.code }
    let values = dimensions.map { [codes[$0.id] ?? $0.total].compactMap(\.self) }
    let statements = statement.map { [[$0.source], ["\($0.number)"]] } ?? []
    return admits(key: values + statements)
  }

  func admits(_ row: CubeRow) -> Bool {
    admits(key: row)
      && others.allSatisfy { $0.filter.admits(row[$0.position], asNumbers: $0.isNumber) }
  }

  private func admits(key: CubeRow) -> Bool {
    own.allSatisfy { $0.filter.admits(key[$0.position]) }
      && (slices.isEmpty
        || slices.contains { slice in
          zip(slice, key).allSatisfy { codes, values in
            codes.isEmpty || values.allSatisfy(codes.contains)
          }
        })
  }
}

extension Cube.Representation {
  fileprivate var isNumber: Bool { self == .number || self == .wholeNumber }
}
