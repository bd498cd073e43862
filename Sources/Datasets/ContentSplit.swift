import Crypto
import Foundation

/// Takes a share of images out of a set, by a seeded hash of their content.
///
/// An image stays on its side when others come or go, whatever its file is called, and byte-equal copies stay together.
package enum ContentSplit {
    /// Ranks files by the SHA-256 of seed and content and takes the lowest.
    ///
    /// - Parameters:
    ///   - share: 0...1 of the files, rounded; more where copies of the last one follow it, never all.
    ///   - paths: absolute paths of image files.
    ///   - seed: another seed takes other files.
    ///   - purpose: keeps the choices of one run apart ("test", "validation").
    /// - Returns: indices into `paths`, ascending.
    /// - Throws: the file system's error for a file that cannot be read.
    package static func take(
        _ share: Double,
        of paths: [String],
        seed: UInt64,
        purpose: String
    ) throws -> [Int] {
        let count = min(Int((Double(paths.count) * share).rounded()), paths.count - 1)
        guard count > 0 else { return [] }
        let ranks = try paths.enumerated().map { index, path in
            (hash: try rank(path, seed: seed, purpose: purpose), index: index)
        }
        let boundary = ranks.map(\.hash).sorted()[count - 1]
        let taken = ranks.filter { $0.hash <= boundary }.map(\.index)
        return taken.count < paths.count ? taken : []
    }

    private static func rank(_ path: String, seed: UInt64, purpose: String) throws -> String {
        var hash = SHA256()
        hash.update(data: Data("\(purpose) \(seed) ".utf8))
        hash.update(data: try Data(contentsOf: URL(filePath: path), options: .mappedIfSafe))
        return hash.finalize().map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
