import StatisticalModel

/// A target code with the part of the number that goes to it.
struct ResolvedCode {
  /// As ``Structure`` numbers it: code-list position + 1.
  var number: UInt32
  var share: ExactDecimal
  var certainty: Crosswalk.Certainty
}

/// Why a text has no target code.
enum ResolutionFailure: Error {
  case unknown(dimension: String, text: String)
  case ambiguous(dimension: String, text: String, candidates: [String])
  case notValid(dimension: String, code: String)

  func reason(period: String) -> QuarantineReason {
    switch self {
    case .unknown(let dimension, let text):
      .unknownCode(dimension: dimension, text: text.withoutLongNumbers)
    case .ambiguous(let dimension, let text, let candidates):
      .ambiguousName(
        dimension: dimension, text: text.withoutLongNumbers, candidates: candidates)
    case .notValid(let dimension, let code):
      .codeNotValid(dimension: dimension, code: code, period: period)
    }
  }
}

extension String {
  /// The text with numbers of ten and more digits only counted: no area or category has so long a
  /// code, but persons do, also where a slip makes their check digit wrong.
  fileprivate var withoutLongNumbers: String {
    var kept = String.UnicodeScalarView()
    var digits = String.UnicodeScalarView()
    func flush() {
      kept.append(
        contentsOf: digits.count < 10 ? digits : "(\(digits.count) digits)".unicodeScalars)
      digits = String.UnicodeScalarView()
    }
    for scalar in unicodeScalars {
      if scalar.properties.numericType == .decimal {
        digits.append(scalar)
      } else {
        flush()
        kept.append(scalar)
      }
    }
    flush()
    return String(kept)
  }
}

/// The way from the texts of one dimension to target codes, each text looked up once for each
/// stretch of days on which it means the same.
struct DimensionResolver {
  private struct Candidate {
    var code: ResolvedCode
    var validity: Validity
  }

  typealias Resolution = Result<[ResolvedCode], ResolutionFailure>

  /// What marks a place that is more than one whole code, or none: the rest of its bits numbers one
  /// of the answers.
  private static let closerLook: UInt32 = 1 << 31

  private let dimension: Dimension
  private let form: PeriodForm
  private let crosswalk: [String: [Crosswalk.Entry]]
  private let names: NameIndex?
  private let fixedDay: Int?
  /// The days, ascending, on which a text may begin to mean something else; they come from the
  /// definition alone, so that no file can make their number grow.
  private let changes: [Int]
  private var stretchCount: Int { changes.count + 1 }
  /// By the number of a day, the changes up to it.
  private var stretches: [Int32] = []
  private var candidates: [Result<[Candidate], ResolutionFailure>] = []
  private var periods: [UInt32?] = []
  /// By text and within it by stretch: a number in a key, a marked answer, or 0 before it is asked.
  private var places: [UInt32] = []
  private var answers: [Resolution] = []
  /// The text that leaves the dimension open, where there is one.
  private var open: Int32?

  /// - Parameter fixedDay: the one day (`yyyymmdd`) that counts, whatever a record says.
  init(
    dimension: Dimension, mapping: DimensionMapping?, crosswalk: Crosswalk?, fixedDay: Int? = nil
  ) {
    self.dimension = dimension
    form = mapping?.periodForm ?? .canonical
    self.crosswalk = Dictionary(grouping: crosswalk?.entries ?? [], by: \.source)
    names =
      mapping?.matching == .names
      ? NameIndex(dimension: dimension, crosswalk: crosswalk?.entries ?? []) : nil
    self.fixedDay = fixedDay
    let validities =
      (crosswalk?.entries.map(\.validity) ?? [])
      + (dimension.codelist?.codes.flatMap(\.validity) ?? [])
    changes = fixedDay == nil ? Self.changes(of: validities) : []
  }

  /// Validities end with their last day, so that the next number, a day or not, begins what follows.
  private static func changes(of validities: [Validity]) -> [Int] {
    Set(validities.flatMap { [$0.from, $0.to.map { $0 + 1 }].compactMap(\.self) }).sorted()
  }

  /// Resolves the texts that are new since the last call.
  mutating func learn(_ texts: [String]) {
    let known = dimension.codelist == nil ? periods.count : candidates.count
    for text in known..<texts.count where texts[text] == TargetCode.everyText {
      open = Int32(text)
    }
    if dimension.codelist == nil {
      for text in texts.dropFirst(periods.count) { periods.append(period(reading: text)) }
    } else {
      for text in texts.dropFirst(candidates.count) { candidates.append(lookUp(text)) }
    }
    let missing = texts.count * stretchCount - places.count
    places.append(contentsOf: repeatElement(0, count: missing))
  }

  /// Places the days that are new since the last call among the stretches.
  mutating func learn(_ days: RowDays) {
    for day in days.days.dropFirst(stretches.count) {
      stretches.append(Int32(changes.count { $0 <= day }))
    }
  }

  func period(of text: Int32) -> UInt32? { periods[Int(text)] }

  /// Whether a text leaves the dimension open.
  func isOpen(_ text: Int32) -> Bool { text == open }

  /// The codes that a text means on any day.
  func codesOnAnyDay(of text: Int32) -> Resolution {
    candidates[Int(text)].map { $0.map(\.code) }
  }

  /// The codes of a text that hold on a row's day.
  mutating func codes(of text: Int32, in row: Int, on days: RowDays) -> Resolution {
    let number = Int(days.numbers[row])
    let place = place(of: text, on: days.days[number], stretch: Int(stretches[number]))
    if place & Self.closerLook != 0 { return answers[Int(place & ~Self.closerLook)] }
    return .success([ResolvedCode(number: place, share: 1, certainty: .definite)])
  }

  /// Adds the numbers of what a batch says of the dimension at `position`, shifted to where they
  /// stand in a key, to the keys of its rows; marks the rows whose text is not just one whole code
  /// on its day.
  mutating func place(
    _ batch: StagedBatch, at position: Int, on days: RowDays, shift: Int,
    into keys: inout [UInt128], marking isUnclear: inout [Bool]
  ) {
    for row in keys.indices {
      let text = batch.text(of: position, in: row)
      let stretch = changes.isEmpty ? 0 : Int(stretches[Int(days.numbers[row])])
      var place = places[Int(text) * stretchCount + stretch]
      if place == 0 {
        place = self.place(of: text, on: days.days[Int(days.numbers[row])], stretch: stretch)
      }
      keys[row] |= UInt128(place) << UInt128(shift)
      if place & Self.closerLook != 0 { isUnclear[row] = true }
    }
  }

  private mutating func place(of text: Int32, on day: Int, stretch: Int) -> UInt32 {
    let index = Int(text) * stretchCount + stretch
    if places[index] != 0 { return places[index] }
    let answer = dimension.codelist == nil ? period(resolving: text) : resolve(text, on: day)
    if case .success(let codes) = answer, codes.count == 1, codes[0].share == 1,
      codes[0].certainty == .definite
    {
      places[index] = codes[0].number
    } else {
      places[index] = UInt32(answers.count) | Self.closerLook
      answers.append(answer)
    }
    return places[index]
  }

  private func period(resolving text: Int32) -> Resolution {
    periods[Int(text)].map {
      .success([ResolvedCode(number: $0, share: 1, certainty: .definite)])
    } ?? .success([])
  }

  private func resolve(_ text: Int32, on ownDay: Int) -> Resolution {
    let day = fixedDay ?? ownDay
    return candidates[Int(text)].flatMap { found in
      let holding = found.filter { $0.validity.contains(day) }
      guard !holding.isEmpty, let list = dimension.codelist else {
        let code = found.first.map { dimension.codelist?.codes[Int($0.code.number) - 1].id ?? "" }
        return .failure(.notValid(dimension: dimension.id, code: code ?? ""))
      }
      for candidate in holding {
        let code = list.codes[Int(candidate.code.number) - 1]
        if code.validity(on: day) == nil {
          return .failure(.notValid(dimension: dimension.id, code: code.id))
        }
      }
      return .success(holding.map(\.code))
    }
  }

  private func period(reading text: String) -> UInt32? {
    if let code = TargetCode.unmarked(text) { return Period(parsing: code)?.packed }
    return Period(reading: text, as: form)?.packed
  }

  private func lookUp(_ text: String) -> Result<[Candidate], ResolutionFailure> {
    guard let list = dimension.codelist else { return .success([]) }
    if let code = TargetCode.unmarked(text) { return direct(code, in: list, text: code) }
    if let entries = crosswalk[text] {
      // Under name matching an entry marked ambiguous is a name nobody may guess from.
      if names != nil, entries.contains(where: { $0.certainty == .ambiguous }) {
        return .failure(
          .ambiguous(
            dimension: dimension.id, text: text, candidates: entries.map(\.target).sorted()))
      }
      return mapped(entries, in: list)
    }
    guard let names else { return direct(text, in: list, text: text) }
    switch names.match(text) {
    case .nothing: return .failure(.unknown(dimension: dimension.id, text: text))
    case .code(let code): return direct(code, in: list, text: text)
    case .entries(let entries): return mapped(entries, in: list)
    case .several(let codes):
      return .failure(.ambiguous(dimension: dimension.id, text: text, candidates: codes))
    }
  }

  private func direct(_ code: String, in list: Codelist, text: String)
    -> Result<[Candidate], ResolutionFailure>
  {
    guard let position = list.position(of: code) else {
      return .failure(.unknown(dimension: dimension.id, text: text))
    }
    return .success([
      Candidate(
        code: ResolvedCode(number: UInt32(position + 1), share: 1, certainty: .definite),
        validity: .always)
    ])
  }

  /// The targets of a crosswalk's entries; one that is in no list fails them all, since its part of
  /// the number would be lost.
  private func mapped(_ entries: [Crosswalk.Entry], in list: Codelist)
    -> Result<[Candidate], ResolutionFailure>
  {
    var candidates: [Candidate] = []
    for entry in entries {
      guard let position = list.position(of: entry.target) else {
        return .failure(.unknown(dimension: dimension.id, text: entry.target))
      }
      candidates.append(
        Candidate(
          code: ResolvedCode(
            number: UInt32(position + 1), share: entry.share, certainty: entry.certainty),
          validity: entry.validity))
    }
    return .success(candidates)
  }
}
