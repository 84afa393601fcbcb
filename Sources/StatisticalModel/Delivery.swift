/// One received file, as its sender and the clerk who filed it describe it.
package struct Delivery: Hashable, Sendable {
  package enum Status: String, CaseIterable, Sendable {
    case preliminary
    case final
  }

  package var source: String
  /// Below the pipeline's folder of deliveries: `<source>/<file>`.
  package var path: String
  package var sender: String
  /// Days as `yyyymmdd`-able periods of kind date.
  package var received: Period
  /// The date the figures describe; nil where each record has its own or none is stated.
  package var asOf: Period?
  /// Later editions of the same source supersede earlier ones cell by cell.
  package var edition: Int
  package var status: Status
  package var licence: String
  /// Where the content was published.
  package var citation: String
  /// SHA-256 in hexadecimal, as filed; nil when nobody noted one.
  package var sha256: String?
  /// Number of data records the sender announced.
  package var announcedRecords: Int?

  package init(
    source: String, path: String, sender: String, received: Period, asOf: Period?, edition: Int,
    status: Status, licence: String, citation: String, sha256: String?, announcedRecords: Int?
  ) {
    self.source = source
    self.path = path
    self.sender = sender
    self.received = received
    self.asOf = asOf
    self.edition = edition
    self.status = status
    self.licence = licence
    self.citation = citation
    self.sha256 = sha256
    self.announcedRecords = announcedRecords
  }
}

/// A delivery whose bytes were read: what the warehouse keeps of it.
package struct DeliveredFile: Hashable, Sendable {
  package var delivery: Delivery
  /// SHA-256 of the bytes read, in hexadecimal.
  package var sha256: String
  package var size: Int

  package init(delivery: Delivery, sha256: String, size: Int) {
    self.delivery = delivery
    self.sha256 = sha256
    self.size = size
  }
}
