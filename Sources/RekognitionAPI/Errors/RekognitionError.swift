import ObjectStorage

/// An error as a client sees it.
struct RekognitionError: Error, Hashable, Sendable {
    let code: ErrorCode
    let message: String

    init(_ code: ErrorCode, _ message: String) {
        self.code = code
        self.message = message
    }
}

extension RekognitionError: CustomStringConvertible {
    var description: String { "\(code.rawValue): \(message)" }
}

/// The texts that Amazon documents, or is known to answer with.
extension RekognitionError {
    static let internalServerError = RekognitionError(.internalServerError, "Internal server error")
    static let invalidPaginationToken = RekognitionError(.invalidPaginationToken, "Invalid Token")

    /// Something about the parameters that no single constraint says; `detail` is a sentence.
    static func invalidParameter(_ detail: String) -> RekognitionError {
        RekognitionError(.invalidParameter, "Request has invalid parameters. \(detail)")
    }

    /// An object that is not there or cannot be read.
    static func unreadableS3Object(_ location: ObjectLocation) -> RekognitionError {
        RekognitionError(
            .invalidS3Object,
            "Unable to get object metadata from S3. Check object key, region and/or access permissions. "
                + "Object: \(location)"
        )
    }

    /// The body is not what the operation's input looks like.
    static func serialization(_ message: String) -> RekognitionError {
        RekognitionError(.serialization, message)
    }
}
