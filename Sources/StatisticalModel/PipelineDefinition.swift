/// A pipeline as its folder of text defines it.
package struct PipelineDefinition: Sendable {
  package var id: String
  package var title: LocalizedText
  /// Who maintains the structures that exports name (an SDMX agency).
  package var agency: String
  package var structure: Structure
  /// By id.
  package var sources: [SourceDefinition]
  /// By id.
  package var crosswalks: [Crosswalk]
  package var rules: [Rule]
  package var editing: EditingDefinition
  package var reconciliation: ReconciliationDefinition
  /// In the order of replay.
  package var decisions: [Decision]
  package var personalData: PersonalDataDefinition
  /// Every file that decides a number, by path below the pipeline's folder.
  package var files: [DefinitionFile]

  package init(
    id: String, title: LocalizedText, agency: String = "SANAQ", structure: Structure,
    sources: [SourceDefinition],
    crosswalks: [Crosswalk], rules: [Rule], editing: EditingDefinition = EditingDefinition(),
    reconciliation: ReconciliationDefinition, decisions: [Decision] = [],
    personalData: PersonalDataDefinition = PersonalDataDefinition(), files: [DefinitionFile]
  ) {
    self.id = id
    self.title = title
    self.agency = agency
    self.structure = structure
    self.sources = sources
    self.crosswalks = crosswalks
    self.rules = rules
    self.editing = editing
    self.reconciliation = reconciliation
    self.decisions = decisions
    self.personalData = personalData
    self.files = files
  }
}

/// A file of the definition, with the hash under which a run used it.
package struct DefinitionFile: Hashable, Sendable {
  package var path: String
  /// SHA-256 in hexadecimal.
  package var sha256: String

  package init(path: String, sha256: String) {
    self.path = path
    self.sha256 = sha256
  }
}
