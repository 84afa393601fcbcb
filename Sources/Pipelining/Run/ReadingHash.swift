import Files
import StatisticalModel

/// The hash of everything but the bytes that decides what a delivery's records become: structure,
/// code lists, crosswalks, the source's definition, what is refused as personal data, and the
/// delivery's own reference date.
///
/// Where a delivery deletes in the editions before it, these count as well: see
/// ``EarlierEditions``.
enum ReadingHash {
  /// - Returns: SHA-256 in hexadecimal.
  static func of(_ delivery: Delivery, in definition: PipelineDefinition) -> String {
    let decisive = definition.files.filter { file in
      file.path == "structure.yaml" || file.path == PersonalDataFile.name
        || file.path == "sources/\(delivery.source).yaml"
        || file.path.hasPrefix("codelists/") || file.path.hasPrefix("crosswalks/")
    }
    let text =
      decisive.map { "\($0.path) \($0.sha256)\n" }.joined()
      + "as-of \(delivery.asOf?.description ?? "-")\n"
    return sha256(of: text)
  }

  /// The hash of a whole definition.
  static func of(_ definition: PipelineDefinition) -> String {
    let text = definition.files.map { "\($0.path) \($0.sha256)\n" }.joined()
    return sha256(of: text)
  }
}
