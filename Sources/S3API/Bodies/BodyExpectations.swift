import AWSSignatureV4
import Foundation
import HTTPTypes
import ObjectStorage

/// What a request's headers say of its content, to be compared with what arrives.
struct BodyExpectations: Sendable {
    private let md5: [UInt8]?
    /// The SHA-256 that was signed, in hexadecimal.
    private let payloadDigest: String?
    /// The checksum in a header.
    private let checksum: Checksum?
    /// The algorithm of a checksum that comes behind the content.
    private let trailingAlgorithm: ChecksumAlgorithm?

    /// Refuses headers that make no sense, or that ask for checks that are not built.
    ///
    /// `ofWhole` tells that the checksum in the headers is that of an object, and not of what this request carries.
    init(_ headers: HTTPFields, payload: Payload, ofWhole: Bool = false) throws(S3Error) {
        if let text = headers[.contentMD5] {
            guard let bytes = Data(base64Encoded: text), bytes.count == 16 else {
                throw S3Error("InvalidDigest", .badRequest, "The Content-MD5 you specified was invalid.")
            }
            md5 = Array(bytes)
        } else {
            md5 = nil
        }
        if case .digest(let digest) = payload { payloadDigest = digest } else { payloadDigest = nil }
        checksum = ofWhole ? nil : try Self.checksum(in: headers)
        trailingAlgorithm = try Self.trailingAlgorithm(in: headers)
        if !ofWhole, headers[.sdkChecksumAlgorithm] != nil, checksum == nil, trailingAlgorithm == nil {
            throw .invalidRequest(
                "x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or "
                    + "x-amz-trailer headers were found."
            )
        }
    }

    /// The checksum of the content that is to be kept with it; nil where the client sends none.
    var algorithm: ChecksumAlgorithm? { checksum?.algorithm ?? trailingAlgorithm }

    /// Whether the content's SHA-256 is to be computed.
    var hashesPayload: Bool { payloadDigest != nil }

    /// Compares what was announced with what arrived; `trailer` is what came behind the content.
    func check(_ summary: ContentSummary, trailer: [String: String]) throws(S3Error) {
        guard md5 == nil || md5 == summary.md5 else { throw .badDigest("Content-MD5") }
        guard payloadDigest == summary.payloadDigest else { throw .payloadMismatch }
        if let checksum { try check(checksum.algorithm, checksum.value, summary) }
        guard let trailingAlgorithm else { return }
        let name = HTTPField.Name.checksum(trailingAlgorithm).canonicalName
        guard let value = trailer[name] else {
            throw S3Error(
                "MalformedTrailerError",
                .badRequest,
                "The request contained trailing data that was not well-formed or did not conform to our published schema."
            )
        }
        try check(trailingAlgorithm, value, summary)
    }

    private func check(
        _ algorithm: ChecksumAlgorithm,
        _ value: String,
        _ summary: ContentSummary
    ) throws(S3Error) {
        guard summary.checksums[algorithm] == value else { throw .badDigest(algorithm.rawValue) }
    }

    /// The checksum in a request's headers, which may be one alone.
    static func checksum(in headers: HTTPFields) throws(S3Error) -> Checksum? {
        let found = ChecksumAlgorithm.allCases.compactMap { algorithm in
            headers[.checksum(algorithm)].map { Checksum(algorithm: algorithm, value: $0) }
        }
        guard found.count <= 1 else {
            throw .invalidRequest(
                "Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed."
            )
        }
        guard let checksum = found.first else { return nil }
        guard checksum.isWellFormed else {
            let name = HTTPField.Name.checksum(checksum.algorithm).canonicalName
            throw .invalidRequest("Value for \(name) header is invalid.")
        }
        return checksum
    }

    /// The algorithm of the checksum that an object is to have; nil where its maker asks for none.
    static func algorithm(in headers: HTTPFields) throws(S3Error) -> ChecksumAlgorithm? {
        guard let name = headers[.checksumAlgorithm]?.uppercased() else { return nil }
        guard let algorithm = ChecksumAlgorithm(rawValue: name) else {
            throw .notImplemented("x-amz-checksum-algorithm: \(name)")
        }
        return algorithm
    }

    private static func trailingAlgorithm(in headers: HTTPFields) throws(S3Error) -> ChecksumAlgorithm? {
        guard let name = headers[.trailerName]?.lowercased() else { return nil }
        let found = ChecksumAlgorithm.allCases.first { HTTPField.Name.checksum($0).canonicalName == name }
        guard let found else { throw .notImplemented("x-amz-trailer: \(name)") }
        return found
    }
}
