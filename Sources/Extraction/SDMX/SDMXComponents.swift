import SDMXVocabulary
import StatisticalModel

/// Which components a reader expects a message to have.
package enum SDMXExpectation: Sendable {
  /// Whatever the message has; what is a dimension is told by where it stands and by its id.
  case any
  /// These and no others, in this order.
  case components([SDMXComponent])
  /// Those of the structure the data name, with every dimension in every key.
  case structures(SDMXStructures)
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
    if case .components(let components) = expectation { known = components }
    let isOpen = if case .any = expectation { true } else { false }
    self.init(known, isOpen: isOpen, required: [])
  }

  /// Those of a structure.
  init(of structure: SDMXDataStructure) {
    let known = structure.components
    self.init(
      known, isOpen: false, required: known.indices.filter { known[$0].role == .dimension })
  }

  private init(_ known: [SDMXComponent], isOpen: Bool, required: [Int]) {
    self.isOpen = isOpen
    self.required = required
    all = known
    isUndecided = known.map { _ in false }
    for (position, component) in known.enumerated() { positions[component.id] = position }
    action = known.firstIndex { $0.role == .action }
  }

  func position(of id: String) -> Int? { positions[id] }

  /// The position of a component that is met as `role`, or where it may be a part of a key or not
  /// (nil); the role it was given first holds, unless it was open.
  ///
  /// - Returns: -1 for one that is not expected but only qualifies values wherever it occurs.
  /// - Throws: when it is not among those expected.
  mutating func position(of id: String, as role: SDMXRole?) throws(SDMXFault) -> Int {
    if let position = positions[id] {
      if isUndecided[position], let role {
        isUndecided[position] = false
        all[position].role = role
        revision += 1
      }
      return position
    }
    guard isOpen else {
      if required.isEmpty, SDMXConcept.attributes.contains(id) { return -1 }
      let nearest = nearestName(to: id, among: all.map(\.id))
      throw .unknownComponent(id: id, nearest: nearest)
    }
    positions[id] = all.count
    all.append(SDMXComponent(id: id, role: role ?? .attribute))
    isUndecided.append(role == nil)
    revision += 1
    return all.count - 1
  }

  func isDimension(_ position: Int) -> Bool { all[position].role == .dimension }
}
