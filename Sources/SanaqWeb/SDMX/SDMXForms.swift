internal import Exporting
internal import SDMXVocabulary

/// The forms in which data are given, the one for who asks for none in particular first.
enum SDMXForms {
  /// Without a version the newest is meant, as the standard has it.
  static let data: [(type: SDMXMediaType, form: SDMXDataForm)] = [
    (
      SDMXMediaType(
        answer: .sdmxData21,
        names: [
          "application/vnd.sdmx.structurespecificdata+xml", "application/xml", "text/xml",
        ], versions: ["2.1"], format: "sdmx-ml-2.1"), .ml21
    ),
    (
      SDMXMediaType(
        answer: .sdmxData30, names: ["application/vnd.sdmx.data+xml"],
        versions: ["3.0.0", "3.0"], format: "sdmx-ml"), .ml30
    ),
    (
      SDMXMediaType(
        answer: .sdmxCSV2, names: ["application/vnd.sdmx.data+csv", "text/csv"],
        versions: ["2.0.0", "2.0"], format: "sdmx-csv"), .csv2
    ),
    (
      SDMXMediaType(
        answer: .sdmxCSV1, names: ["application/vnd.sdmx.data+csv"],
        versions: ["1.0.0", "1.0"], format: "sdmx-csv-1"), .csv1
    ),
  ]

  static let structure: [(type: SDMXMediaType, form: SDMXVersion)] = [
    (
      SDMXMediaType(
        answer: .sdmxStructure21, names: ["application/xml", "text/xml", Self.structureName],
        versions: ["2.1"], format: "sdmx-ml-2.1"), .version21
    ),
    (
      SDMXMediaType(
        answer: .sdmxStructure30, names: [Self.structureName], versions: ["3.0.0", "3.0"],
        format: "sdmx-ml"), .version30
    ),
  ]

  private static let structureName = "application/vnd.sdmx.structure+xml"

  /// The form that the parameter `format` names, else the one that `Accept` weighs most.
  static func chosen<Form>(
    of forms: [(type: SDMXMediaType, form: Form)], format: String?, accepted field: String?
  ) throws(SDMXRefusal) -> (type: Answer.MediaType, form: Form) {
    let type =
      format.map { name in forms.first { $0.type.format == name }?.type }
      ?? SDMXMediaType.best(of: forms.map(\.type), accepted: field)
    guard let type, let found = forms.first(where: { $0.type.format == type.format }) else {
      throw .notAcceptable(known: forms.map { "\($0.type.answer.rawValue) (\($0.type.format))" })
    }
    return (found.type.answer, found.form)
  }
}
