/// Which versions a path of SDMX REST 2.1 asks for: `1.0`, `1.~`, `*` and the like.
///
/// `+`, the latest stable version, would mean none of two parts, as all of ours have; since clients send it
/// when they are told no version, it means the latest here.
struct VersionQuery: Hashable {
  private struct Part: Hashable {
    /// Nil where there is only an operator.
    var number: Int?
    var isOpen: Bool
  }

  private let parts: [Part]

  init?(parsing text: Substring) {
    var parts: [Part] = []
    for piece in text.split(separator: ".", omittingEmptySubsequences: false) {
      let digits = piece.prefix { $0.isASCII && $0.isNumber }
      let operators = piece.dropFirst(digits.count)
      guard ["", "+", "~", "*"].contains(operators), !piece.isEmpty, digits.count < 10 else {
        return nil
      }
      parts.append(Part(number: Int(digits), isOpen: !operators.isEmpty))
    }
    guard (1...3).contains(parts.count), parts.count(where: \.isOpen) <= 1 else { return nil }
    self.parts = parts
  }

  /// Whether a version of whole numbers is meant: with an operator, one from that part on is.
  func means(_ version: String) -> Bool {
    let numbers = version.split(separator: ".").compactMap { Int($0) }
    if parts.count == 1, parts[0].isOpen, parts[0].number == nil { return true }
    guard parts.count == numbers.count else { return false }
    let least = parts.map { $0.number ?? 0 }
    guard let open = parts.firstIndex(where: \.isOpen) else { return least == numbers }
    return least.prefix(open) == numbers.prefix(open)
      && !numbers.lexicographicallyPrecedes(least)
  }
}
