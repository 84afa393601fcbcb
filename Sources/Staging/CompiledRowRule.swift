import StatisticalModel

/// A row rule with its columns and dimensions resolved to positions.
struct CompiledRowRule {
  enum Condition {
    case equals(Int, [UInt8])
    case startsWith(Int, [UInt8])
    case blank(Int)
    case filled(Int)
    case othersBlank(Int)
    case allBlank
  }

  enum Effect {
    case ignore
    case section(column: Int, dimension: Int)
    case total([Int: ArraySlice<UInt8>])
  }

  let id: String
  let conditions: [Condition]
  let effect: Effect

  static func compile(_ rules: [RowRule], structure: Structure, places: ColumnPlaces)
    throws(StagingError) -> [CompiledRowRule]
  {
    var compiled: [CompiledRowRule] = []
    for rule in rules {
      var conditions: [Condition] = []
      for condition in rule.conditions {
        conditions.append(try Condition(condition, places: places))
      }
      compiled.append(
        CompiledRowRule(
          id: rule.id, conditions: conditions,
          effect: try Effect(rule.effect, structure: structure, places: places)))
    }
    return compiled
  }

  func applies(to row: Row) -> Bool { conditions.allSatisfy { $0.holds(for: row) } }
}

extension CompiledRowRule.Condition {
  init(_ condition: RowCondition, places: ColumnPlaces) throws(StagingError) {
    self =
      switch condition {
      case .equals(let column, let text):
        .equals(try places.position(of: column), Array(text.utf8))
      case .startsWith(let column, let text):
        .startsWith(try places.position(of: column), Array(text.utf8))
      case .blank(let column): .blank(try places.position(of: column))
      case .filled(let column): .filled(try places.position(of: column))
      case .othersBlank(let column): .othersBlank(try places.position(of: column))
      case .allBlank: .allBlank
      }
  }

  func holds(for row: Row) -> Bool {
    switch self {
    case .equals(let column, let text): row.field(column).map { $0.elementsEqual(text) } ?? false
    case .startsWith(let column, let text): row.field(column)?.starts(with: text) ?? false
    case .blank(let column): row.isBlank(column)
    case .filled(let column): !row.isBlank(column)
    case .othersBlank(let column):
      (0..<row.fieldCount).allSatisfy { $0 == column || row.isBlank($0) }
    case .allBlank: (0..<row.fieldCount).allSatisfy { row.isBlank($0) }
    }
  }
}

extension CompiledRowRule.Effect {
  init(_ effect: RowRule.Effect, structure: Structure, places: ColumnPlaces)
    throws(StagingError)
  {
    switch effect {
    case .ignore: self = .ignore
    case .section(let column, let dimension):
      guard let position = structure.position(of: dimension) else {
        throw .noDimension(dimension)
      }
      self = .section(column: try places.position(of: column), dimension: position)
    case .total(let codes):
      var texts: [Int: ArraySlice<UInt8>] = [:]
      for (dimension, code) in codes {
        guard let position = structure.position(of: dimension) else {
          throw .noDimension(dimension)
        }
        texts[position] = TargetCode.marked(code)
      }
      self = .total(texts)
    }
  }
}
