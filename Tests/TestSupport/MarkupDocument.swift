import Foundation
import FoundationXML

/// A page as a parser sees it: its elements with their attributes and text.
package struct MarkupDocument {
  package struct Element {
    package var name: String
    package var attributes: [String: String]
    /// With that of the elements inside.
    package var text: String
  }

  /// In the order in which they end.
  package let elements: [Element]

  /// - Returns: nil when the text is not well-formed.
  package init?(_ text: String) {
    let reading = Reading()
    let parser = XMLParser(data: Data(text.utf8))
    parser.delegate = reading
    guard parser.parse() else { return nil }
    elements = reading.closed
  }

  package func elements(_ name: String) -> [Element] { elements.filter { $0.name == name } }

  package func element(id: String) -> Element? { elements.first { $0.attributes["id"] == id } }
}

private final class Reading: NSObject, XMLParserDelegate {
  var closed: [MarkupDocument.Element] = []
  private var open: [MarkupDocument.Element] = []

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) {
    open.append(MarkupDocument.Element(name: name, attributes: attributes, text: ""))
  }

  func parser(_ parser: XMLParser, foundCharacters text: String) {
    if !open.isEmpty { open[open.count - 1].text += text }
  }

  func parser(
    _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
  ) {
    let last = open.removeLast()
    closed.append(last)
    if !open.isEmpty { open[open.count - 1].text += last.text }
  }
}
