import Foundation

/// The words and codes of the files, read from the pipeline that goes with them.
struct Tables {
  let regions: [CellSpace.Region]
  /// Categories in the order of the list of names, with the ministry's name.
  let categories: [(code: String, name: String)]
  /// Diagnoses that go whole to a category.
  let diagnoses: [String: [String]]
  /// Titles and header of the files of social protection.
  let socialHeader: String
  /// How social protection writes the sexes, in the order of ``CellSpace/sexes``.
  let sexWords: [String]

  /// The pipeline's folder as it is copied.
  static let pipeline = Bundle.module.bundlePath + "/Pipeline"

  init() throws {
    func lines(_ path: String) throws -> [[String]] {
      try String(contentsOfFile: "\(Bundle.module.bundlePath)/\(path)", encoding: .utf8)
        .split(separator: "\n").dropFirst()
        .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
    }
    func inverse(_ name: String) throws -> [String: String] {
      Dictionary(
        try lines("Pipeline/crosswalks/\(name).csv").map { ($0[1], $0[0]) },
        uniquingKeysWith: { first, _ in first })
    }
    let katos = try inverse("kato")
    let names = try inverse("area-names")
    regions = try lines("Tables/regions.csv").map { fields in
      CellSpace.Region(
        code: fields[0], kato: katos[fields[0]] ?? "", name: names[fields[0]] ?? "",
        weight: Int(fields[1]) ?? 0)
    }
    categories = try lines("Pipeline/crosswalks/category-names.csv").map { ($0[1], $0[0]) }
    diagnoses = Dictionary(
      grouping: try lines("Pipeline/crosswalks/icd10.csv").filter { $0[2] == "1" }, by: { $0[1] }
    ).mapValues { $0.map { $0[0] } }
    socialHeader = try String(
      contentsOfFile: Bundle.module.bundlePath + "/Tables/social-header.txt", encoding: .utf8)
    let words = try inverse("sex-words")
    sexWords = ["M", "F"].map { words[$0] ?? "" }
  }

  func space(for scale: Scale) -> CellSpace {
    CellSpace(
      regions: Array(regions.prefix(scale.regions)),
      // All after the day in 2022 from which the borders and names are those of today.
      years: Array(2022..<(2022 + scale.years)), ages: Array(3..<(3 + scale.ages)),
      categories: categories.prefix(scale.categories).map(\.code))
  }
}
