import HTTPTypes

/// An error as S3 answers it.
///
/// Source: "Error responses" of the Amazon S3 API reference.
struct S3Error: Error, Hashable, Sendable {
    /// An element of the document besides the usual ones.
    struct Detail: Hashable, Sendable {
        let name: String
        let value: String
    }

    let code: String
    let status: HTTPResponse.Status
    let message: String
    var details: [Detail] = []

    init(_ code: String, _ status: HTTPResponse.Status, _ message: String, _ details: [Detail] = []) {
        self.code = code
        self.status = status
        self.message = message
        self.details = details
    }
}

extension S3Error {
    static let invalidURI = S3Error("InvalidURI", .badRequest, "Couldn't parse the specified URI.")
    static let accessDenied = S3Error("AccessDenied", .forbidden, "Access Denied")
    static let unsupportedAuthorization = S3Error(
        "InvalidArgument",
        .badRequest,
        "Unsupported Authorization Type"
    )
    static let internalError = S3Error(
        "InternalError",
        .internalServerError,
        "We encountered an internal error. Please try again."
    )
    static let full = S3Error(
        "ServiceUnavailable",
        .serviceUnavailable,
        "There is no room left on the disk. Please try again when there is."
    )
    static let methodNotAllowed = S3Error(
        "MethodNotAllowed",
        .methodNotAllowed,
        "The specified method is not allowed against this resource."
    )
    static let malformedXML = S3Error(
        "MalformedXML",
        .badRequest,
        "The XML you provided was not well-formed or did not validate against our published schema"
    )
    static let messageTooLong = S3Error(
        "MaxMessageLengthExceeded",
        .badRequest,
        "Your request was too big."
    )
    static let missingLength = S3Error(
        "MissingContentLength",
        .lengthRequired,
        "You must provide the Content-Length HTTP header."
    )
    static let incompleteBody = S3Error(
        "IncompleteBody",
        .badRequest,
        "You did not provide the number of bytes specified by the Content-Length HTTP header"
    )
    static let malformedChunks = S3Error(
        "InvalidRequest",
        .badRequest,
        "The body is not in the encoding aws-chunked that its headers announce."
    )
    static let payloadMismatch = S3Error(
        "XAmzContentSHA256Mismatch",
        .badRequest,
        "The provided 'x-amz-content-sha256' header does not match what was computed."
    )
    static let metadataTooLarge = S3Error(
        "MetadataTooLarge",
        .badRequest,
        "Your metadata headers exceed the maximum allowed metadata size"
    )
    static let noSuchVersion = S3Error("NoSuchVersion", .notFound, "The specified version does not exist.")
    static let sourceTooLarge = invalidRequest(
        "The specified copy source is larger than the maximum allowable size for a copy source: 5368709120"
    )
    static let sourceChanged = S3Error(
        "OperationAborted",
        .conflict,
        "A conflicting conditional operation is currently in progress against this resource. Please try again."
    )
    static let selfCopy = invalidRequest(
        "This copy request is illegal because it is trying to copy an object to itself without changing the "
            + "object's metadata, storage class, website redirect location or encryption attributes."
    )

    static func headersNotSigned(_ names: [String]) -> S3Error {
        S3Error(
            "AccessDenied",
            .forbidden,
            "There were headers present in the request which were not signed",
            [Detail(name: "HeadersNotSigned", value: names.joined(separator: ", "))]
        )
    }

    static func invalidRequest(_ message: String) -> S3Error {
        S3Error("InvalidRequest", .badRequest, message)
    }

    static func invalidArgument(_ name: String, _ value: String, _ message: String) -> S3Error {
        S3Error(
            "InvalidArgument",
            .badRequest,
            message,
            [Detail(name: "ArgumentName", value: name), Detail(name: "ArgumentValue", value: value)]
        )
    }

    static func notImplemented(_ what: String) -> S3Error {
        S3Error(
            "NotImplemented",
            .notImplemented,
            "A header or query you provided implies functionality that is not implemented",
            [Detail(name: "Header", value: what)]
        )
    }

    static func badDigest(_ name: String) -> S3Error {
        S3Error("BadDigest", .badRequest, "The \(name) you specified did not match the calculated checksum.")
    }

    static func preconditionFailed(_ condition: String) -> S3Error {
        S3Error(
            "PreconditionFailed",
            .preconditionFailed,
            "At least one of the pre-conditions you specified did not hold",
            [Detail(name: "Condition", value: condition)]
        )
    }

    static func invalidRange(_ range: String, size: Int64) -> S3Error {
        S3Error(
            "InvalidRange",
            .rangeNotSatisfiable,
            "The requested range is not satisfiable",
            [
                Detail(name: "RangeRequested", value: range),
                Detail(name: "ActualObjectSize", value: "\(size)"),
            ]
        )
    }
}
