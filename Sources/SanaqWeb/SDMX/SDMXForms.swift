internal import Exporting
internal import SDMXVocabulary

/// The forms in which answers are given, the one for who asks for none in particular first.
///
/// Without a version the newest is meant, as the standard has it.
enum SDMXForms {
  typealias Data = (type: SDMXMediaType, form: SDMXDataForm)
  typealias Structure = (type: SDMXMediaType, form: SDMXVersion)

  static func data(_ generation: SDMXQuestion.Generation) -> [Data] {
    let csv2: Data = (
      SDMXMediaType(
        answer: .sdmxCSV2, names: ["application/vnd.sdmx.data+csv", "text/csv"],
        versions: ["2.0.0", "2.0"], format: "sdmx-csv"), .csv2
    )
    let csv1: Data = (
      SDMXMediaType(
        answer: .sdmxCSV1, names: ["application/vnd.sdmx.data+csv"],
        versions: ["1.0.0", "1.0"], format: "sdmx-csv-1"), .csv1
    )
    switch generation {
    case .first: return [ml21(otherNames), ml30([]), csv2, csv1]
    case .second: return [ml30(otherNames), csv2, ml21([]), csv1]
    }
  }

  static func structure(_ generation: SDMXQuestion.Generation) -> [Structure] {
    switch generation {
    case .first: [structure21(otherNames), structure30([])]
    case .second: [structure30(otherNames), structure21([])]
    }
  }

  private static let otherNames = ["application/xml", "text/xml"]

  private static func ml21(_ names: [String]) -> Data {
    (
      SDMXMediaType(
        answer: .sdmxData21, names: ["application/vnd.sdmx.structurespecificdata+xml"] + names,
        versions: ["2.1"], format: "sdmx-ml-2.1"), .ml21
    )
  }

  private static func ml30(_ names: [String]) -> Data {
    (
      SDMXMediaType(
        answer: .sdmxData30, names: ["application/vnd.sdmx.data+xml"] + names,
        versions: ["3.0.0", "3.0"], format: "sdmx-ml"), .ml30
    )
  }

  private static func structure21(_ names: [String]) -> Structure {
    (
      SDMXMediaType(
        answer: .sdmxStructure21, names: ["application/vnd.sdmx.structure+xml"] + names,
        versions: ["2.1"], format: "sdmx-ml-2.1"), .version21
    )
  }

  private static func structure30(_ names: [String]) -> Structure {
    (
      SDMXMediaType(
        answer: .sdmxStructure30, names: ["application/vnd.sdmx.structure+xml"] + names,
        versions: ["3.0.0", "3.0"], format: "sdmx-ml"), .version30
    )
  }

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
