import ObjectStorage

/// The place of an object in S3, in requests and in answers.
struct S3Object: Hashable, Sendable, Encodable {
    let bucket: String?
    let name: String?
    let version: String?

    init(_ location: ObjectLocation) {
        bucket = location.bucket
        name = location.key
        version = nil
    }

    private enum CodingKeys: String, CodingKey {
        case bucket = "Bucket"
        case name = "Name"
        case version = "Version"
    }

    /// The object that is meant.
    ///
    /// Buckets keep one version of an object, which S3 calls `null`.
    func location() throws(RekognitionError) -> ObjectLocation {
        guard let bucket, let name else {
            throw .invalidParameter("An S3Object needs a Bucket and a Name.")
        }
        let location = ObjectLocation(bucket: bucket, key: name)
        guard version == nil || version == "null" else { throw .unreadableS3Object(location) }
        return location
    }
}

extension S3Object: RequestStructure {
    init(_ members: Members) throws(RekognitionError) {
        bucket = try members.optional("Bucket", .s3Bucket)
        name = try members.optional("Name", .s3ObjectName)
        version = try members.optional("Version", .s3ObjectVersion)
    }
}

/// A manifest in S3.
struct GroundTruthManifest: Hashable, Sendable, Encodable {
    let s3Object: S3Object?

    init(_ location: ObjectLocation) { s3Object = S3Object(location) }

    private enum CodingKeys: String, CodingKey {
        case s3Object = "S3Object"
    }

    /// The object that is meant.
    func location() throws(RekognitionError) -> ObjectLocation {
        guard let s3Object else {
            throw .invalidParameter("A GroundTruthManifest needs an S3Object.")
        }
        return try s3Object.location()
    }
}

extension GroundTruthManifest: RequestStructure {
    init(_ members: Members) throws(RekognitionError) {
        s3Object = try members.optional("S3Object", StructureShape<S3Object>())
    }
}
