import StatisticalModel

/// The record lists of many cells while they grow, in about two bytes a record.
///
/// All lists share one run of bytes, cut into small links; an array for each would take several
/// times as much, most of it unused.
struct GrowingLists {
  private struct List {
    var first: Int32
    /// Of the link being filled.
    var last: Int32
    /// Bytes in that link.
    var filled = 0
    var previous = 0
    var count = 0
  }

  private static let width = 16

  private var lists: [List] = []
  private var bytes: [UInt8] = []
  /// The link after each link.
  private var next: [Int32] = []

  /// Begins a list; lists are numbered from 0.
  mutating func addList() {
    lists.append(List(first: Int32(next.count), last: Int32(next.count)))
    addLink()
  }

  /// Appends an ordinal, unless it is the one appended last.
  mutating func append(_ ordinal: Int, to list: Int) {
    let difference = ordinal - lists[list].previous
    if difference == 0 { return }
    lists[list].previous = ordinal
    lists[list].count += 1
    RecordList.encode(difference) { append(byte: $0, to: list) }
  }

  /// Leaves an ordinal alone in a list.
  mutating func replace(_ list: Int, with ordinal: Int) {
    lists[list] = List(first: Int32(next.count), last: Int32(next.count))
    addLink()
    append(ordinal, to: list)
  }

  private mutating func append(byte: UInt8, to list: Int) {
    if lists[list].filled == Self.width {
      next[Int(lists[list].last)] = Int32(next.count)
      lists[list].last = Int32(next.count)
      lists[list].filled = 0
      addLink()
    }
    bytes[Int(lists[list].last) * Self.width + lists[list].filled] = byte
    lists[list].filled += 1
  }

  private mutating func addLink() {
    next.append(-1)
    bytes.append(contentsOf: repeatElement(0, count: Self.width))
  }

  /// The lists, by number, end to end in one run of bytes.
  func finished() -> [RecordList] {
    var whole: [UInt8] = []
    whole.reserveCapacity(bytes.count)
    var ends: [Int] = []
    ends.reserveCapacity(lists.count)
    for list in lists {
      var link = list.first
      while link >= 0 {
        let start = Int(link) * Self.width
        whole.append(
          contentsOf: bytes[start..<start + (link == list.last ? list.filled : Self.width)])
        link = next[Int(link)]
      }
      ends.append(whole.count)
    }
    return lists.indices.map { list in
      RecordList(
        encodedIn: whole, at: (list == 0 ? 0 : ends[list - 1])..<ends[list],
        count: lists[list].count)
    }
  }
}
