import HTTPTypes
import HummingbirdCore
import ObjectStorage

extension S3Door {
    func completeMultipartUpload(_ call: S3Call, _ sender: Authenticator.Sender) async throws -> Response {
        let location = try call.location()
        let id = uploadID(call)
        let plan = try await store.upload(id, to: location).checksum
        let body = try await checkedBody(call, sender, limit: RequestDocument.longest, ofWhole: true)
        let document = try RequestDocument.decode(CompleteMultipartUploadDocument.self, from: body)
        guard !document.parts.isEmpty else { throw S3Error.malformedXML }
        let info = try await store.completeUpload(
            id,
            to: location,
            parts: document.parts.map { part in
                ChosenPart(
                    number: part.number,
                    etag: EntityTags.unquoted(part.etag),
                    checksum: plan.flatMap { part.checksum($0.algorithm) }
                )
            },
            expecting: expectedWhole(call.headers, plan),
            condition: Preconditions.write(call.headers)
        )
        return answer(
            .document("CompleteMultipartUploadResult") { xml in
                xml.element("Location", "/\(location.bucket)/\(PercentCoding.encode(location.key))")
                xml.element("Bucket", location.bucket)
                xml.element("Key", location.key)
                xml.element("ETag", "\"\(info.etag)\"")
                xml.checksum(info.checksum)
                xml.element("ChecksumType", info.checksum?.kind.rawValue)
            }
        )
    }

    /// What the headers say of the object that is to come out.
    private func expectedWhole(_ headers: HTTPFields, _ plan: ChecksumPlan?) throws(S3Error) -> ExpectedWhole
    {
        var expected = ExpectedWhole()
        if let text = headers[.wholeSize] {
            guard let size = Int64(text) else {
                throw .invalidArgument("x-amz-mp-object-size", text, "The size must be a number")
            }
            expected.size = size
        }
        for algorithm in ChecksumAlgorithm.allCases {
            guard let value = headers[.checksum(algorithm)] else { continue }
            guard algorithm == plan?.algorithm else {
                throw .invalidRequest(
                    "The upload was not created with the checksum algorithm \(algorithm.rawValue)."
                )
            }
            expected.checksum = Checksum(algorithm: algorithm, value: value)
        }
        return expected
    }
}

extension CompleteMultipartUploadDocument.Part {
    /// The part's checksum by an algorithm, in base64; nil where it is not told.
    fileprivate func checksum(_ algorithm: ChecksumAlgorithm) -> String? {
        switch algorithm {
        case .crc32: crc32
        case .crc32c: crc32c
        case .crc64nvme: crc64nvme
        case .sha1: sha1
        case .sha256: sha256
        }
    }
}
