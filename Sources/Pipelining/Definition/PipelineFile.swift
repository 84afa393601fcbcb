import SDMXVocabulary
import StatisticalModel

/// `pipeline.yaml`: what the pipeline is called and where its data are.
struct PipelineFile {
  var id: String
  var title: LocalizedText
  var agency: String
  var deliveries: String
  var warehouse: String

  /// How the file is read; `folderName` is the id the pipeline must have.
  static func reading(folderName: String) -> Reading<PipelineFile> {
    .mapping { fields in
      let id = fields.required("pipeline", as: .id(equalTo: folderName, of: "folder"))
      let title = fields.required("title", as: .localizedText)
      let agency = fields.optional("agency", as: .agency)
      let deliveries = fields.optional("deliveries", as: .text)
      let warehouse = fields.optional("warehouse", as: .text)
      guard let id, let title else { return nil }
      return PipelineFile(
        id: id, title: title, agency: agency ?? "SANAQ",
        deliveries: deliveries ?? "../../RawData/\(id)",
        warehouse: warehouse ?? "../../Warehouse/\(id).sqlite")
    }
  }
}

extension Reading where Value == String {
  /// The id of an SDMX agency.
  fileprivate static var agency: Self {
    Reading.text.then("the id of an agency: \(SDMXIdentifier.agency.alphabet)") {
      SDMXIdentifier.agency.admits($0) ? $0 : nil
    }
  }

  /// An id that repeats the name of its file or folder.
  static func id(equalTo name: String, of holder: String) -> Self {
    Reading { node, problems in
      guard let id = Reading<String>.id.value(of: node, problems) else { return nil }
      if id != name {
        problems.add(
          "the id '\(id)' is not the name of its \(holder)", at: node.place,
          suggestion: "Write '\(name)' or rename the \(holder).")
      }
      return id
    }
  }
}
