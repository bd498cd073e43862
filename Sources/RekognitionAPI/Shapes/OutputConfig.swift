import Projects

/// Where the files of a training go, in requests and in answers.
struct OutputConfig: Hashable, Sendable, Encodable {
    let bucket: String?
    let prefix: String?

    init(_ place: OutputPlace) {
        bucket = place.bucket
        prefix = place.prefix
    }

    private enum CodingKeys: String, CodingKey {
        case bucket = "S3Bucket"
        case prefix = "S3KeyPrefix"
    }

    /// The place that is meant.
    func place() throws(RekognitionError) -> OutputPlace {
        guard let bucket else {
            throw .invalidParameter("An OutputConfig needs an S3Bucket.")
        }
        return OutputPlace(bucket: bucket, prefix: prefix)
    }
}

extension OutputConfig: RequestStructure {
    init(_ members: Members) throws(RekognitionError) {
        bucket = try members.optional("S3Bucket", .s3Bucket)
        prefix = try members.optional("S3KeyPrefix", .s3KeyPrefix)
    }
}
