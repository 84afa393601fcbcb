/// One of the media types a client accepts (RFC 9110, 12.5.1).
struct MediaRange: Hashable {
  let type: String
  let subtype: String
  let parameters: [String: String]
  /// From 0, not at all, to 1000.
  let weight: Int

  /// Those of an `Accept` field; what is no media range is left out, an empty field accepts all.
  static func all(in field: String?) -> [MediaRange] {
    guard let field, field.contains(where: { $0 != " " }) else {
      return [MediaRange("*/*")].compactMap(\.self)
    }
    return field.split(separator: ",").compactMap { MediaRange($0) }
  }

  private init?(_ text: Substring) {
    let parts = text.split(separator: ";", omittingEmptySubsequences: false).map(Self.trimmed)
    let names = parts[0].lowercased().split(separator: "/", omittingEmptySubsequences: false)
    guard names.count == 2, !names[0].isEmpty, !names[1].isEmpty else { return nil }
    type = String(names[0])
    subtype = String(names[1])
    var parameters: [String: String] = [:]
    for part in parts.dropFirst() where !part.isEmpty {
      let sides = part.split(separator: "=", maxSplits: 1).map(Self.trimmed)
      guard sides.count == 2 else { return nil }
      parameters[sides[0].lowercased()] = String(sides[1].filter { $0 != "\"" })
    }
    guard let weight = Self.weight(parameters.removeValue(forKey: "q") ?? "1") else { return nil }
    self.weight = weight
    self.parameters = parameters
  }

  private init?(_ text: String) { self.init(text[...]) }

  /// How exactly the range means a media type; nil when it means another.
  ///
  /// Parameters that say what is always so (`labels=id`) do not count.
  func precision(of other: SDMXMediaType) -> Int? {
    if type == "*" { return subtype == "*" ? 0 : nil }
    if subtype == "*" { return other.names.contains { $0.hasPrefix("\(type)/") } ? 1 : nil }
    guard other.names.contains("\(type)/\(subtype)") else { return nil }
    for (name, value) in parameters {
      switch name {
      case "version": guard other.versions.contains(value) else { return nil }
      case "labels": guard value == "id" else { return nil }
      case "timeformat": guard value == "original" else { return nil }
      case "charset": guard value.lowercased() == "utf-8" else { return nil }
      default: continue
      }
    }
    return parameters["version"] == nil ? 2 : 3
  }

  private static func weight(_ text: String) -> Int? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, let whole = Int(parts[0]), (0...1).contains(whole) else { return nil }
    let digits = parts.count == 2 ? parts[1].prefix(3) : ""
    guard digits.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
    let rest = Int(digits + String(repeating: "0", count: 3 - digits.count)) ?? 0
    return min(1000, whole * 1000 + rest)
  }

  private static func trimmed(_ text: Substring) -> Substring {
    var text = text.drop { $0 == " " || $0 == "\t" }
    while text.last == " " || text.last == "\t" { text.removeLast() }
    return text
  }
}

/// A form of an answer, as clients ask for it.
struct SDMXMediaType {
  /// As the answer has it.
  let answer: Answer.MediaType
  /// Without parameters, in small letters: its own and those it also passes for.
  let names: [String]
  let versions: [String]
  /// The value of the parameter `format`.
  let format: String

  /// What a client accepts most, of equals the first; nil when it accepts none.
  ///
  /// A range that is more exact outweighs one that is less so, whatever their weights.
  static func best(of types: [SDMXMediaType], accepted field: String?) -> SDMXMediaType? {
    let ranges = MediaRange.all(in: field)
    var best: (type: SDMXMediaType, weight: Int)?
    for type in types {
      let fitting = ranges.compactMap { range in
        range.precision(of: type).map { (precision: $0, weight: range.weight) }
      }
      guard let weight = fitting.max(by: { $0 < $1 })?.weight, weight > 0 else { continue }
      if weight > best?.weight ?? 0 { best = (type, weight) }
    }
    return best?.type
  }
}
