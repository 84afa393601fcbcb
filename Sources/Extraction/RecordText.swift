package import StatisticalModel

/// The text of a slice of a file, for showing a record as it stands there.
///
/// - Parameter start: the first bytes of the file, which tell the byte order of UTF-16.
/// - Returns: nil when the bytes are no text in that encoding.
package func decoded(
  _ bytes: [UInt8], as encoding: TextEncoding, fileStart start: [UInt8]
) -> String? {
  let mark = encoding == .utf16 ? Array(start.prefix(2)) : []
  var decoder = TextDecoder(encoding: encoding)
  var text: [UInt8] = []
  let whole = mark + bytes
  let result = decoder.decode(whole, count: whole.count, isLast: true, into: &text)
  return result.fault == nil ? String(decoding: text, as: UTF8.self) : nil
}
