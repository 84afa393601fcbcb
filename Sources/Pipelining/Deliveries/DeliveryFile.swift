import StatisticalModel

/// `delivery.yaml`: who sent each file of a source, when, and on what terms.
struct DeliveryFile {
  struct Entry {
    var delivery: Delivery
    /// The file's name inside its source's folder.
    var name: String
    var place: Place
  }

  static func reading(source: String) -> Reading<[Entry]> {
    .mapping { fields in
      fields.required("deliveries", as: .distinct(entry(source), id: \.name, what: "file"))
    }
  }

  private static func entry(_ source: String) -> Reading<Entry> {
    .mapping { fields in
      let name = fields.required("file", as: .fileName)
      let sender = fields.required("sender", as: .text)
      let received = fields.required("received", as: .day)
      let asOf = fields.required("asOf", as: .dayOrUnknown)
      let edition = fields.required("edition", as: .wholeNumber(in: 1...1_000_000))
      let status = fields.required("status", as: Reading<Delivery.Status>.choice)
      let licence = fields.required("licence", as: .text)
      let citation = fields.required("citation", as: .text)
      let sha256 = fields.optional("sha256", as: .sha256)
      let records = fields.optional("records", as: .wholeNumber(in: 0...1_000_000_000_000))
      guard let name, let sender, let received, let asOf, let edition, let status, let licence,
        let citation
      else { return nil }
      return Entry(
        delivery: Delivery(
          source: source, path: "\(source)/\(name)", sender: sender, received: received,
          asOf: asOf.day, edition: edition, status: status, licence: licence, citation: citation,
          sha256: sha256, announcedRecords: records),
        name: name, place: fields.valuePlace(of: "file"))
    }
  }
}

/// A day, or that nobody knows it.
private struct StatedDay {
  var day: Period?
}

extension Reading where Value == StatedDay {
  fileprivate static var dayOrUnknown: Self {
    Reading { node, problems in
      node.text == "unknown"
        ? StatedDay(day: nil)
        : Reading<Period>.day.value(of: node, problems).map { StatedDay(day: $0) }
    }
  }
}

extension Reading where Value == String {
  /// A name inside the folder: no path, and none of the names that say something else.
  fileprivate static var fileName: Self {
    Reading.text.then("the name of a file in this folder, without a path") { name in
      name.contains("/") || name.hasPrefix(".") || name == DeliveryReader.fileName ? nil : name
    }
  }

  fileprivate static var sha256: Self {
    Reading.text.then("a SHA-256: 64 digits from 0-9 and a-f") { text in
      let digits = text.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
      return digits && text.utf8.count == 64 ? text : nil
    }
  }
}
