package import StatisticalModel

/// The deletes of a delivery that leave parts of their keys open: each means every observation with
/// the parts it names.
///
/// SDMX 3.1, section 3A part IV, 4.1: a dimension value that a delete omits is a "bulk deletion:
/// dimension value doesn't matter". SDMX-CSV 2.0, column content: "Delete operations allow
/// wildcarding dimensions by leaving the corresponding dimension field empty".
package struct OpenDeletions: Sendable {
  /// A record that deletes.
  package struct Deletion: Sendable {
    package var record: Int
    /// Position of the value's field in the record.
    package var field: Int
    package var asOf: Period?

    package init(record: Int, field: Int, asOf: Period?) {
      self.record = record
      self.field = field
      self.asOf = asOf
    }
  }

  /// Deletes that name the same dimensions.
  private struct Shape: Sendable {
    /// The bits of a key that the named dimensions take.
    var named: UInt128
    /// The latest of those that name the same codes, counted from 1.
    var latest: [UInt128: Int] = [:]
  }

  private var deletions: [Deletion] = []
  private var shapes: [Shape] = []

  package init() {}

  package var isEmpty: Bool { deletions.isEmpty }
  package var count: Int { deletions.count }

  /// Adds a delete of the cells that have the codes of a key; 0 there is every code.
  package mutating func add(_ deletion: Deletion, of key: CellKey, in structure: Structure) {
    deletions.append(deletion)
    var named = CellKey(bits: .max)
    for position in structure.dimensions.indices
    where structure.number(at: position, in: key) == 0 {
      named = structure.replacing(position, with: 0, in: named)
    }
    let shape = shapes.firstIndex { $0.named == named.bits } ?? shapes.count
    if shape == shapes.count { shapes.append(Shape(named: named.bits)) }
    shapes[shape].latest[key.bits] = deletions.count
  }

  /// The number of the latest delete that means a cell, counted from 1; 0 where none does.
  ///
  /// - Complexity: by how many choices of dimensions the deletes make, not by how many they are.
  package func latest(of key: CellKey) -> Int {
    shapes.reduce(0) { max($0, $1.latest[key.bits & $1.named] ?? 0) }
  }

  package subscript(number: Int) -> Deletion { deletions[number - 1] }

  /// What a delete makes of an observation.
  package func delete(_ observation: inout SourceObservation, by number: Int) {
    let deletion = self[number]
    observation.value = ObservedValue(absent: .deleted)
    observation.records = [deletion.record]
    observation.duplicates = []
    observation.field = deletion.field
    observation.asOf = deletion.asOf ?? observation.asOf
  }
}
