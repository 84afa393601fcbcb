import ArgumentParser
import Extraction
import Files
import Pipelining

/// `sanaq init`: the folder of a new pipeline.
struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Write the folder of a new pipeline, from an SDMX structure or as a skeleton.",
    discussion: """
      EXAMPLES
        sanaq init pupils --from-structure structure.xml
        sanaq init pupils

      With --from-structure structure.yaml and codelists/ come from the data structure, and a source \
      is described that delivers by it. Without, every file says by an example what belongs in it. \
      The folder is made under Pipelines/ where there is one; nothing is ever overwritten.
      """)

  @Argument(
    help: "The pipeline's id: lower-case letters, digits and hyphens; or a path that ends in it.")
  var name: String

  @Option(help: "An SDMX-ML structure message with one data structure.")
  var fromStructure: String?

  func run() throws {
    let folder =
      !name.contains("/") && PublishedFile(path: "Pipelines").exists ? "Pipelines/\(name)" : name
    let files: [NewPipeline.File]
    if let fromStructure {
      let reader = SDMXStructureReader(
        path: try resolvingLinks(fromStructure), displayName: fromStructure)
      files = try NewPipeline(folder: folder).files(
        from: try reader.read(), copiedFrom: fromStructure)
    } else {
      files = try NewPipeline(folder: folder).skeleton()
    }
    try NewPipeline(folder: folder).write(files)
    for file in files { try Console.print("\(folder)/\(file.path)") }
    Console.say(
      "Next: say in sources/ what each provider's numbers mean, then sanaq validate \(name).")
  }
}
