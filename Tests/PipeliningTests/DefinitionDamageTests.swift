import Testing

@testable import Pipelining

@Suite("Damaged definitions are refused, never a reason to stop")
struct DefinitionDamageTests {
  /// A linear congruential generator (Knuth, MMIX): the same damage in every run.
  private struct Damage {
    var state: UInt64

    mutating func next(below bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }

    /// Removes, doubles or replaces a few characters.
    mutating func apply(to text: String) -> String {
      var characters = Array(text)
      let signs = Array("[]{}:,-&*!|>'\"%@`#?0\n ")
      for _ in 0...next(below: 3) where !characters.isEmpty {
        let at = next(below: characters.count)
        switch next(below: 3) {
        case 0: characters.remove(at: at)
        case 1: characters.insert(characters[at], at: at)
        default: characters[at] = signs[next(below: signs.count)]
        }
      }
      return String(characters)
    }
  }

  @Test("Every damaged file is read, or refused with a place inside it")
  func damage() throws {
    let original = SmallPipeline()
    let paths = original.files.keys.sorted()
    var damage = Damage(state: 20_220_608)
    for _ in 0..<300 {
      var pipeline = original
      let path = paths[damage.next(below: paths.count)]
      let text = damage.apply(to: original.files[path] ?? "")
      pipeline.files[path] = text
      for problem in try pipeline.problems() {
        let lines = (pipeline.files[problem.file] ?? text).split(
          separator: "\n", omittingEmptySubsequences: false)
        #expect((1...lines.count + 1).contains(problem.line), "\(path) \(problem)\n\(text)")
        #expect(problem.column >= 1)
        #expect(!problem.reason.hasSuffix("."), "\(problem)")
        #expect(problem.suggestion.map { $0.hasSuffix(".") || $0.hasSuffix("?") } ?? true)
      }
    }
  }

  @Test("Nesting as deep as the parser admits is refused without exhausting the stack")
  func depth() {
    for brackets in [33, 900, 5000] {
      let problems = ProblemList(file: "a.yaml")
      let text =
        "a: " + String(repeating: "[", count: brackets)
        + String(repeating: "]", count: brackets)
      #expect(DefinitionNode.read(yaml: Array(text.utf8), problems) == nil)
      #expect(problems.problems.count == 1)
    }
  }
}
