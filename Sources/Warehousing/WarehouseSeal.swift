internal import Crypto
internal import Files
internal import StatisticalModel

/// A digest of the whole file of a warehouse, as the run that wrote it left it, kept in its lock file.
///
/// Where it is that of the file now, not a byte has been changed since: every row is as published, and
/// need not be digested before it is used. It is broken by whatever writes to the file, and by
/// whatever keeps a run from writing it; the rows are digested then, as they are in `verify` always.
/// It says no more than that nobody but runs of the program has touched the file: who could forge it
/// could forge the manifests too.
enum WarehouseSeal {
  private static let piece = 1 << 20

  /// SHA-256, in hexadecimal, over the SHA-256s of the file's pieces, which any thread can take.
  static func digest(of path: String, jobs: Int) throws(FileFailure) -> String {
    guard let size = fileSize(path) else { throw FileFailure(path: path, reason: .notFound) }
    let found = (0..<size).cut(every: piece).parallelMap(jobs: jobs) { piece in
      Result { () throws(FileFailure) in
        SHA256.hash(data: try slice(of: path, offset: piece.lowerBound, length: piece.count))
      }
    }
    var hash = SHA256()
    for piece in found { hash.update(data: Array(try piece.get())) }
    return hexadecimal(hash.finalize())
  }
}
