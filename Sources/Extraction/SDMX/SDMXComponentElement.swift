/// The component at hand, where it has an element of its own: `Comp`, or `Value` of generic data.
struct SDMXComponentElement {
  var id = ""
  /// The attribute `value`.
  private var value: [UInt8]?
  private var items: [[UInt8]] = []
  /// Whether the item at hand has texts in several languages, which are items themselves.
  private(set) var hasTexts = false
  /// Of the item or text at hand.
  private var text: [UInt8] = []

  mutating func begin(id: String) {
    self.id = id
    value = nil
    items.removeAll(keepingCapacity: true)
    text.removeAll(keepingCapacity: true)
  }

  mutating func beginItem() {
    hasTexts = false
    text.removeAll(keepingCapacity: true)
  }

  mutating func beginText() {
    hasTexts = true
    // The default of the schemas.
    take(language: [UInt8]("en".utf8)[...])
  }

  mutating func take(_ attribute: String, _ bytes: ArraySlice<UInt8>) {
    if attribute == "id" { id = String(decoding: bytes, as: UTF8.self) }
    if attribute == "value" { value = Array(bytes) }
  }

  /// Takes the language of a text, which stands before it as in SDMX-CSV.
  mutating func take(language: ArraySlice<UInt8>) { text = Array(language) + [UInt8(ascii: ":")] }

  mutating func append(_ bytes: ArraySlice<UInt8>) { text.append(contentsOf: bytes) }

  mutating func endItem() {
    items.append(text)
    text.removeAll(keepingCapacity: true)
  }

  /// The value, several of them joined.
  var joined: [UInt8] { value ?? Array(items.joined(separator: [SDMXBatch.valueSeparator])) }
}
