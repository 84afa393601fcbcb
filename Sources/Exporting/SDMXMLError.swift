import SDMXVocabulary

/// The error message of SDMX-ML 2.1, with which a web service refuses.
package enum SDMXMLError {
  /// - Parameter code: of the guidelines for web services (SDMX 2.1, section 7, 5.8).
  package static func message(code: Int, _ text: String) -> [UInt8] {
    var writer = XMLWriter()
    writer.element(
      "mes:Error",
      [
        "xmlns:mes": SDMXVersion.version21.namespace(.message),
        "xmlns:com": SDMXVersion.version21.namespace(.common),
      ]
    ) { writer in
      writer.element("mes:ErrorMessage", ["code": "\(code)"]) { writer in
        writer.element("com:Text", ["xml:lang": "en"], text)
      }
    }
    return writer.take()
  }
}
