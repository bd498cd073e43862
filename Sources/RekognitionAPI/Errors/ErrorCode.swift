import HTTPTypes

/// The codes that clients match errors by.
///
/// The first group stands in the service model; the second is what Amazon's front end answers before an operation is reached.
enum ErrorCode: String, CaseIterable, Sendable {
    case accessDenied = "AccessDeniedException"
    case imageTooLarge = "ImageTooLargeException"
    case internalServerError = "InternalServerError"
    case invalidImageFormat = "InvalidImageFormatException"
    case invalidPaginationToken = "InvalidPaginationTokenException"
    case invalidParameter = "InvalidParameterException"
    case invalidPolicyRevisionID = "InvalidPolicyRevisionIdException"
    case invalidS3Object = "InvalidS3ObjectException"
    case limitExceeded = "LimitExceededException"
    case malformedPolicyDocument = "MalformedPolicyDocumentException"
    case provisionedThroughputExceeded = "ProvisionedThroughputExceededException"
    case resourceAlreadyExists = "ResourceAlreadyExistsException"
    case resourceInUse = "ResourceInUseException"
    case resourceNotFound = "ResourceNotFoundException"
    case resourceNotReady = "ResourceNotReadyException"
    case serviceQuotaExceeded = "ServiceQuotaExceededException"
    case throttling = "ThrottlingException"

    case incompleteSignature = "IncompleteSignatureException"
    case expiredToken = "ExpiredTokenException"
    case invalidSignature = "InvalidSignatureException"
    case missingAuthenticationToken = "MissingAuthenticationTokenException"
    case requestTooLarge = "RequestEntityTooLargeException"
    case serialization = "SerializationException"
    case unknownOperation = "UnknownOperationException"
    case unrecognizedClient = "UnrecognizedClientException"
    case unsupportedMediaType = "UnsupportedMediaTypeException"
    case validation = "ValidationException"

    var status: HTTPResponse.Status {
        switch self {
        case .internalServerError, .throttling: .internalServerError
        case .requestTooLarge: .contentTooLarge
        case .unsupportedMediaType: .unsupportedMediaType
        default: .badRequest
        }
    }
}
