import StatisticalModel

/// The record lists of many cells while they grow, in about two bytes a record.
///
/// All lists share one run of bytes, cut into small links; an array for each would take several
/// times as much, most of it unused.
struct GrowingLists {
  private struct List {
    var first: Int32
    /// The link being filled, and its bytes in use.
    var last: Int32
    var filled: Int32 = 0
    // A file has fewer records than this holds.
    var previous: UInt32 = 0
    var count: UInt32 = 0
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
    let difference = ordinal - Int(lists[list].previous)
    if difference == 0 { return }
    // Changed apart from the others and put back, since its bytes go to another array.
    var grown = lists[list]
    grown.previous = UInt32(ordinal)
    grown.count += 1
    RecordList.encode(difference) { byte in
      if Int(grown.filled) == Self.width {
        next[Int(grown.last)] = Int32(next.count)
        grown.last = Int32(next.count)
        grown.filled = 0
        addLink()
      }
      bytes[Int(grown.last) * Self.width + Int(grown.filled)] = byte
      grown.filled += 1
    }
    lists[list] = grown
  }

  /// Leaves an ordinal alone in a list.
  mutating func replace(_ list: Int, with ordinal: Int) {
    lists[list] = List(first: Int32(next.count), last: Int32(next.count))
    addLink()
    append(ordinal, to: list)
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
          contentsOf: bytes[start..<start + (link == list.last ? Int(list.filled) : Self.width)])
        link = next[Int(link)]
      }
      ends.append(whole.count)
    }
    return lists.indices.map { list in
      RecordList(
        encodedIn: whole, at: (list == 0 ? 0 : ends[list - 1])..<ends[list],
        count: Int(lists[list].count))
    }
  }
}
