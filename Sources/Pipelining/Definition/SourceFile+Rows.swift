import StatisticalModel

/// A row rule and where it stands.
struct PlacedRowRule {
  var rule: RowRule
  var place: Place
}

extension Reading where Value == [PlacedRowRule] {
  /// The `rows` of a source.
  static func rowRules(_ columns: Columns, _ vocabulary: Vocabulary) -> Self {
    let condition = Reading<RowCondition>.condition(columns)
    return .distinct(
      .mapping { fields in
        let id = fields.required("rule", as: .id)
        let conditions = fields.required("when", as: .filledList(of: condition))
        let from = fields.optional("from", as: columns.column)
        let effect = fields.one(of: [
          ("ignore", Reading<Void>.yes.then("true") { RowRule.Effect.ignore }),
          (
            "section",
            vocabulary.dimension.then("a dimension") {
              .section(column: from ?? "", dimension: $0)
            }
          ),
          ("total", vocabulary.codes.then("codes") { .total($0) }),
        ])
        if fields.has("section") != fields.has("from") {
          fields.problems.add(
            "'section' and 'from' belong together", at: fields.place,
            suggestion: "Say the dimension and the column its text is in.")
        }
        guard let id, let conditions, let effect else { return nil }
        return PlacedRowRule(
          rule: RowRule(id: id, conditions: conditions, effect: effect), place: fields.place)
      }, id: \.rule.id, what: "row rule")
  }
}

extension Reading where Value == RowCondition {
  private enum Subject {
    case column(String)
    case row(RowCondition)
  }

  fileprivate static func condition(_ columns: Columns) -> Self {
    .mapping { fields in
      let subject = fields.one(of: [
        ("column", columns.column.then("a column") { Subject.column($0) }),
        ("othersBlank", columns.column.then("a column") { .row(.othersBlank(column: $0)) }),
        ("allBlank", Reading<Void>.yes.then("true") { .row(.allBlank) }),
      ])
      switch subject {
      case .row(let condition): return condition
      case nil: return nil
      case .column(let column):
        return fields.one(of: [
          ("is", Reading<String>.text.then("a text") { .equals(column: column, text: $0) }),
          (
            "startsWith",
            Reading<String>.text.then("a text") {
              .startsWith(column: column, text: $0)
            }
          ),
          ("blank", Reading<Void>.yes.then("true") { .blank(column: column) }),
          ("filled", Reading<Void>.yes.then("true") { .filled(column: column) }),
        ])
      }
    }
  }
}
