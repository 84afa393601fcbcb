import StatisticalModel

/// The `file` of a source; which components an SDMX message must have is told by the rest of the
/// definition.
enum SourceLayout {
  case file(FileLayout)
  case sdmx(SDMXFileLayout)
}

private enum FileFormat {
  case csv, xml
  case sdmx(SDMXLayout.Form)
}

extension Reading where Value == SourceLayout {
  /// The `file` of a source.
  static func layout(_ vocabulary: Vocabulary) -> Self {
    let formats = Reading<FileFormat>.word(
      [("csv", .csv), ("xml", .xml)]
        + SDMXLayout.Form.allCases.map { ($0.rawValue, FileFormat.sdmx($0)) })
    return .mapping { fields in
      switch fields.required("format", as: formats) {
      case .csv: return csv(fields).map { .file(.csv($0)) }
      case .xml: return xml(fields).map { .file(.xml($0)) }
      case .sdmx(let form): return .sdmx(SDMXFileLayout.read(form, fields, vocabulary))
      case nil:
        // Which keys belong here is not known, so none of them is judged.
        _ = csv(fields)
        _ = xml(fields)
        _ = SDMXFileLayout.read(.csv, fields, vocabulary)
        return nil
      }
    }
  }

  private static func csv(_ fields: MappingReader) -> CSVLayout? {
    let encoding = fields.optional("encoding", as: Reading<TextEncoding>.choice)
    let delimiter = fields.optional("delimiter", as: .delimiter)
    let quote = fields.optional("quote", as: .quote)
    let titleRows = fields.optional("titleRows", as: .wholeNumber(in: 0...1000))
    let headerRows = fields.optional("headerRows", as: .wholeNumber(in: 0...20))
    let columns = fields.optional("columns", as: .columnNames)
    if headerRows == 0, columns == nil {
      fields.problems.add(
        "without header rows the columns have no names", at: fields.keyPlace(of: "headerRows"),
        suggestion: "Name them in 'columns'.")
    }
    let layout = CSVLayout(
      encoding: encoding ?? .utf8, delimiter: delimiter ?? UInt8(ascii: ","),
      quote: quote ?? UInt8(ascii: "\""), titleRows: titleRows ?? 0, headerRows: headerRows ?? 1,
      columns: columns ?? [])
    if layout.delimiter == layout.quote {
      fields.problems.add(
        "delimiter and quote are the same character", at: fields.valuePlace(of: "delimiter"))
    }
    return layout
  }

  private static func xml(_ fields: MappingReader) -> XMLLayout? {
    let encoding = fields.optional("encoding", as: Reading<TextEncoding>.choice)
    let record = fields.required("record", as: .elementName)
    let namespace = fields.optional("namespace", as: .text)
    let paths = fields.required(
      "fields",
      as: .entries { key, value, problems -> (name: String, path: String)? in
        guard let name = Reading<String>.text.value(of: key, problems),
          let path = Reading<String>.elementPath.value(of: value, problems)
        else { return nil }
        return (name, path)
      })
    if paths?.isEmpty == true {
      fields.problems.add("a record without fields", at: fields.valuePlace(of: "fields"))
    }
    guard let record, let paths else { return nil }
    return XMLLayout(
      encoding: encoding ?? .utf8, record: record, namespace: namespace, fields: paths)
  }
}

extension Reading where Value == UInt8 {
  /// One ASCII character that cannot be part of a number or end a record.
  fileprivate static var delimiter: Self {
    Reading<String>.text.then("one ASCII character: no letter, digit, point, sign or line end") {
      text in
      guard let byte = Self.onlyByte(text), byte == 9 || (32..<127).contains(byte) else {
        return nil
      }
      let character = Character(Unicode.Scalar(byte))
      return character.isLetter || character.isNumber || ".+-".contains(character) ? nil : byte
    }
  }

  fileprivate static var quote: Self {
    Reading<String>.text.then("a quotation mark: one ASCII character of punctuation") { text in
      Self.onlyByte(text).flatMap { byte in
        Character(Unicode.Scalar(byte)).isPunctuation || byte == UInt8(ascii: "`") ? byte : nil
      }
    }
  }

  private static func onlyByte(_ text: String) -> UInt8? {
    text.utf8.count == 1 ? text.utf8.first : nil
  }
}

extension Reading where Value == [String] {
  /// Names of columns, each once.
  fileprivate static var columnNames: Self {
    Reading { node, problems in
      guard let names = filledList(of: Reading<String>.text).value(of: node, problems) else {
        return nil
      }
      var seen: Set<String> = []
      for name in names where !seen.insert(name).inserted {
        problems.add("the column '\(name)' stands twice", at: node.place)
      }
      return names
    }
  }
}

extension Reading where Value == String {
  /// A local name of XML, without prefix.
  fileprivate static var elementName: Self {
    Reading.text.then("the local name of an element, without prefix") {
      isElementName($0[...]) ? $0 : nil
    }
  }

  /// `.`, `@attribute`, `Element/Element` or `Element/@attribute`.
  fileprivate static var elementPath: Self {
    Reading.text.then("a path like 'Value', 'Period/@year', '@code' or '.'") { text in
      if text == "." { return text }
      var steps = text.split(separator: "/", omittingEmptySubsequences: false)
      if let last = steps.last, last.hasPrefix("@") {
        steps[steps.count - 1] = last.dropFirst()
      }
      return steps.allSatisfy(isElementName) ? text : nil
    }
  }

  private static func isElementName(_ name: Substring) -> Bool {
    guard let first = name.first, first.isLetter || first == "_" else { return false }
    return name.allSatisfy { $0.isLetter || $0.isNumber || "_-.".contains($0) }
  }
}
