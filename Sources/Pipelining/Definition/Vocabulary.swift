import Extraction
import StatisticalModel

/// The names that the files read so far define, for the files that use them.
struct Vocabulary {
  /// Nil when the structure itself is at fault; names of dimensions and codes then go unchecked.
  var structure: Structure?
  var sources: [String]
  var crosswalks: [String]
  /// The structure messages of the pipeline's sources, by the names of their files.
  var sourceStructures: [String: SDMXStructures] = [:]

  /// A dimension of the structure.
  var dimension: Reading<String> {
    Reading { node, problems in
      guard let id = Reading<String>.text.value(of: node, problems) else { return nil }
      return isDimension(id, at: node.place, problems) ? id : nil
    }
  }

  func isDimension(_ id: String, at place: Place, _ problems: ProblemList) -> Bool {
    guard let structure, structure.position(of: id) == nil else { return true }
    problems.addUnknown("dimension", id, among: structure.dimensions.map(\.id), at: place)
    return false
  }

  /// A code of a dimension's list, or a period in its canonical text.
  func code(of dimension: String) -> Reading<String> {
    Reading { node, problems in
      guard let code = Reading<String>.text.value(of: node, problems) else { return nil }
      return isCode(code, of: dimension, at: node.place, problems) ? code : nil
    }
  }

  func isCode(_ code: String, of dimension: String, at place: Place, _ problems: ProblemList)
    -> Bool
  {
    guard let structure, let position = structure.position(of: dimension) else { return true }
    guard let list = structure.dimensions[position].codelist else {
      if Period(parsing: code)?.description == code { return true }
      problems.add(
        "'\(code)' is not a period", at: place,
        suggestion: "Write 2019, 2019/2020, 2019-Q1, 2019-09 or 2019-09-01.")
      return false
    }
    if list[code] != nil { return true }
    problems.addUnknown("code of '\(dimension)'", code, among: list.codes.map(\.id), at: place)
    return false
  }

  /// Codes by dimension: `{dimension: code, …}`.
  var codes: Reading<[String: String]> {
    Reading<[(String, String)]>.entries { key, value, problems in
      guard let dimension = dimension.value(of: key, problems),
        let code = code(of: dimension).value(of: value, problems)
      else { return nil }
      return (dimension, code)
    }
    .then("each dimension once") { Dictionary($0, uniquingKeysWith: { first, _ in first }) }
  }

  /// A set of cells: `{dimension: code, dimension: [code, code], …}`.
  var pattern: Reading<CellPattern> {
    Reading<[(Int, Set<UInt32>)]>.entries { key, value, problems in
      guard let dimension = dimension.value(of: key, problems) else { return nil }
      let code = Reading<String>.codeOnce(code(of: dimension))
      let codes: [String]? =
        if case .list = value.content {
          Reading.filledList(of: code).value(of: value, problems)
        } else {
          code.value(of: value, problems).map { [$0] }
        }
      guard let structure, let position = structure.position(of: dimension), let codes else {
        return nil
      }
      return (position, Set(codes.compactMap { structure.number(at: position, text: $0) }))
    }
    .then("each dimension once") {
      CellPattern(admitted: Dictionary($0, uniquingKeysWith: { first, _ in first }))
    }
  }

  /// A source of the pipeline.
  var source: Reading<String> {
    Reading { node, problems in
      guard let id = Reading<String>.text.value(of: node, problems) else { return nil }
      if sources.contains(id) { return id }
      problems.addUnknown("source", id, among: sources, at: node.place)
      return nil
    }
  }
}

extension Reading where Value == String {
  /// The same reading, which refuses a text it has read before.
  fileprivate static func codeOnce(_ code: Reading<String>) -> Self {
    var seen: Set<String> = []
    return Reading { node, problems in
      guard let text = code.value(of: node, problems) else { return nil }
      if !seen.insert(text).inserted {
        problems.add("'\(text)' stands twice", at: node.place)
      }
      return text
    }
  }
}

// MARK: Expressions

extension Vocabulary {
  /// A relation between cells of the source at hand.
  var relation: Reading<CellRelation> {
    Reading { node, problems in
      guard let text = Reading<String>.text.value(of: node, problems) else { return nil }
      do throws(ExpressionError) {
        let relation = try CellRelation(parsing: text)
        check(relation.residual.terms, in: node, problems)
        for term in relation.residual.terms where term.source != nil {
          problems.add(
            "'\(term.text)' names a source; a rule tests each source by itself",
            at: place(of: term, in: node),
            suggestion: "List the sources under 'sources', or declare a bridge in reconcile.yaml.")
        }
        return relation
      } catch {
        note(error, in: node, problems)
        return nil
      }
    }
  }

  /// A sum over cells of named sources.
  var amount: Reading<CellExpression> {
    Reading { node, problems in
      guard let text = Reading<String>.text.value(of: node, problems) else { return nil }
      do throws(ExpressionError) {
        let expression = try CellExpression(parsing: text)
        check(expression.terms, in: node, problems)
        for term in expression.terms {
          let place = place(of: term, in: node)
          if let source = term.source, !sources.contains(source) {
            problems.addUnknown("source", source, among: sources, at: place)
          } else if term.source == nil {
            problems.add(
              "'\(term.text)' names no source", at: place,
              suggestion: "Write the source's id before the bracket.")
          }
        }
        return expression
      } catch {
        note(error, in: node, problems)
        return nil
      }
    }
  }

  private func check(_ terms: [CellTerm], in node: DefinitionNode, _ problems: ProblemList) {
    if terms.isEmpty { problems.add("the expression has no cell", at: node.place) }
    for term in terms {
      let place = place(of: term, in: node)
      for (dimension, code) in term.codes.sorted(by: { $0.key < $1.key })
      where isDimension(dimension, at: place, problems) {
        _ = isCode(code, of: dimension, at: place, problems)
      }
      if let summed = term.summedDimension, isDimension(summed, at: place, problems),
        let structure, structure.position(of: summed) == structure.time
      {
        problems.add("periods have no parts to sum", at: place)
      }
    }
  }

  private func place(of term: CellTerm, in node: DefinitionNode) -> Place {
    guard let text = node.text, let range = text.firstRange(of: term.text) else {
      return node.place
    }
    return node.place(
      ofCharacter: 1 + text.distance(from: text.startIndex, to: range.lowerBound))
  }

  private func note(_ error: ExpressionError, in node: DefinitionNode, _ problems: ProblemList) {
    problems.add(
      "\(error.reason) (character \(error.column) of the expression)",
      at: node.place(ofCharacter: error.column))
  }
}
