import AWSSignatureV4
import Crypto
import Foundation

/// One algorithm's work on content that passes by.
enum ChecksumDigest: Sendable {
    case redundancyCheck(CyclicRedundancyCheck)
    case sha1(Insecure.SHA1)
    case sha256(SHA256)

    init(_ algorithm: ChecksumAlgorithm) {
        switch algorithm {
        case .crc32: self = .redundancyCheck(CyclicRedundancyCheck(.crc32))
        case .crc32c: self = .redundancyCheck(CyclicRedundancyCheck(.crc32c))
        case .crc64nvme: self = .redundancyCheck(CyclicRedundancyCheck(.crc64nvme))
        case .sha1: self = .sha1(Insecure.SHA1())
        case .sha256: self = .sha256(SHA256())
        }
    }

    mutating func update(_ bytes: UnsafeRawBufferPointer) {
        switch self {
        case .redundancyCheck(var check):
            check.update(bytes)
            self = .redundancyCheck(check)
        case .sha1(var digest):
            digest.update(bufferPointer: bytes)
            self = .sha1(digest)
        case .sha256(var digest):
            digest.update(bufferPointer: bytes)
            self = .sha256(digest)
        }
    }

    /// The value so far, as it goes over the wire.
    var base64: String {
        switch self {
        case .redundancyCheck(let check): Self.base64(of: check.value, width: check.kind.width)
        case .sha1(let digest): Data(digest.finalize()).base64EncodedString()
        case .sha256(let digest): Data(digest.finalize()).base64EncodedString()
        }
    }

    /// A number's lowest `width` bits, the highest byte first.
    static func base64(of number: UInt64, width: Int) -> String {
        let bytes = stride(from: width - 8, through: 0, by: -8).map {
            UInt8(truncatingIfNeeded: number >> $0)
        }
        return Data(bytes).base64EncodedString()
    }
}

/// What content amounts to once all of it has passed by.
package struct ContentSummary: Hashable, Sendable {
    /// In bytes.
    package let size: Int64
    package let md5: [UInt8]
    /// In lower-case hexadecimal, as signatures name it; nil unless it was asked for.
    package let payloadDigest: String?
    /// In base64; those asked for.
    package let checksums: [ChecksumAlgorithm: String]

    /// The ETag of an object written at once.
    var etag: String { Hexadecimal.text(md5) }
}

extension ContentSummary {
    /// Of content that is at hand; `hashesPayload` asks for the SHA-256.
    package init(of bytes: [UInt8], _ algorithms: Set<ChecksumAlgorithm>, hashesPayload: Bool) {
        var digest = ContentDigest(algorithms, hashesPayload: hashesPayload)
        bytes.withUnsafeBytes { digest.update($0) }
        self = digest.summary
    }
}

/// The digests of content that passes by.
struct ContentDigest: Sendable {
    private var size: Int64 = 0
    private var md5 = Insecure.MD5()
    private var payload: SHA256?
    private var checksums: [ChecksumAlgorithm: ChecksumDigest]

    /// `hashesPayload` asks for the SHA-256 that a signature may have named.
    init(_ algorithms: Set<ChecksumAlgorithm>, hashesPayload: Bool) {
        payload = hashesPayload ? SHA256() : nil
        checksums = Dictionary(uniqueKeysWithValues: algorithms.map { ($0, ChecksumDigest($0)) })
    }

    mutating func update(_ bytes: UnsafeRawBufferPointer) {
        size += Int64(bytes.count)
        md5.update(bufferPointer: bytes)
        payload?.update(bufferPointer: bytes)
        for algorithm in checksums.keys { checksums[algorithm]?.update(bytes) }
    }

    var summary: ContentSummary {
        ContentSummary(
            size: size,
            md5: Array(md5.finalize()),
            payloadDigest: payload.map { Hexadecimal.text($0.finalize()) },
            checksums: checksums.mapValues(\.base64)
        )
    }
}
