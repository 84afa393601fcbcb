import LibXML2
import StatisticalModel

/// Collects the fields of each record element, by their paths below it.
struct XMLFieldSink: XMLEventSink {
  /// An element that leads to a field, or is one.
  private struct Node {
    var children: [(step: Int, node: Int)] = []
    var attributes: [(step: Int, field: Int)] = []
    var text: [Int] = []
  }

  /// What a name of the document means here, looked up once.
  private struct Name {
    var isRecord: Bool
    /// As an element and as an attribute; -1 for one that no path has.
    var element: Int
    var attribute: Int
  }

  private let layout: XMLLayout
  private let batch: (RecordBatch) throws -> Void
  private var nodes = [Node()]
  /// Of the names of the document, by their numbers.
  private var names: [Name] = []
  /// Numbers of the local names of steps, and of the qualified names of attributes, in the layout.
  private var steps: [String: Int] = [:]
  /// Nodes of the open elements of a record; nil for those that lead nowhere.
  private var path: [Int?] = []
  private var place = TextPlace(offset: 0)
  /// Value of each field of the record at hand.
  private var values: [[UInt8]]
  private var isPresent: [Bool]
  private var complete = RecordBatch()
  private(set) var count = 0

  init(layout: XMLLayout, batch: @escaping (RecordBatch) throws -> Void) {
    self.layout = layout
    self.batch = batch
    values = Array(repeating: [], count: layout.fields.count)
    isPresent = Array(repeating: false, count: layout.fields.count)
    for (field, entry) in layout.fields.enumerated() { add(entry.path, field) }
  }

  private mutating func add(_ path: String, _ field: Int) {
    var node = 0
    for step in path.split(separator: "/").map(String.init) where step != "." {
      if step.hasPrefix("@") {
        nodes[node].attributes.append((step: number(of: step), field: field))
        return
      }
      let number = number(of: step)
      if let child = nodes[node].children.first(where: { $0.step == number }) {
        node = child.node
      } else {
        nodes.append(Node())
        nodes[node].children.append((step: number, node: nodes.count - 1))
        node = nodes.count - 1
      }
    }
    nodes[node].text.append(field)
  }

  private mutating func number(of step: String) -> Int {
    let number = steps[step] ?? steps.count
    steps[step] = number
    return number
  }

  /// Looks up the names that are new.
  private mutating func learn(_ all: [XMLName]) {
    for name in all[names.count...] {
      names.append(
        Name(
          isRecord: isRecord(name), element: steps[name.local] ?? -1,
          attribute: steps["@" + name.qualified] ?? -1))
    }
  }

  private func isRecord(_ name: XMLName) -> Bool {
    name.local == layout.record
      && (layout.namespace == nil || layout.namespace == name.namespace)
  }

  mutating func start(_ name: Int, in all: [XMLName], at place: TextPlace) throws(XMLRefusal) {
    if names.count < all.count { learn(all) }
    let name = names[name]
    if name.isRecord {
      guard path.isEmpty else {
        throw XMLRefusal(.nestedRecord(element: layout.record), at: place)
      }
      self.place = place
      for field in values.indices { isPresent[field] = false }
      try enter(0)
    } else if !path.isEmpty {
      let child = path.last.flatMap { $0 }.flatMap { node in
        nodes[node].children.first { $0.step == name.element }?.node
      }
      try enter(child)
    }
  }

  private mutating func enter(_ node: Int?) throws(XMLRefusal) {
    path.append(node)
    guard let node else { return }
    for field in nodes[node].text { try begin(field) }
  }

  private mutating func begin(_ field: Int) throws(XMLRefusal) {
    guard !isPresent[field] else {
      let entry = layout.fields[field]
      throw XMLRefusal(.repeatedField(name: entry.name, path: entry.path), at: place)
    }
    isPresent[field] = true
    values[field].removeAll(keepingCapacity: true)
  }

  mutating func attribute(
    _ name: Int, in all: [XMLName], _ text: [UInt8], _ range: Range<Int>
  ) throws(XMLRefusal) {
    guard case let node?? = path.last, !nodes[node].attributes.isEmpty else { return }
    if names.count < all.count { learn(all) }
    let step = names[name].attribute
    guard step >= 0 else { return }
    for entry in nodes[node].attributes where entry.step == step {
      try begin(entry.field)
      values[entry.field].append(contentsOf: text[range])
    }
  }

  mutating func text(_ text: [UInt8], _ range: Range<Int>) {
    guard case let node?? = path.last else { return }
    for field in nodes[node].text { values[field].append(contentsOf: text[range]) }
  }

  mutating func end(at offset: Int) {
    guard !path.isEmpty else { return }
    path.removeLast()
    guard path.isEmpty else { return }
    for field in values.indices {
      if isPresent[field] { complete.text.append(contentsOf: values[field]) }
      complete.ends.append(complete.text.count)
      complete.isNull.append(!isPresent[field])
    }
    count += 1
    complete.endRecord(
      RecordLocator(
        ordinal: count, offset: place.offset, length: offset - place.offset, line: place.line))
  }

  mutating func pause() throws {
    if !complete.isEmpty { try batch(complete) }
    complete.removeAll()
  }
}
