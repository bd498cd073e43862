import Foundation

/// The checks of content that S3's clients send and expect.
package enum ChecksumAlgorithm: String, CaseIterable, Sendable, Codable {
    case crc32 = "CRC32"
    case crc32c = "CRC32C"
    case crc64nvme = "CRC64NVME"
    case sha1 = "SHA1"
    case sha256 = "SHA256"

    /// Length of a value in bytes.
    package var byteCount: Int {
        switch self {
        case .crc32, .crc32c: 4
        case .crc64nvme: 8
        case .sha1: 20
        case .sha256: 32
        }
    }

    /// The redundancy check that it is; nil for a digest, whose parts' values do not give the whole's.
    var redundancyCheck: CyclicRedundancyCheck.Kind? {
        switch self {
        case .crc32: .crc32
        case .crc32c: .crc32c
        case .crc64nvme: .crc64nvme
        case .sha1, .sha256: nil
        }
    }

    /// What an upload in parts has where its beginning does not say: only CRC-64 has no form made of the parts' values.
    package var usualKind: ChecksumKind { self == .crc64nvme ? .fullObject : .composite }

    /// Whether an upload in parts may have a checksum of this kind.
    package func allows(_ kind: ChecksumKind) -> Bool {
        switch kind {
        case .composite: self != .crc64nvme
        case .fullObject: redundancyCheck != nil
        }
    }
}

/// What a checksum is taken of.
package enum ChecksumKind: String, Sendable, Codable {
    /// The whole content.
    case fullObject = "FULL_OBJECT"
    /// The values of the parts, one behind the other.
    case composite = "COMPOSITE"
}

/// A checksum as it goes over the wire.
package struct Checksum: Hashable, Sendable {
    package let algorithm: ChecksumAlgorithm
    package let kind: ChecksumKind
    /// In base64; behind a composite one stands `-` and the number of parts.
    package let value: String

    package init(algorithm: ChecksumAlgorithm, kind: ChecksumKind = .fullObject, value: String) {
        self.algorithm = algorithm
        self.kind = kind
        self.value = value
    }

    /// Whether `value` is the base64 of as many bytes as the algorithm gives.
    package var isWellFormed: Bool { Data(base64Encoded: value)?.count == algorithm.byteCount }
}

/// The checksum that an upload in parts will have.
package struct ChecksumPlan: Hashable, Sendable {
    package let algorithm: ChecksumAlgorithm
    package let kind: ChecksumKind

    package init(algorithm: ChecksumAlgorithm, kind: ChecksumKind) {
        self.algorithm = algorithm
        self.kind = kind
    }
}

/// The checksum of an upload, from those of its parts.
enum PartChecksums {
    /// A part's checksum in base64, and its size in bytes.
    struct Part {
        let value: String
        let size: Int64
    }

    /// Nil where a part's value is not base64 of the right length.
    static func whole(
        _ parts: [Part],
        _ algorithm: ChecksumAlgorithm,
        _ kind: ChecksumKind
    ) -> Checksum? {
        let values = parts.map { Data(base64Encoded: $0.value) ?? Data() }
        guard values.allSatisfy({ $0.count == algorithm.byteCount }) else { return nil }
        switch kind {
        case .composite:
            var digest = ChecksumDigest(algorithm)
            for value in values { value.withUnsafeBytes { digest.update($0) } }
            let text = "\(digest.base64)-\(parts.count)"
            return Checksum(algorithm: algorithm, kind: .composite, value: text)
        case .fullObject:
            guard let check = algorithm.redundancyCheck, let first = values.first else { return nil }
            var result = number(first)
            for (part, value) in zip(parts, values).dropFirst() {
                result = check.combine(result, number(value), secondLength: part.size)
            }
            return Checksum(
                algorithm: algorithm,
                value: ChecksumDigest.base64(of: result, width: check.width)
            )
        }
    }

    private static func number(_ bytes: Data) -> UInt64 {
        bytes.reduce(0) { $0 << 8 | UInt64($1) }
    }
}
