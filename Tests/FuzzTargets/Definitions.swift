import StatisticalModel
import TestSupport

@testable import Pipelining

/// What the files of a pipeline refer to: the pipeline of Karaganda, whose own files are the seeds.
private struct DefinedNames {
  let vocabulary: Vocabulary
  let terms: BalancingTerms

  static let karaganda: DefinedNames = {
    guard
      let (definition, _) = try? DefinitionReader(folder: "\(Repository.root)/Pipelines/karaganda")
        .read()
    else { preconditionFailure("the pipeline of Karaganda cannot be read") }
    return DefinedNames(
      vocabulary: Vocabulary(
        structure: definition.structure, sources: definition.sources.map(\.id),
        crosswalks: definition.crosswalks.map(\.id)),
      terms: BalancingTerms(rules: definition.rules, sources: definition.sources))
  }()
}

func takeRulesFile(_ bytes: [UInt8]) {
  take(bytes, as: RulesFile.reading(DefinedNames.karaganda.vocabulary))
}

func takeReconcileFile(_ bytes: [UInt8]) {
  let names = DefinedNames.karaganda
  take(bytes, as: ReconcileFile.reading(names.vocabulary, names.terms))
}

func takeSourceFile(_ bytes: [UInt8]) {
  take(bytes, as: SourceFile.reading(id: "table-1", DefinedNames.karaganda.vocabulary))
}

func takeDecisionFile(_ bytes: [UInt8]) {
  guard
    let decision = take(
      bytes, as: DecisionFile.reading(id: "d", DefinedNames.karaganda.vocabulary))
  else { return }
  precondition(decision.id == "d" && !decision.author.isEmpty && !decision.reason.isEmpty)
}

/// What is refused is refused with a word on it, at a place; what is handed out has no fault.
@discardableResult
private func take<Value>(_ bytes: [UInt8], as reading: Reading<Value>) -> Value? {
  let problems = ProblemList(file: "input.yaml")
  guard let node = DefinitionNode.read(yaml: bytes, problems) else {
    precondition(!problems.problems.isEmpty, "refused without a word")
    return nil
  }
  let value = reading.value(of: node, problems)
  precondition(value != nil || !problems.problems.isEmpty, "refused without a word")
  for problem in problems.problems {
    precondition(problem.line >= 1 && !problem.reason.isEmpty)
  }
  return problems.problems.isEmpty ? value : nil
}
