package import StatisticalModel
package import Warehousing

/// A cell for people, by names and by codes, without the dimensions that are at their total.
package struct CellText {
  private let structure: Structure
  private let codes: [DimensionCode]

  package init(_ codes: [DimensionCode], in structure: Structure) {
    self.structure = structure
    self.codes = codes.filter { !structure.isTotal($0) }
  }

  /// `Share of children, Karaganda Region, 2019, General class`.
  package var names: String { names(in: .english) }

  /// As ``names``, in another language where the code lists have it.
  package func names(in words: Words) -> String {
    named.map { words.name(names(of: $0), code: $0.code) }.joined(separator: ", ")
  }

  /// As ``names(in:)``, with every name marked that is in another language.
  package func markup(in words: Words) -> Markup {
    named.map { words.markup(names(of: $0), code: $0.code) }.joined(separator: ", ")
  }

  /// `indicator=…,area=…`, which every verb that takes a cell accepts.
  package var key: String {
    codes.map { "\($0.dimension)=\($0.code)" }.joined(separator: ",")
  }

  private var named: [DimensionCode] { codes.filter { $0.code != "*" } }

  private func names(of code: DimensionCode) -> LocalizedText? {
    structure.names(of: code.code, in: code.dimension)
  }
}

extension Structure {
  /// Whether a cell with this code is at the total of the dimension.
  func isTotal(_ code: DimensionCode) -> Bool {
    dimensions.contains { $0.id == code.dimension && $0.total == code.code }
  }

  /// What the code list of a dimension calls a code; nil where it does not know it.
  package func names(of code: String, in dimension: String) -> LocalizedText? {
    dimensions.first { $0.id == dimension }?.codelist?[code]?.names
  }
}

extension ObservedValue {
  /// A value for people: `≥235000`, `98300`, `missing`.
  package var text: String { number.map { "\(qualifier.sign)\($0)" } ?? state.rawValue }
}
