import Files
import LibXML2
import StatisticalModel

/// Groups that stand behind observations they belong to.
///
/// The schemas of 2.1 put groups first; those of 3.x let them stand anywhere in a data set. A
/// message that may have late ones is read twice: for its groups, then for its observations.
struct SDMXLateGroups {
  /// By the number of the data set.
  let groups: [Int: SDMXGroups]
  /// Those of the whole message, in whose positions the groups are written.
  let components: SDMXComponents

  private static let chunk = 1 << 20

  init(groups: [Int: SDMXGroups], components: SDMXComponents) {
    self.groups = groups
    self.components = components
  }

  /// Reads the groups of a message; nil when none stands behind an observation.
  ///
  /// What is wrong with the message is left to the second reading.
  /// - Throws: `FileFailure`.
  init?(path: String, displayName: String, expecting expectation: SDMXExpectation) throws {
    guard try Self.mayOccur(in: path) else { return nil }
    var sink = SDMXMessageSink(expecting: expectation, groups: .collected) { _ in }
    var reader = try XMLReader(
      path: path, displayName: displayName, encoding: .utf8, hashing: .none)
    do {
      try reader.read(into: &sink)
    } catch is ExtractionError {}
    groups = sink.collectedGroups
    components = sink.records.components
  }

  /// Whether a message of 3.x in an encoding that keeps ASCII has `<Group` or `<Atts` behind
  /// `<Series` or `<Obs`: these names have no prefix, since they are in no namespace.
  ///
  /// Costs a twentieth of reading.
  private static func mayOccur(in path: String) throws(FileFailure) -> Bool {
    let size = try InputFile(path: path, hashing: .none).size
    let first = try slice(of: path, offset: 0, length: min(size, 4096))
    guard isOfVersion3(first.span) else { return false }
    var isBehindObservation = false
    var offset = 0
    while offset < size {
      // A name that a chunk cuts off begins the next one.
      let length = min(size - offset, chunk)
      let bytes = try slice(of: path, offset: offset, length: length)
      if hasLateGroup(bytes.span, &isBehindObservation) { return true }
      offset += length < chunk ? length : length - 8
    }
    return false
  }

  private static func isOfVersion3(_ bytes: borrowing Span<UInt8>) -> Bool {
    var position = 0
    while let found = firstIndex(of: UInt8(ascii: "s"), in: bytes, from: position) {
      if begins("sdmxml/schemas/v3_", bytes, found) { return true }
      position = found + 1
    }
    return false
  }

  private static func hasLateGroup(
    _ bytes: borrowing Span<UInt8>, _ isBehindObservation: inout Bool
  ) -> Bool {
    var position = 0
    while let tag = firstIndex(of: UInt8(ascii: "<"), in: bytes, from: position) {
      position = tag + 1
      guard position < bytes.count else { return false }
      switch bytes[position] {
      case UInt8(ascii: "G"), UInt8(ascii: "A"):
        if isBehindObservation, begins("Group", bytes, position) || begins("Atts", bytes, position)
        {
          return true
        }
      case UInt8(ascii: "S"), UInt8(ascii: "O"):
        if !isBehindObservation {
          isBehindObservation =
            begins("Series", bytes, position) || begins("Obs", bytes, position)
        }
      default: break
      }
    }
    return false
  }

  private static func begins(
    _ name: String, _ bytes: borrowing Span<UInt8>, _ position: Int
  ) -> Bool {
    var index = position
    for byte in name.utf8 {
      guard index < bytes.count, bytes[index] == byte else { return false }
      index += 1
    }
    return true
  }
}

/// Where the groups of a message come from.
enum SDMXGroupReading {
  /// They are taken where they stand, before the observations.
  case inPlace
  /// They are collected, wherever they stand; the observations are not looked at.
  case collected
  /// They were collected before.
  case known(SDMXLateGroups)
}
