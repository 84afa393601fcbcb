import StatisticalMethods

/// Published tables of overlapping lists.
enum Published {
  /// Spina bifida, upstate New York 1969–74: birth, death and rehabilitation records (Madigan and
  /// York 1997).
  static let spinaBifida = table([
    "001": 60, "010": 49, "011": 4, "100": 247, "101": 112, "110": 142, "111": 12,
  ])

  /// HIV-positive people at four centres in Rome 1990 (Abeni, Brancato and Perucci 1994).
  ///
  /// Solved for
  /// from what Rcapture's manual prints of it: the coefficients of the model of all pairs give the
  /// margins of every pair, and the descriptive table leaves one set of counts.
  static let rome = table([
    "1110": 3, "1101": 1, "1100": 33, "1010": 20, "1001": 6, "1000": 403, "0111": 3, "0110": 35,
    "0101": 10, "0100": 545, "0011": 11, "0010": 621, "0001": 205,
  ])

  /// The artificial table of Chan, Silverman and Vincent (2021), table 2.
  static let artificial = table(["100": 40, "010": 30, "001": 20, "110": 6])

  /// Illegal immigrants in the Netherlands: people met once, twice and so on.
  ///
  /// Van der Heijden, Cruyff and van Houwelingen 2003.
  static let contacts = [1645, 183, 37, 13, 1, 1]

  /// A table from patterns written list by list, `110` for A and B.
  ///
  /// Lists are named A, B, C and so on.
  static func table(_ patterns: [String: Int]) -> ListOverlap {
    let width = patterns.keys.first?.count ?? 0
    let names = (0..<width).map { String(UnicodeScalar(UInt8(65 + $0))) }
    let counts = Dictionary(uniqueKeysWithValues: patterns.map { (mask($0.key), $0.value) })
    do { return try ListOverlap(lists: names, counts: counts) } catch { fatalError("\(error)") }
  }

  static func mask(_ pattern: String) -> Int {
    pattern.enumerated().reduce(0) { $0 | ($1.element == "1" ? 1 << $1.offset : 0) }
  }

  /// The model with these interactions, each written as its lists: `AB`.
  static func model(_ lists: Int, _ interactions: String...) -> LogLinearModel {
    let masks = interactions.map { name in
      name.utf8.reduce(0) { $0 | 1 << (Int($1) - 65) }
    }
    guard let model = LogLinearModel(listCount: lists, interactions: masks) else {
      fatalError("no model \(interactions)")
    }
    return model
  }
}

extension Double {
  /// With so many decimals, as papers print.
  func printed(_ digits: Int) -> String {
    var scaled = self
    var text = scaled < 0 ? "-" : ""
    scaled = abs(scaled)
    var power = 1
    for _ in 0..<digits { power *= 10 }
    let units = Int((scaled * Double(power)).rounded())
    text += String(units / power)
    if digits > 0 {
      let rest = String(units % power)
      text += "." + String(repeating: "0", count: digits - rest.count) + rest
    }
    return text
  }
}
