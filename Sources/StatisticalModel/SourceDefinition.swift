/// A source: one provider's dataflow, what its numbers mean and how its files are laid out.
package struct SourceDefinition: Sendable {
  package var id: String
  package var title: LocalizedText
  /// The agent that answers for the figures.
  package var provider: String
  package var concept: ConceptDefinition
  package var layout: FileLayout
  package var rows: [RowRule]
  /// Where each dimension's code comes from when a value column does not set it.
  package var dimensions: [DimensionMapping]
  package var values: [ValueColumn]
  package var numbers: NumberFormat
  /// The source's own marks for absent values, to their typed state.
  ///
  /// `""` is a null field.
  package var markers: [String: Marker]
  /// The column that holds each record's own reference date, where the file has one.
  package var asOfColumn: String?
  package var aggregation: Aggregation
  /// The columns that together name the unit a record is of (a school, a clinic), where records add
  /// up and a unit gives each cell once; empty where the source names none.
  package var unitColumns: [String]

  package init(
    id: String, title: LocalizedText, provider: String, concept: ConceptDefinition,
    layout: FileLayout, rows: [RowRule], dimensions: [DimensionMapping], values: [ValueColumn],
    numbers: NumberFormat, markers: [String: Marker], asOfColumn: String?, aggregation: Aggregation,
    unitColumns: [String] = []
  ) {
    self.id = id
    self.title = title
    self.provider = provider
    self.concept = concept
    self.layout = layout
    self.rows = rows
    self.dimensions = dimensions
    self.values = values
    self.numbers = numbers
    self.markers = markers
    self.asOfColumn = asOfColumn
    self.aggregation = aggregation
    self.unitColumns = unitColumns
  }
}

/// Text by language (`en`, `ru`, `kk`); English is always there.
package typealias LocalizedText = [String: String]
