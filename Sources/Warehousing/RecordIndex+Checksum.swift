extension RecordIndex {
  /// The checksum of a record; nil where none was taken or there is no such record.
  ///
  /// - Complexity: logarithmic in the blocks.
  package func checksum(of ordinal: Int) -> UInt32? {
    var (low, high) = (0, blocks.count)
    while low < high {
      let middle = (low + high) / 2
      if blocks[middle].firstOrdinal <= ordinal { low = middle + 1 } else { high = middle }
    }
    guard low > 0, ordinal - blocks[low - 1].firstOrdinal < blocks[low - 1].count else {
      return nil
    }
    return blocks[low - 1].checksum(at: ordinal - blocks[low - 1].firstOrdinal)
  }
}
