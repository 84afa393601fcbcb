import StatisticalModel

extension Reading where Value == NumberFormat {
  /// The `numbers` of a source.
  static var numberFormat: Self {
    .mapping { fields in
      let decimal = fields.optional(
        "decimal", as: .word([(".", UInt8(ascii: ".")), (",", UInt8(ascii: ","))]))
      let groups = fields.optional("groups", as: .list(of: .separators))
      let percent = fields.optional("percent", as: Reading<NumberFormat.Percent>.choice)
      let multiplier = fields.optional("multiplier", as: .multiplier)
      let roundingUnit = fields.optional("roundingUnit", as: .positive)
      let prefixes = fields.optional("prefixes", as: .prefixes)
      let negative = fields.optional("negative", as: .boolean)
      let format = NumberFormat(
        decimal: decimal ?? UInt8(ascii: "."), groups: Set((groups ?? []).flatMap(\.self)),
        percent: percent ?? .plain, multiplier: multiplier ?? 1, roundingUnit: roundingUnit,
        prefixes: prefixes ?? [], allowsNegative: negative ?? false)
      if format.groups.contains(Unicode.Scalar(format.decimal)) {
        fields.problems.add(
          "the decimal sign cannot separate thousands too", at: fields.valuePlace(of: "groups"),
          suggestion: "Take it out of 'groups'.")
      }
      return format
    }
  }
}

extension Reading where Value == [Unicode.Scalar] {
  /// The characters that a word for a group separator stands for.
  fileprivate static var separators: Self {
    .word([
      ("space", [" "]), ("nbsp", ["\u{A0}"]), ("nnbsp", ["\u{202F}"]), ("comma", [","]),
      ("point", ["."]), ("apostrophe", ["'", "\u{2019}"]),
    ])
  }
}

extension Reading where Value == [(text: String, qualifier: Qualifier)] {
  fileprivate static var prefixes: Self {
    let qualifier = Reading<Qualifier>.word([
      ("atLeast", .atLeast), ("atMost", .atMost), ("approximate", .approximate),
    ])
    return Reading { node, problems in
      var read: [String] = []
      return Self.entries { key, value, problems in
        guard let text = Reading<String>.text.value(of: key, problems),
          let qualifier = qualifier.value(of: value, problems)
        else { return nil }
        if text.contains(where: \.isNumber) {
          problems.add("a prefix has no digits", at: key.place)
        }
        if let shorter = read.first(where: { text.hasPrefix($0) }) {
          problems.add(
            "'\(shorter)' fits wherever '\(text)' does and is tried first", at: key.place,
            suggestion: "Put the longer prefix first.")
        }
        read.append(text)
        return (text, qualifier)
      }.value(of: node, problems)
    }
  }
}

extension Reading where Value == [String: Marker] {
  /// The `missing` of a source; the key `""` is an empty field.
  static var markers: Self {
    let marker = Reading<Marker>.word(
      ValueState.allCases.filter { $0 != .reported && $0 != .deleted }.map {
        ($0.rawValue, .absent($0))
      }
        + [("zero", .zero), ("skip", .skip)])
    return Reading<[(String, Marker)]>.entries { key, value, problems in
      guard let text = key.text, let marker = marker.value(of: value, problems) else { return nil }
      return (text, marker)
    }
    .then("each mark once") { Dictionary($0, uniquingKeysWith: { first, _ in first }) }
  }
}
