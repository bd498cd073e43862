import HTTPTypes
import ObjectStorage

extension S3Error {
    /// What the store could not do, as S3 says it.
    init(_ error: ObjectStorageError) {
        switch error {
        case .noSuchBucket(let name):
            self.init(
                "NoSuchBucket",
                .notFound,
                "The specified bucket does not exist",
                [Detail(name: "BucketName", value: name)]
            )
        case .noSuchKey(let location):
            self.init(
                "NoSuchKey",
                .notFound,
                "The specified key does not exist.",
                [Detail(name: "Key", value: location.key)]
            )
        case .badBucketName(let name):
            self.init(
                "InvalidBucketName",
                .badRequest,
                "The specified bucket is not valid.",
                [Detail(name: "BucketName", value: name)]
            )
        case .bucketExists(let name):
            self.init(
                "BucketAlreadyOwnedByYou",
                .conflict,
                "Your previous request to create the named bucket succeeded and you already own it.",
                [Detail(name: "BucketName", value: name)]
            )
        case .bucketNotEmpty(let name):
            self.init(
                "BucketNotEmpty",
                .conflict,
                "The bucket you tried to delete is not empty",
                [Detail(name: "BucketName", value: name)]
            )
        case .emptyKey:
            self = .invalidURI
        case .keyTooLong(let bytes):
            self.init(
                "KeyTooLongError",
                .badRequest,
                "Your key is too long",
                [
                    Detail(name: "Size", value: "\(bytes)"),
                    Detail(name: "MaxSizeAllowed", value: "\(ObjectStore.longestKey)"),
                ]
            )
        case .tooLarge(let size, let limit):
            self.init(
                "EntityTooLarge",
                .badRequest,
                "Your proposed upload exceeds the maximum allowed size",
                [
                    Detail(name: "ProposedSize", value: "\(size)"),
                    Detail(name: "MaxSizeAllowed", value: "\(limit)"),
                ]
            )
        case .conditionFailed(let condition, _):
            self = .preconditionFailed(condition)
        case .noSuchUpload, .badPartNumber, .badPart, .partsOutOfOrder, .partTooSmall, .badCompletion,
            .wrongChecksum:
            self.init(upload: error)
        case .full:
            self = .full
        case .damaged, .fileFailed, .indexFailed, .newerIndex, .accessDenied, .unreachable, .refused,
            .listingDenied, .listingRefused, .badListing, .stagingFull:
            self = .internalError
        }
    }

    /// What is wrong with an upload in parts.
    private init(upload error: ObjectStorageError) {
        switch error {
        case .noSuchUpload(let id):
            self.init(
                "NoSuchUpload",
                .notFound,
                "The specified upload does not exist. The upload ID may be invalid, or the upload may have been "
                    + "aborted or completed.",
                [Detail(name: "UploadId", value: id)]
            )
        case .badPartNumber(let number):
            self = .invalidArgument(
                "partNumber",
                "\(number)",
                "Part number must be an integer between 1 and 10000, inclusive"
            )
        case .badPart(let number):
            self.init(
                "InvalidPart",
                .badRequest,
                "One or more of the specified parts could not be found.  The part may not have been uploaded, "
                    + "or the specified entity tag may not match the part's entity tag.",
                [Detail(name: "PartNumber", value: "\(number)")]
            )
        case .partsOutOfOrder:
            self.init(
                "InvalidPartOrder",
                .badRequest,
                "The list of parts was not in ascending order. Parts must be ordered by part number."
            )
        case .partTooSmall(let number, let size, let minimum):
            self.init(
                "EntityTooSmall",
                .badRequest,
                "Your proposed upload is smaller than the minimum allowed size",
                [
                    Detail(name: "ProposedSize", value: "\(size)"),
                    Detail(name: "MinSizeAllowed", value: "\(minimum)"),
                    Detail(name: "PartNumber", value: "\(number)"),
                ]
            )
        case .wrongChecksum(let algorithm, _):
            self = .badDigest(algorithm.rawValue)
        default:
            self = .invalidRequest("\(error)")
        }
    }
}
