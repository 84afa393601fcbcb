package import StatisticalModel

extension Structure {
  /// Cells of Kazakhstan's counts, with the regions that a boundary change touched.
  ///
  /// Codes, names and dates follow ISO 3166-2:KZ (November 2022) and the decrees of 19.06.2018 and
  /// 04.05.2022 (in force 08.06.2022).
  package static var kazakhstan: Structure {
    sample(dimensions: [
      Dimension(id: "indicator", values: .codes(.indicators)),
      Dimension(
        id: "area", values: .codes(.kazakhRegions), total: "KZ",
        genericWords: [
          "область", "обл.", "облысы", "город", "г.", "қаласы", "Region", "oblysy", "city",
        ]),
      Dimension(id: "period", values: .time),
      Dimension(id: "sex", values: .codes(.parts("sex", of: "_T", ["M", "F", "_U"])), total: "_T"),
      Dimension(
        id: "setting",
        values: .codes(
          .parts(
            "setting", of: "_T",
            ["MAIN", "SPECIAL", "HOME", "AP", "FE", "ELSEWHERE", "EARLY", "UNKNOWN"])),
        total: "_T"),
      Dimension(id: "age", values: .codes(.ages), total: "Y0T18"),
    ])
  }

  /// A structure that a test writes by hand; one that cannot be packed stops the test.
  package static func sample(dimensions: [Dimension]) -> Structure {
    guard let structure = Structure(dimensions: dimensions) else {
      preconditionFailure("no structure")
    }
    return structure
  }

  /// The cell a test writes by hand.
  package func key(_ text: String) -> CellKey {
    do throws(CellError) { return try cell(parsing: text) } catch {
      preconditionFailure("'\(text)' is no cell: \(error)")
    }
  }

  /// The cells that have one of the codes in each of the dimensions named.
  package func pattern(_ codes: [String: [String]]) -> CellPattern {
    var admitted: [Int: Set<UInt32>] = [:]
    for (dimension, codes) in codes {
      guard let position = position(of: dimension) else {
        preconditionFailure("no dimension \(dimension)")
      }
      admitted[position] = Set(codes.compactMap { number(at: position, text: $0) })
    }
    return CellPattern(admitted: admitted)
  }
}

extension Codelist {
  /// A total and its parts.
  package static func parts(_ id: String, of total: String, _ parts: [String]) -> Codelist {
    Codelist(id: id, codes: [Code(id: total)] + parts.map { Code(id: $0, parent: total) })
  }

  fileprivate static var indicators: Codelist {
    let persons = IndicatorProperties(
      unit: "persons", measure: .stock, additive: ["sex", "setting", "age", "area"])
    let share = IndicatorProperties(unit: "percent", measure: .stock, additive: [])
    return Codelist(
      id: "indicator",
      codes: [
        Code(id: "learners", indicator: persons), Code(id: "mainstream", indicator: persons),
        Code(id: "special", indicator: persons), Code(id: "share", indicator: share),
      ])
  }

  fileprivate static var ages: Codelist {
    func band(_ id: String, _ range: ClosedRange<Int>, parent: String? = "Y0T18") -> Code {
      Code(id: id, parent: parent, range: range)
    }
    return Codelist(
      id: "age",
      codes: [
        band("Y0T18", 0...18, parent: nil), band("Y0T2", 0...2), band("Y3", 3...3),
        band("Y4T5", 4...5), band("Y5T6", 5...6), band("Y6T18", 6...18), band("Y6T19", 6...19),
      ])
  }

  fileprivate static var kazakhRegions: Codelist {
    func region(_ id: String, _ en: String, _ ru: String, _ kk: String, _ days: [Int?]) -> Code {
      Code(
        id: id, parent: "KZ", names: ["en": en, "ru": ru, "kk": kk],
        validity: stride(from: 0, to: days.count, by: 2).map {
          Validity(from: days[$0], to: days[$0 + 1])
        })
    }
    let cut: [Int?] = [1997_05_03, 2022_06_07, 2022_06_08, nil]
    return Codelist(
      id: "area",
      codes: [
        Code(
          id: "KZ",
          names: [
            "en": "Kazakhstan", "ru": "Республика Казахстан", "kk": "Қазақстан Республикасы",
          ]),
        region("KZ-10", "Abai Region", "область Абай", "Абай облысы", [2022_06_08, nil]),
        region("KZ-19", "Almaty Region", "Алматинская область", "Алматы облысы", cut),
        region("KZ-33", "Zhetisu Region", "область Жетісу", "Жетісу облысы", [2022_06_08, nil]),
        region("KZ-35", "Karaganda Region", "Карагандинская область", "Қарағанды облысы", cut),
        region(
          "KZ-51", "South Kazakhstan Region", "Южно-Казахстанская область",
          "Оңтүстік Қазақстан облысы", [1997_05_03, 2018_06_18]),
        region(
          "KZ-61", "Turkistan Region", "Туркестанская область", "Түркістан облысы",
          [2018_06_19, nil]),
        region("KZ-62", "Ulytau Region", "область Ұлытау", "Ұлытау облысы", [2022_06_08, nil]),
        // The same region before and after Abai left it; open towards the past.
        region(
          "KZ-63", "East Kazakhstan Region", "Восточно-Казахстанская область",
          "Шығыс Қазақстан облысы", [nil, 2022_06_07, 2022_06_08, nil]),
        region("KZ-71", "Astana", "город Астана", "Астана қаласы", [1998_05_06, nil]),
        region("KZ-75", "Almaty", "город Алматы", "Алматы қаласы", [1997_05_03, nil]),
        region("KZ-79", "Shymkent", "город Шымкент", "Шымкент қаласы", [2018_06_19, nil]),
      ])
  }
}
