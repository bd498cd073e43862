/// Why objects cannot be read or written; every case names what it is about.
package enum ObjectStorageError: Error, Hashable, Sendable {
    // What was asked for.
    case noSuchBucket(String)
    case noSuchKey(ObjectLocation)
    /// Never begun, or completed or aborted since.
    case noSuchUpload(String)
    case badBucketName(String)
    case bucketExists(String)
    case bucketNotEmpty(String)
    case emptyKey
    case keyTooLong(bytes: Int)
    /// Longer than the caller, or S3, allows.
    case tooLarge(size: Int64, limit: Int64)
    /// A condition such as `If-Match` does not hold; `location` as it is.
    case conditionFailed(condition: String, location: ObjectLocation)

    // Uploads in parts.
    case badPartNumber(Int)
    /// A part to complete with was not uploaded, or has another ETag or checksum.
    case badPart(number: Int)
    /// Parts to complete with are not in rising order, or there are none.
    case partsOutOfOrder
    case partTooSmall(number: Int, size: Int64, minimum: Int64)
    /// The size that the whole should have is not what the parts give.
    case badCompletion(problem: String)
    /// The checksum that the whole should have is not what the parts give.
    case wrongChecksum(ChecksumAlgorithm, found: String)

    // The disk.
    /// No room is left.
    case full(path: String)
    /// The index knows the object, and its content is gone or too short.
    case damaged(ObjectLocation)
    case fileFailed(operation: String, path: String, reason: String)
    case indexFailed(reason: String)
    /// The index was written by a newer Katmai.
    case newerIndex(path: String)

    // An endpoint elsewhere.
    case accessDenied(ObjectLocation)
    /// It does not answer, or not as S3 does, after several tries.
    case unreachable(endpoint: String, reason: String)
    /// It answered with an error of its own.
    case refused(ObjectLocation, status: Int, code: String)
    /// It does not let the bucket be listed, whatever it lets be read.
    case listingDenied(bucket: String, status: Int, code: String)
    /// It answered a listing with another error of its own.
    case listingRefused(bucket: String, status: Int, code: String)
    /// What it answered is no page of a listing; `problem` says why not.
    case badListing(bucket: String, problem: String)

    // Staging.
    /// What is in use already fills the cache.
    case stagingFull(needed: Int64, limit: Int64)
}

extension ObjectStorageError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .noSuchBucket(let name): "there is no bucket \(name)"
        case .noSuchKey(let location): "there is no object \(location)"
        case .noSuchUpload(let id): "there is no upload \(id): it was completed or aborted, or never begun"
        case .badBucketName(let name): "no bucket can be called \(name)"
        case .bucketExists(let name): "there is a bucket \(name) already"
        case .bucketNotEmpty(let name): "the bucket \(name) still holds objects"
        case .emptyKey: "an object's key cannot be empty"
        case .keyTooLong(let bytes): "a key has at most 1024 bytes, this one has \(bytes)"
        case .tooLarge(let size, let limit): "\(size) bytes are more than the \(limit) that are allowed"
        case .conditionFailed(let condition, let location): "\(condition) does not hold for \(location)"
        case .badPartNumber(let number): "parts are numbered 1 to 10000, not \(number)"
        case .badPart(let number): "part \(number) was not uploaded, or is not what was uploaded"
        case .partsOutOfOrder: "the parts of an upload must be listed in rising order, and be at least one"
        case .partTooSmall(let number, let size, let minimum):
            "part \(number) has \(size) bytes; all but the last need at least \(minimum)"
        case .badCompletion(let problem): "the upload cannot be completed: \(problem)"
        case .wrongChecksum(let algorithm, let found):
            "the upload cannot be completed: its \(algorithm.rawValue) is \(found)"
        case .full(let path): "there is no room left on the disk of \(path)"
        case .damaged(let location): "the content of \(location) is missing or cut off"
        case .fileFailed(let operation, let path, let reason): "\(path): cannot \(operation): \(reason)"
        case .indexFailed(let reason): "the index of objects failed: \(reason)"
        case .newerIndex(let path): "\(path) was written by a newer Katmai: update Katmai"
        case .accessDenied(let location): "access to \(location) is denied"
        case .unreachable(let endpoint, let reason): "\(endpoint) cannot be reached: \(reason)"
        case .refused(let location, let status, let code): "\(location) was refused: \(status) \(code)"
        case .listingDenied(let bucket, let status, let code):
            "the bucket \(bucket) may not be listed (its endpoint answered \(status) \(code)): the access key in its "
                + "settings has to be right, and to be allowed s3:ListBucket"
        case .listingRefused(let bucket, let status, let code):
            "the bucket \(bucket) cannot be listed: its endpoint answered \(status) \(code)"
        case .badListing(let bucket, let problem):
            "the bucket \(bucket) cannot be listed: its endpoint answered with \(problem)"
        case .stagingFull(let needed, let limit):
            "\(needed) bytes more do not fit into the cache of \(limit) bytes: all in it is in use"
        }
    }
}
