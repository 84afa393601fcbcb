import Harmonisation
import StatisticalModel
import TestSupport

/// One observation as staging hands it on: its record, what its dimensions say, its value.
struct StagedObservation {
  var record = 1
  /// Source text by dimension; `=code` is a target code that the definition sets.
  ///
  /// Dimensions not named are at their total.
  var texts: [String: String]
  var value: ObservedValue
  var asOf: String?
  /// The number of the record's unit, where its source names units.
  var unit: Int32?

  init(
    record: Int = 1, _ texts: [String: String], _ value: ObservedValue = number("1"),
    asOf: String? = nil, unit: Int32? = nil
  ) {
    self.unit = unit
    self.record = record
    self.texts = texts
    self.value = value
    self.asOf = asOf
  }
}

/// What harmonisation makes of some staged observations of one delivery.
struct HarmonisedRows {
  let structure = Structure.kazakhstan
  private(set) var observations: [SourceObservation] = []
  private(set) var ledger = Ledger()

  init(
    _ source: SourceDefinition, crosswalks: [Crosswalk] = [], asOf: String? = nil,
    _ rows: [StagedObservation]
  ) {
    var harmoniser = Harmoniser(
      source: source, structure: structure, crosswalks: crosswalks, delivery: 0,
      asOf: asOf.map(period))
    var texts = Array(repeating: StagedTexts(), count: structure.dimensions.count)
    var records: [Int] = []
    for row in rows where row.record != records.last { records.append(row.record) }
    var batch = StagedBatch(
      dimensions: structure.dimensions.count,
      locators: records.map { RecordLocator(ordinal: $0, offset: 0, length: 1, line: $0) })
    var record = -1
    for (index, row) in rows.enumerated() {
      if index == 0 || row.record != rows[index - 1].record { record += 1 }
      batch.append(
        StagedBatch.Row(record: record, asOf: row.asOf.map(period), unit: row.unit ?? -1),
        row.value,
        texts: structure.dimensions.enumerated().map { position, dimension in
          texts[position].intern(Self.bytes(of: row.texts[dimension.id], in: dimension))
        })
    }
    harmoniser.harmonise(batch, texts: texts)
    observations = harmoniser.finished()
    ledger = harmoniser.ledger
  }

  private static func bytes(of text: String?, in dimension: Dimension) -> ArraySlice<UInt8> {
    guard let text else {
      return TargetCode.marked(dimension.total ?? (dimension.id == "period" ? "2019" : "learners"))
    }
    return text.hasPrefix("=")
      ? TargetCode.marked(String(text.dropFirst())) : ArraySlice(text.utf8)
  }

  var reasons: [QuarantineReason] { ledger.quarantined.map(\.reason) }

  /// The codes of one dimension, by observation.
  func codes(of dimension: String) -> [String] {
    guard let position = structure.position(of: dimension) else { return [] }
    return observations.map {
      structure.text(at: position, number: structure.number(at: position, in: $0.key))
    }
  }
}

extension SourceDefinition {
  /// A source whose one dimension is mapped as given and whose other dimensions are set.
  static func mapping(
    _ dimension: String, crosswalk: String? = nil, matching: NameMatching = .exact,
    periodForm: PeriodForm = .canonical, boundaryDay: Int? = nil, aggregation: Aggregation = .none
  ) -> SourceDefinition {
    .sample(
      concept: ConceptDefinition(attributes: [:], boundaryDay: boundaryDay),
      dimensions: [
        DimensionMapping(
          dimension: dimension, origin: .column(dimension), crosswalk: crosswalk,
          matching: matching, periodForm: periodForm)
      ], aggregation: aggregation)
  }
}
