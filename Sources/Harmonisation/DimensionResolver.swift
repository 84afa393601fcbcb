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

/// The way from the texts of one dimension to target codes, each distinct text looked up once.
struct DimensionResolver {
  private struct Candidate {
    var code: ResolvedCode
    var validity: Validity
  }

  private let dimension: Dimension
  private let form: PeriodForm
  private let crosswalk: [String: [Crosswalk.Entry]]
  private let names: NameIndex?
  private var candidates: [Result<[Candidate], ResolutionFailure>] = []
  private var periods: [UInt32?] = []
  /// For each text the one code it leads to whole, definitely and at every date; 0 for any other.
  private(set) var plainNumbers: [UInt32] = []

  init(dimension: Dimension, mapping: DimensionMapping?, crosswalk: Crosswalk?) {
    self.dimension = dimension
    form = mapping?.periodForm ?? .canonical
    self.crosswalk = Dictionary(grouping: crosswalk?.entries ?? [], by: \.source)
    names =
      mapping?.matching == .names
      ? NameIndex(dimension: dimension, crosswalk: crosswalk?.entries ?? []) : nil
  }

  /// Resolves the texts that are new since the last call.
  mutating func learn(_ texts: [String]) {
    if dimension.codelist == nil {
      for text in texts.dropFirst(periods.count) { periods.append(period(reading: text)) }
    } else {
      for text in texts.dropFirst(candidates.count) {
        let found = lookUp(text)
        candidates.append(found)
        plainNumbers.append(plainNumber(of: found))
      }
    }
  }

  private func plainNumber(of found: Result<[Candidate], ResolutionFailure>) -> UInt32 {
    guard case .success(let found) = found, found.count == 1, let list = dimension.codelist,
      found[0].validity == .always, found[0].code.share == 1,
      found[0].code.certainty == .definite,
      list.codes[Int(found[0].code.number) - 1].validity == [.always]
    else { return 0 }
    return found[0].code.number
  }

  func period(of text: Int32) -> UInt32? { periods[Int(text)] }

  /// The codes of a text that hold on a day (`yyyymmdd`).
  func codes(of text: Int32, on day: Int) -> Result<[ResolvedCode], ResolutionFailure> {
    candidates[Int(text)].flatMap { found in
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
