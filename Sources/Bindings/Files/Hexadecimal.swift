import Crypto

/// Bytes in lower-case hexadecimal.
package func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
  let digits = [UInt8]("0123456789abcdef".utf8)
  let text = bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
  return String(decoding: text, as: UTF8.self)
}

/// SHA-256 (FIPS 180-4) of bytes, in hexadecimal.
package func sha256(of bytes: [UInt8]) -> String { hexadecimal(SHA256.hash(data: bytes)) }

/// SHA-256 of a text in UTF-8, in hexadecimal.
package func sha256(of text: String) -> String { sha256(of: Array(text.utf8)) }
