/// The body of an error: what botocore, Soto and the demo web page each look for in it.
struct ErrorBody: Hashable, Sendable, Encodable {
    let type: String
    let code: String
    let logReference: String
    let message: String

    init(_ error: RekognitionError, requestID: String) {
        type = error.code.rawValue
        code = error.code.rawValue
        logReference = requestID
        message = error.message
    }

    private enum CodingKeys: String, CodingKey {
        case type = "__type"
        case code = "Code"
        case logReference = "Logref"
        case message = "Message"
    }
}
