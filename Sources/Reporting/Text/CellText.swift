package import StatisticalModel
package import Warehousing

/// A cell for people, by names and by codes, without the dimensions that are at their total.
package struct CellText {
  private let structure: Structure
  private let codes: [DimensionCode]

  package init(_ codes: [DimensionCode], in structure: Structure) {
    self.structure = structure
    self.codes = codes.filter { code in
      let dimension = structure.dimensions.first { $0.id == code.dimension }
      return code.code != dimension?.total
    }
  }

  /// `Share of children, Karaganda Region, 2019, General class`.
  package var names: String { codes.filter { $0.code != "*" }.map(name).joined(separator: ", ") }

  /// `indicator=…,area=…`, which every verb that takes a cell accepts.
  package var key: String {
    codes.map { "\($0.dimension)=\($0.code)" }.joined(separator: ",")
  }

  private func name(of code: DimensionCode) -> String {
    let list = structure.dimensions.first { $0.id == code.dimension }?.codelist
    return list?[code.code]?.names["en"] ?? code.code
  }
}

extension ObservedValue {
  /// A value for people: `≥235000`, `98300`, `missing`.
  package var text: String {
    guard let number else { return state.rawValue }
    return switch qualifier {
    case .exact: number.description
    case .atLeast: "≥\(number)"
    case .atMost: "≤\(number)"
    case .approximate: "≈\(number)"
    }
  }
}
