internal import Mustache

/// A Mustache template of this module, filled with markup alone.
///
/// Its places are written `{{{name}}}`: what comes in is escaped already. Mustache's own escaping
/// is not relied on, since it goes by characters, and a quotation mark with an accent on it is
/// another character to it while a browser still ends the attribute there.
struct Template: Sendable {
  private let parsed: MustacheTemplate?

  init(_ text: [UInt8]) {
    parsed = try? MustacheTemplate(string: String(decoding: text, as: UTF8.self))
  }

  /// Whether the text is a template; tests ask it of each.
  var isWellFormed: Bool { parsed != nil }

  /// An empty value leaves out the `{{#name}}` around it.
  func markup(_ values: [String: Markup]) -> Markup {
    let context = values.filter { !$0.value.isEmpty }.mapValues(\.text)
    return Markup(rendered: parsed?.render(context) ?? "")
  }

  static let page = Template(PackageResources.page_mustache)
}
