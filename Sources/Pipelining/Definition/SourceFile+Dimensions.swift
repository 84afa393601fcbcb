import StatisticalModel

/// Where a dimension's code comes from, and where the definition says so.
struct PlacedMapping {
  var mapping: DimensionMapping
  var place: Place
}

/// A value column and where it is named.
struct PlacedValueColumn {
  var column: ValueColumn
  var place: Place
}

extension Reading where Value == [PlacedMapping] {
  /// The `dimensions` of a source.
  static func mappings(_ columns: Columns, _ vocabulary: Vocabulary) -> Self {
    .entries { key, value, problems in
      guard let dimension = vocabulary.dimension.value(of: key, problems) else { return nil }
      return Reading<DimensionMapping>.dimension(dimension, columns, vocabulary)
        .value(of: value, problems).map { PlacedMapping(mapping: $0, place: key.place) }
    }
  }
}

extension Reading where Value == DimensionMapping {
  fileprivate static func dimension(
    _ id: String, _ columns: Columns, _ vocabulary: Vocabulary
  ) -> Self {
    .mapping { fields in
      let implied = columns.components[id].map { DimensionMapping.Origin.column($0) }
      let isSilent = !["code", "column", "section", "header"].contains(where: fields.has)
      let origin =
        isSilent && implied != nil
        ? implied
        : fields.one(of: [
          ("code", vocabulary.code(of: id).then("a code") { DimensionMapping.Origin.constant($0) }),
          ("column", columns.column.then("a column") { .column($0) }),
          ("section", Reading<Void>.yes.then("true") { .section }),
          ("header", Reading<Void>.yes.then("true") { .header }),
        ])
      let isTime = vocabulary.structure.map { $0.position(of: id) == $0.time }
      if case .constant = origin {
        for key in ["crosswalk", "match", "form"] {
          fields.refuse(key, because: "is for a text of the file, and 'code' is a code already")
        }
      } else if isTime == true {
        for key in ["crosswalk", "match"] {
          fields.refuse(key, because: "is not for the time dimension; 'form' is")
        }
      } else if isTime == false {
        fields.refuse("form", because: "is for the time dimension")
      }
      let crosswalk = fields.optional("crosswalk", as: vocabulary.crosswalk)
      let matching = fields.optional("match", as: Reading<NameMatching>.choice)
      let form = fields.optional("form", as: Reading<PeriodForm>.choice)
      return origin.map {
        DimensionMapping(
          dimension: id, origin: $0, crosswalk: crosswalk, matching: matching ?? .exact,
          periodForm: form ?? (isTime == true ? columns.periodForm : .canonical))
      }
    }
  }
}

extension Vocabulary {
  fileprivate var crosswalk: Reading<String> {
    Reading { node, problems in
      guard let id = Reading<String>.text.value(of: node, problems) else { return nil }
      if crosswalks.contains(id) { return id }
      problems.addUnknown("crosswalk", id, among: crosswalks, at: node.place)
      return nil
    }
  }
}

extension Reading where Value == [[PlacedValueColumn]] {
  /// The `values` of a source: an entry may name several columns.
  static func valueColumns(_ columns: Columns, _ vocabulary: Vocabulary) -> Self {
    let placed = Reading<(name: String, place: Place)> { node, problems in
      columns.column.value(of: node, problems).map { ($0, node.place) }
    }
    return .filledList(
      of: .mapping { fields in
        let names = fields.one(of: [
          ("column", placed.then("a column") { [$0] }), ("columns", .filledList(of: placed)),
        ])
        let codes = fields.optional("set", as: vocabulary.codes)
        let header = fields.optional("header", as: vocabulary.dimension)
        let roundingUnit = fields.optional("roundingUnit", as: .positive)
        let multiplier = fields.optional("multiplier", as: .multiplier)
        return names?.map {
          PlacedValueColumn(
            column: ValueColumn(
              column: $0.name, codes: codes ?? [:], headerDimension: header,
              roundingUnit: roundingUnit, multiplier: multiplier),
            place: $0.place)
        }
      })
  }
}
