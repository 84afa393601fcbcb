/// HTML or SVG in which whatever came from outside is escaped: only this type goes into a page.
///
/// A string literal or ``init(_:)`` gives text; elements come from ``element(_:_:_:)``. The output
/// is well-formed XML as well as HTML. Characters that no document may hold, and those that turn
/// the direction of writing, become U+FFFD.
package struct Markup: Sendable, Hashable {
  package private(set) var text: String

  /// Text, escaped.
  package init(_ text: String) { self.text = Self.escaped(text) }

  /// What a template of ours made of markup.
  init(rendered: String) { text = rendered }

  /// One after the other.
  package init(_ parts: [Markup]) {
    text = ""
    text.reserveCapacity(parts.reduce(0) { $0 + $1.text.utf8.count })
    for part in parts { text += part.text }
  }

  package static let none = Markup(rendered: "")

  package var isEmpty: Bool { text.isEmpty }

  /// An element; an attribute that is nil is left out, and one that is empty is written.
  ///
  /// Names of elements and attributes are the program's own, never data.
  package static func element(
    _ name: String, _ attributes: KeyValuePairs<String, String?> = [:], _ content: [Markup] = []
  ) -> Markup {
    var text = "<\(name)"
    for (attribute, value) in attributes {
      guard let value else { continue }
      text += " \(attribute)=\"\(escaped(value))\""
    }
    guard !childless.contains(name) else { return Markup(rendered: text + "/>") }
    text += ">"
    for part in content { text += part.text }
    return Markup(rendered: text + "</\(name)>")
  }

  package static func element(
    _ name: String, _ attributes: KeyValuePairs<String, String?> = [:], _ content: Markup
  ) -> Markup {
    element(name, attributes, [content])
  }

  private static let childless: Set<String> = [
    "br", "col", "hr", "img", "input", "link", "meta", "circle", "line", "path", "polygon", "rect",
  ]

  private static func escaped(_ text: String) -> String {
    var escaped = ""
    escaped.reserveCapacity(text.utf8.count)
    // Scalar by scalar: a quotation mark with an accent on it still ends an attribute.
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "'": escaped += "&#39;"
      default: escaped.unicodeScalars.append(isAllowed(scalar) ? scalar : "\u{FFFD}")
      }
    }
    return escaped
  }

  private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A: true
    case 0..<0x20, 0x7F...0x9F, 0x2028...0x202E, 0x2066...0x2069, 0xFDD0...0xFDEF: false
    default: scalar.value & 0xFFFE != 0xFFFE
    }
  }
}

extension Markup: ExpressibleByStringInterpolation, ExpressibleByArrayLiteral {
  package init(stringLiteral text: String) { self.init(text) }
  package init(arrayLiteral parts: Markup...) { self.init(parts) }
}

extension Markup {
  package func followed(by parts: [Markup]) -> Markup { Markup([self] + parts) }
}

extension [Markup] {
  package func joined(separator: Markup) -> Markup {
    Markup(Array(map { [$0] }.joined(separator: [separator])))
  }
}
