/// The texts of `Catalogue/<language>.txt` and `Catalogue/pages_<language>.txt`: `key = text` a line, `#` before a remark.
enum Catalogue {
  static func of(_ language: Language) -> [String: String] { tables[language] ?? [:] }

  private static let tables: [Language: [String: String]] = [
    .english: entries(PackageResources.en_txt + PackageResources.pages_en_txt),
    .russian: entries(PackageResources.ru_txt + PackageResources.pages_ru_txt),
    .kazakh: entries(PackageResources.kk_txt + PackageResources.pages_kk_txt),
  ]

  private static func entries(_ file: [UInt8]) -> [String: String] {
    var entries: [String: String] = [:]
    for line in String(decoding: file, as: UTF8.self).split(separator: "\n") {
      guard !line.hasPrefix("#"), let mark = line.firstRange(of: " = ") else { continue }
      entries[String(line[..<mark.lowerBound])] = String(line[mark.upperBound...])
    }
    return entries
  }
}
