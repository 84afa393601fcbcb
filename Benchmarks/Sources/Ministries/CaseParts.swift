/// The three ministries' parts of a case.
struct CaseParts {
  let space: CellSpace
  let plan: ErrorPlan
  let scale: Scale
  let seed: Int
  let tables: Tables
  let folders: [Source: DeliveryFolder]

  private static let received = "2026-01-15"
  private static let receivedLater = "2026-02-20"

  func writeEducation(_ truth: inout Truth) throws {
    guard let folder = folders[.education] else { return }
    var files = EducationFiles(space: space, plan: plan, scale: scale, seed: seed)
    var delivered: [Int: Int] = [:]
    for region in space.regions.indices {
      let code = space.regions[region].code
      let (name, secondName) = ("education-\(code).csv", "education-\(code)-edition-2.csv")
      let file = try folder.open(name)
      let second = plan.revisedRegions.contains(region) ? try folder.open(secondName) : nil
      try files.write(
        region: region, to: file, secondEdition: second, truth: &truth, delivered: &delivered)
      try folder.finish(file, name, received: Self.received)
      if let second {
        try folder.finish(second, secondName, edition: 2, received: Self.receivedLater)
      }
    }
    for (cell, planned) in plan.planned where planned.source == .education {
      let least = planned.kind == .lostRows ? 2 : 1
      guard files.schoolCount(of: cell) >= least else { continue }
      truth.add(
        Truth.Row(
          kind: planned.kind, cell: cell, source: .education,
          delivered: delivered[cell].map(String.init) ?? ""))
    }
  }

  func writeHealth(_ truth: inout Truth) throws {
    guard let folder = folders[.health], let other = folders[.healthByJanuary] else { return }
    let form = HealthForm(space: space, tables: tables)
    let records = UnitRecords(
      ministry: .health, space: space, plan: plan, scale: scale, seed: seed)
    let estimates = SharedDiagnosis(space: space, plan: plan)
    let otherFile = try other.open("by-january.xml")
    otherFile.write(HealthForm.header)
    for year in space.years.indices {
      let name = "health-\(space.years[year]).xml"
      let file = try folder.open(name)
      file.write(HealthForm.header)
      try records.write(year: year, truth: &truth) { source, record in
        try form.write(
          record, to: source == .healthByJanuary ? otherFile : file)
      }
      for record in estimates.records(year: year, truth: &truth) {
        try form.write(record, diagnosis: SharedDiagnosis.code, to: file)
      }
      file.write(HealthForm.footer)
      try folder.finish(file, name, received: Self.received)
    }
    otherFile.write(HealthForm.footer)
    try other.finish(otherFile, "by-january.xml", received: Self.received)
  }

  func writeSocial(_ truth: inout Truth) throws {
    guard let folder = folders[.social], let recipients = folders[.socialRecipients],
      let oldBorders = folders[.socialOldBorders]
    else { return }
    let form = try SocialForm(space: space, tables: tables)
    let records = UnitRecords(
      ministry: .social, space: space, plan: plan, scale: scale, seed: seed)
    let recipientsFile = try recipients.open("recipients.csv")
    let oldBordersFile = try oldBorders.open("old-borders.csv")
    for file in [recipientsFile, oldBordersFile] { file.write(form.header) }
    for year in space.years.indices {
      let name = "social-\(space.years[year]).csv"
      let file = try folder.open(name)
      file.write(form.header)
      try records.write(year: year, truth: &truth) { source, record in
        switch source {
        case .socialRecipients: try form.write(record, to: recipientsFile)
        case .socialOldBorders: try form.write(record, to: oldBordersFile)
        default: try form.write(record, to: file)
        }
      }
      try folder.finish(file, name, received: Self.received)
    }
    try recipients.finish(recipientsFile, "recipients.csv", received: Self.received)
    // The same file arrives twice: nothing may change by it.
    try recipients.repeatFile(
      "recipients.csv", as: "recipients-again.csv", received: Self.receivedLater)
    try oldBorders.finish(oldBordersFile, "old-borders.csv", received: Self.received)
  }
}
