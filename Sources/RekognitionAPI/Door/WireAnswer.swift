import FoundationEssentials
import HTTPTypes

/// An answer before the headers that all answers have.
struct WireAnswer: Hashable, Sendable {
    static let jsonType = "application/x-amz-json-1.1"

    var status: HTTPResponse.Status = .ok
    var contentType = WireAnswer.jsonType
    var body: Data
    /// The code of the error that this is; nil for success.
    var errorCode: String?

    /// Success.
    init(_ body: Data, contentType: String = WireAnswer.jsonType) {
        self.body = body
        self.contentType = contentType
    }

    /// An error, in the form of operations; botocore looks for its code in the body and other clients in a header.
    init(_ error: RekognitionError, requestID: String) {
        status = error.code.status
        errorCode = error.code.rawValue
        do {
            body = try JSONDocument.data(of: ErrorBody(error, requestID: requestID))
        } catch {
            preconditionFailure("four texts are always JSON: \(error)")
        }
    }

    /// An error in another form.
    init(_ body: Data, contentType: String, status: HTTPResponse.Status, errorCode: String) {
        self.body = body
        self.contentType = contentType
        self.status = status
        self.errorCode = errorCode
    }
}
