import SDMXVocabulary
import StatisticalModel

/// Which components a reader expects a message to have.
package enum SDMXExpectation: Sendable {
  /// Whatever the message has; what is a dimension is told by where it stands and by its id.
  case any
  /// These and no others, in this order.
  case components([SDMXComponent])
  /// Those of the structure, with every dimension in every key.
  case structure(SDMXDataStructure)
}

/// The components of a message, in the order of its structure or of their first occurrence.
struct SDMXComponents {
  private(set) var all: [SDMXComponent] = []
  private var positions: [String: Int] = [:]
  /// Whether the component was only met where an attribute may be a part of a key.
  private var isUndecided: [Bool] = []
  /// Whether others than those given may occur.
  let isOpen: Bool
  /// Positions of the dimensions every key must have.
  let required: [Int]
  /// Position of the column for the action.
  let action: Int?
  /// How often a role has changed: what was derived from the roles is out of date then.
  private(set) var revision = 0

  init(_ expectation: SDMXExpectation) {
    var known: [SDMXComponent] = []
    switch expectation {
    case .any: break
    case .components(let components): known = components
    case .structure(let structure): known = structure.components
    }
    if case .any = expectation { isOpen = true } else { isOpen = false }
    all = known
    isUndecided = known.map { _ in false }
    for (position, component) in known.enumerated() { positions[component.id] = position }
    action = known.firstIndex { $0.role == .action }
    required =
      if case .structure = expectation {
        known.indices.filter { known[$0].role == .dimension }
      } else {
        []
      }
  }

  func position(of id: String) -> Int? { positions[id] }

  /// The position of a component that is met as `role`, or where it may be a part of a key or not
  /// (nil); the role it was given first holds, unless it was open.
  ///
  /// - Throws: when it is not among those expected.
  mutating func position(of id: String, as role: SDMXRole?) throws(XMLRefusal) -> Int {
    if let position = positions[id] {
      if isUndecided[position], let role {
        isUndecided[position] = false
        all[position].role = role
        revision += 1
      }
      return position
    }
    guard isOpen else {
      let nearest = nearestName(to: id, among: all.map(\.id))
      throw XMLRefusal(.sdmx(.unknownComponent(id: id, nearest: nearest)))
    }
    positions[id] = all.count
    all.append(SDMXComponent(id: id, role: role ?? .attribute))
    isUndecided.append(role == nil)
    revision += 1
    return all.count - 1
  }

  func isDimension(_ position: Int) -> Bool { all[position].role == .dimension }
}
