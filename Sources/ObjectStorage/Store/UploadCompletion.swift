import AWSSignatureV4
import Crypto
import Foundation

/// The object that chosen parts make: the rules of completing an upload, without any doing.
struct UploadCompletion {
    private let parts: [PartRecord]
    private let checksum: Checksum?

    /// Refuses a choice that makes no object.
    init(
        _ chosen: [ChosenPart],
        from uploaded: [PartRecord],
        _ plan: ChecksumPlan?,
        _ limits: ObjectStore.Limits
    ) throws {
        guard !chosen.isEmpty, zip(chosen, chosen.dropFirst()).allSatisfy({ $0.number < $1.number }) else {
            throw ObjectStorageError.partsOutOfOrder
        }
        let known = Dictionary(uniqueKeysWithValues: uploaded.map { ($0.number, $0) })
        let parts = try chosen.map { choice -> PartRecord in
            guard let part = known[choice.number], part.etag == choice.etag,
                choice.checksum == nil || part.checksum == nil || choice.checksum == part.checksum
            else { throw ObjectStorageError.badPart(number: choice.number) }
            return part
        }
        for part in parts.dropLast() where part.size < limits.smallestPart {
            throw ObjectStorageError.partTooSmall(
                number: part.number,
                size: part.size,
                minimum: limits.smallestPart
            )
        }
        let size = parts.reduce(0) { $0 + $1.size }
        guard size <= limits.largestObject else {
            throw ObjectStorageError.tooLarge(size: size, limit: limits.largestObject)
        }
        self.parts = parts
        checksum = plan.flatMap { plan in
            let values = parts.map { PartChecksums.Part(value: $0.checksum ?? "", size: $0.size) }
            return PartChecksums.whole(values, plan.algorithm, plan.kind)
        }
    }

    /// The parts' content in order.
    var pieces: [Piece] {
        parts.map { Piece(number: $0.number, content: $0.content, size: $0.size) }
    }

    /// Refuses a whole that is not what its completer says it is.
    func check(_ expected: ExpectedWhole) throws {
        if let size = expected.size, size != self.size {
            throw ObjectStorageError.badCompletion(problem: "the parts have \(self.size) bytes, not \(size)")
        }
        guard let wanted = expected.checksum, let checksum, wanted.algorithm == checksum.algorithm else {
            return
        }
        // Composite values are also told without the number of parts behind them.
        let found = checksum.value
        guard wanted.value == found || found.hasPrefix("\(wanted.value)-") else {
            throw ObjectStorageError.wrongChecksum(checksum.algorithm, found: found)
        }
    }

    /// The object at a moment.
    func object(of upload: UploadRecord, at moment: Date) -> ObjectInfo {
        ObjectInfo(
            location: upload.location,
            size: size,
            etag: etag,
            lastModified: moment,
            storageClass: upload.storageClass,
            checksum: checksum,
            attributes: upload.attributes
        )
    }

    private var size: Int64 { parts.reduce(0) { $0 + $1.size } }

    /// The MD5 of the parts' MD5s, and how many there are.
    private var etag: String {
        var digest = Insecure.MD5()
        for part in parts { digest.update(data: Hexadecimal.bytes(part.etag) ?? []) }
        return "\(Hexadecimal.text(digest.finalize()))-\(parts.count)"
    }
}
