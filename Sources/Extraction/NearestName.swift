/// Finds what a misspelt name was probably meant to be.
enum NearestName {
  /// The name that needs the fewest edits, where these are at most half its letters.
  static func find(_ name: String, in names: [String]) -> String? {
    let distances = names.map {
      (name: $0, edits: editDistance($0.lowercased(), name.lowercased()))
    }
    guard let best = distances.min(by: { $0.edits < $1.edits }) else { return nil }
    return best.edits * 2 <= max(name.count, best.name.count) ? best.name : nil
  }

  /// Levenshtein's distance, in time proportional to the product of the lengths.
  private static func editDistance(_ left: String, _ right: String) -> Int {
    let right = Array(right.prefix(200))
    var row = Array(0...right.count)
    for (number, letter) in left.prefix(200).enumerated() {
      var diagonal = row[0]
      row[0] = number + 1
      for (index, other) in right.enumerated() {
        let substituted = diagonal + (letter == other ? 0 : 1)
        diagonal = row[index + 1]
        row[index + 1] = min(substituted, diagonal + 1, row[index] + 1)
      }
    }
    return row[right.count]
  }
}
