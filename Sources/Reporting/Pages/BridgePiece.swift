package import StatisticalModel
package import Warehousing

extension BridgeRow {
  /// The bridge as a picture with its table.
  package func picture(in words: Words, of definition: PipelineDefinition) -> Picture? {
    guard let from = left.value.number, let to = right.value.number else { return nil }
    func title(_ id: String) -> String {
      words.name(definition.sources.first { $0.id == id }?.title, code: id)
    }
    let steps =
      steps.map { step in
        Waterfall.Step(
          label: words.name(step.label, code: words.cause(step.cause)),
          cause: words.cause(step.cause), value: step.value)
      } + [
        Waterfall.Step(
          label: words.cause(.unexplained), cause: words.cause(.unexplained), value: unexplained,
          isUnexplained: true)
      ]
    return Waterfall(
      left: (title(left.source), from), right: (title(right.source), to), steps: steps,
      explainedShare: explainedShare
    ).picture(in: words)
  }
}
