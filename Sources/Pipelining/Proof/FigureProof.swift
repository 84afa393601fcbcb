import Extraction
import Files
package import StatisticalModel
package import Warehousing

/// A figure back to the bytes it was taken from, read from the files as they are now.
package struct FigureProof: Sendable {
  package struct Input: Sendable {
    package var traced: FigureTrace.Input
    /// Whether the delivered file still has the hash it was loaded with.
    package var fileIsIntact: Bool
    package var observations: [(row: ObservationRow, records: [ProvenRecord])]
  }

  package var figure: FigureRow
  package var inputs: [Input]
  /// About the cell, applied or not, in the order of replay.
  package var decisions: [DecisionAtCell]
}

/// A record as it stands in the file.
package struct ProvenRecord: Sendable, Hashable {
  package var locator: RecordLocator
  /// The bytes there now; nil when the file is gone or too short.
  package var bytes: [UInt8]?
  /// Of the bytes, in hexadecimal.
  package var sha256: String?
  /// The bytes in the source's encoding.
  package var text: String?
  /// What an SDMX message says of the observation, on its own level and above its bytes; empty where
  /// it was not read for that.
  package var attributes: [StatedAttribute] = []
}

extension OpenedPipeline {
  /// Follows a cell's figure to its records.
  ///
  /// - Throws: `WarehouseError` when there is no such cell or vintage.
  /// - Complexity: hashes each delivered file once; reads SDMX messages once more, for what stands
  ///   above the records.
  package func proof(of key: String, vintage: Int? = nil) throws -> FigureProof {
    let trace = try WarehouseReader(path: folder.warehouse).trace(key, vintage: vintage)
    var proof = FigureProof(of: trace, in: folder, definition: definition)
    for index in proof.inputs.indices where proof.inputs[index].fileIsIntact {
      proof.inputs[index].addAttributes(in: folder, definition: definition)
    }
    return proof
  }
}

extension FigureProof.Input {
  /// Adds the attributes of the records, where the file as it was loaded is a message that has some.
  fileprivate mutating func addAttributes(
    in folder: PipelineFolder, definition: PipelineDefinition
  ) {
    guard let source = definition.sources.first(where: { $0.id == traced.delivery.source }) else {
      return
    }
    let path = "\(folder.deliveries)/\(traced.delivery.path)"
    let extractor = Extractor(path: path, displayName: path, layout: source.layout)
    let ordinals = Set(observations.flatMap { $0.records.map(\.locator.ordinal) })
    // A definition that has changed since may not read the file: the bytes are shown all the same.
    guard let found = try? extractor.attributes(of: ordinals) else { return }
    for observation in observations.indices {
      for record in observations[observation].records.indices {
        let ordinal = observations[observation].records[record].locator.ordinal
        observations[observation].records[record].attributes = found[ordinal] ?? []
      }
    }
  }
}

extension FigureProof {
  /// Reads the records of a trace in the files of a pipeline's folder.
  ///
  /// - Parameter recordsPerValue: how many of each value are read; how many there are says the row.
  /// - Complexity: hashes each delivered file once.
  package init(
    of trace: FigureTrace, in folder: PipelineFolder, definition: PipelineDefinition,
    recordsPerValue: Int = .max
  ) {
    figure = trace.figure
    decisions = trace.decisions
    // Hashing whole files is most of the work.
    inputs = trace.inputs.parallelMap(jobs: trace.inputs.count) { input in
      let path = "\(folder.deliveries)/\(input.delivery.path)"
      let digest = try? FileDigest(path: path)
      let encoding = definition.sources.first { $0.id == input.delivery.source }?.layout.encoding
      return Input(
        traced: input, fileIsIntact: digest?.sha256 == input.delivery.sha256,
        observations: input.observations.map { traced in
          (
            row: traced.observation,
            records: traced.records.prefix(recordsPerValue).map {
              ProvenRecord($0.locator, in: path, encoding ?? .utf8)
            }
          )
        })
    }
  }
}

extension ProvenRecord {
  fileprivate init(_ locator: RecordLocator, in path: String, _ encoding: TextEncoding) {
    self.init(locator: locator)
    guard let bytes = try? slice(of: path, offset: locator.offset, length: locator.length) else {
      return
    }
    self.bytes = bytes
    sha256 = Files.sha256(of: bytes)
    let start = (try? slice(of: path, offset: 0, length: 2)) ?? []
    text = decoded(bytes, as: encoding, fileStart: start)
  }
}

extension FileLayout {
  var encoding: TextEncoding {
    switch self {
    case .csv(let layout): layout.encoding
    case .xml(let layout): layout.encoding
    case .sdmx(let layout): layout.encoding
    }
  }
}
