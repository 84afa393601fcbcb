extension RecordBatch {
  /// FNV-1a over the fields of a record: names the record that changed in a file whose hash no
  /// longer fits.
  ///
  /// It locates, it does not prove; that is the file's SHA-256.
  package func checksum(of record: Int) -> UInt32 {
    var hash = FieldHash()
    for field in 0..<fieldCount(of: record) {
      let bytes = bytes(of: field, of: record)
      for index in bytes { hash.add(text[index]) }
      hash.endField(isNull: isNull[firstField[record] + field])
    }
    return hash.value
  }

  /// The checksums of all records.
  package func checksums() -> [UInt32] {
    var sums: [UInt32] = []
    sums.reserveCapacity(count)
    while sums.count + 4 <= count { appendFour(to: &sums) }
    while sums.count < count { sums.append(checksum(of: sums.count)) }
    return sums
  }

  /// Four records side by side: each step of the hash waits for the one before it, so that a
  /// processor has time for four.
  private func appendFour(to sums: inout [UInt32]) {
    let first = sums.count
    let fields = fieldCount(of: first)
    guard (1...3).allSatisfy({ fieldCount(of: first + $0) == fields }) else {
      for record in first..<first + 4 { sums.append(checksum(of: record)) }
      return
    }
    let bytes = text.span
    var (a, b, c, d) = (FieldHash(), FieldHash(), FieldHash(), FieldHash())
    for field in 0..<fields {
      let (p, q) = (self.bytes(of: field, of: first), self.bytes(of: field, of: first + 1))
      let (r, s) = (self.bytes(of: field, of: first + 2), self.bytes(of: field, of: first + 3))
      let shared = min(min(p.count, q.count), min(r.count, s.count))
      for index in 0..<shared {
        a.add(bytes[p.lowerBound + index])
        b.add(bytes[q.lowerBound + index])
        c.add(bytes[r.lowerBound + index])
        d.add(bytes[s.lowerBound + index])
      }
      for index in p.dropFirst(shared) { a.add(bytes[index]) }
      for index in q.dropFirst(shared) { b.add(bytes[index]) }
      for index in r.dropFirst(shared) { c.add(bytes[index]) }
      for index in s.dropFirst(shared) { d.add(bytes[index]) }
      a.endField(isNull: isNull[firstField[first] + field])
      b.endField(isNull: isNull[firstField[first + 1] + field])
      c.endField(isNull: isNull[firstField[first + 2] + field])
      d.endField(isNull: isNull[firstField[first + 3] + field])
    }
    sums.append(a.value)
    sums.append(b.value)
    sums.append(c.value)
    sums.append(d.value)
  }

  /// Where a field stands, null or not.
  private func bytes(of field: Int, of record: Int) -> Range<Int> {
    let index = firstField[record] + field
    return (index == 0 ? 0 : ends[index - 1])..<ends[index]
  }
}

private struct FieldHash {
  private(set) var value: UInt32 = 0x811c_9dc5

  @inline(__always)
  mutating func add(_ byte: UInt8) { value = (value ^ UInt32(byte)) &* 0x0100_0193 }

  /// Parts the fields, and null from empty.
  @inline(__always)
  mutating func endField(isNull: Bool) { value = (value ^ (isNull ? 0x1FF : 0x100)) &* 0x0100_0193 }
}
