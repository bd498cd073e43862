import Annotations
import Crypto
import Foundation
import TrainingRuns

/// One number for what a model was trained and measured on.
enum SampleDigest {
    /// SHA-256 in lower-case hexadecimal over each image's bytes, state and boxes, whatever the order of the samples.
    static func sha256(of samples: [TrainingJob.Sample]) throws -> String {
        var parts = try samples.map { sample in
            var hash = SHA256()
            hash.update(data: try Data(contentsOf: URL(filePath: sample.path), options: .mappedIfSafe))
            let objects = sample.image.annotations
                .map { "\($0.label) \($0.box.left) \($0.box.top) \($0.box.width) \($0.box.height)" }
                .sorted()
            hash.update(
                data: Data((sample.image.state.rawValue + "\n" + objects.joined(separator: "\n")).utf8)
            )
            return Data(hash.finalize())
        }
        parts.sort { $0.lexicographicallyPrecedes($1) }
        var whole = SHA256()
        for part in parts { whole.update(data: part) }
        return whole.finalize().map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
