/// The name that was probably meant: the one at the smallest distance, at most two edits away, case
/// aside.
///
/// Of several at one distance the first in alphabetical order is taken.
package func nearestName(to name: String, among known: some Sequence<String>) -> String? {
  let letters = Array(name.lowercased())
  return known.compactMap { candidate -> (distance: Int, name: String)? in
    let others = Array(candidate.lowercased())
    guard abs(others.count - letters.count) <= 2 else { return nil }
    let distance = editDistance(letters, others)
    return distance <= 2 && distance < letters.count ? (distance, candidate) : nil
  }
  .min { $0 < $1 }?.name
}

/// Insertions, deletions, substitutions and swaps of neighbours that turn one text into the other
/// (Damerau 1964, in the restricted form of optimal string alignment).
///
/// - Complexity: O(n·m).
package func editDistance(_ left: [Character], _ right: [Character]) -> Int {
  var beforePrevious: [Int] = []
  var previous = Array(0...right.count)
  for (row, letter) in left.enumerated() {
    var current = [row + 1]
    for (column, other) in right.enumerated() {
      var best = min(
        previous[column + 1] + 1, current[column] + 1, previous[column] + (letter == other ? 0 : 1))
      if row > 0, column > 0, letter == right[column - 1], left[row - 1] == other {
        best = min(best, beforePrevious[column - 1] + 1)
      }
      current.append(best)
    }
    beforePrevious = previous
    previous = current
  }
  return previous[right.count]
}
