import SDMXVocabulary

/// What the ends of elements complete.
extension SDMXMessageSink {
  mutating func end(at offset: Int) throws(XMLRefusal) {
    guard let context = contexts.popLast() else { return }
    switch context {
    case .observation: try endObservation(at: offset)
    case .series: try endSeries(at: offset)
    case .group:
      endGroup()
    case .dataSet: try endDataSet(at: offset)
    case .component(let role): try endComponent(role)
    case .text: component.endItem()
    case .item:
      if !component.hasTexts { component.endItem() }
    case .headerAction:
      let word = String(decoding: text, as: UTF8.self).trimmingBlanks
      guard let action = SDMXAction(word: word) else { throw fault(.unknownAction(word)) }
      header.action = action
    case .reference, .urn:
      header.take(urn: text)
      text.removeAll()
    default: break
    }
  }

  mutating func endComponent(_ role: SDMXRole?) throws(XMLRefusal) {
    // What has an element of its own in a structure-specific message is no part of a key.
    let isValue = component.id == SDMXConcept.observationValue
    let own = role ?? (isValue ? .measure : .attribute)
    let position = try position(of: component.id, as: own)
    let value = component.joined
    guard position < 0 || set(position, value, value.indices) else {
      throw fault(.repeatedComponent(id: component.id))
    }
  }
}
