import StatisticalModel

/// `structure.yaml`: the dimensions of a cell, their code lists by name.
struct StructureFile {
  struct Declaration {
    enum Values {
      case codelist(String)
      case time
    }

    var id: String
    var place: Place
    var values: Values
    var total: String?
    var totalPlace: Place
    var genericWords: [String]
  }

  var dimensions: [Declaration]
  var place: Place

  /// The list of the indicators.
  var indicatorList: String? { codelist(of: Structure.indicatorDimension) }

  /// Dimensions along which parts can add up to a total: those with codes, the indicator aside.
  var addends: [String] {
    dimensions.map(\.id).filter { $0 != Structure.indicatorDimension && codelist(of: $0) != nil }
  }

  /// The lists that some dimension uses.
  var codelists: Set<String> { Set(dimensions.compactMap { codelist(of: $0.id) }) }

  private func codelist(of dimension: String) -> String? {
    guard case .codelist(let list) = dimensions.first(where: { $0.id == dimension })?.values else {
      return nil
    }
    return list
  }

  static func reading(codelists: [String]) -> Reading<StructureFile> {
    .mapping { fields in
      let dimensions = fields.required(
        "dimensions",
        as: .distinct(declaration(codelists: codelists), id: \.id, what: "dimension"))
      guard let dimensions else { return nil }
      let file = StructureFile(
        dimensions: dimensions, place: fields.valuePlace(of: "dimensions"))
      file.checkRequired(fields.problems)
      return file
    }
  }

  private static func declaration(codelists: [String]) -> Reading<Declaration> {
    let codelist = Reading<Declaration.Values> { node, problems in
      guard let id = Reading<String>.text.value(of: node, problems) else { return nil }
      if !codelists.contains(id) {
        problems.addUnknown("code list", id, among: codelists, at: node.place)
      }
      return .codelist(id)
    }
    let time = Reading<Void>.yes.then("true") { Declaration.Values.time }
    return .mapping { fields in
      let id = fields.required("id", as: .id)
      let values = fields.one(of: [("codelist", codelist), ("time", time)])
      if case .time = values { fields.refuse("total", because: "is not for the time dimension") }
      let total = fields.optional("total", as: .text)
      let genericWords = fields.optional("genericWords", as: .list(of: .text)) ?? []
      guard let id, let values else { return nil }
      return Declaration(
        id: id, place: fields.place, values: values, total: total,
        totalPlace: fields.valuePlace(of: "total"), genericWords: genericWords)
    }
  }

  private func checkRequired(_ problems: ProblemList) {
    let times = dimensions.filter { if case .time = $0.values { true } else { false } }
    if times.isEmpty {
      problems.add(
        "no dimension is time", at: place, suggestion: "Add {id: period, time: true}.")
    }
    for extra in times.dropFirst() {
      problems.add("a second time dimension, '\(extra.id)'", at: extra.place)
    }
    if indicatorList == nil {
      problems.add(
        "there is no dimension 'indicator' with a code list", at: place,
        suggestion: "Add {id: indicator, codelist: indicator}.")
    }
  }

  /// The structure over the code lists that were read.
  ///
  /// - Returns: nil when a list is not there or the dimensions do not make a structure.
  func structure(over codelists: [String: Codelist], _ problems: ProblemList) -> Structure? {
    let made = dimensions.compactMap { declaration -> Dimension? in
      guard case .codelist(let id) = declaration.values else {
        return Dimension(id: declaration.id, values: .time)
      }
      guard let list = codelists[id] else { return nil }
      if let total = declaration.total, list[total] == nil {
        problems.addUnknown(
          "code of '\(declaration.id)'", total, among: list.codes.map(\.id),
          at: declaration.totalPlace)
      }
      return Dimension(
        id: declaration.id, values: .codes(list), total: declaration.total,
        genericWords: Set(declaration.genericWords))
    }
    guard made.count == dimensions.count, problems.problems.isEmpty else { return nil }
    if let structure = Structure(dimensions: made) { return structure }
    problems.add(
      "the code lists of the dimensions are too long together: a cell's key has 128 bits",
      at: place, suggestion: "Shorten code lists or leave a dimension out.")
    return nil
  }
}
