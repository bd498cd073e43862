import FoundationEssentials
import HTTPTypes
import Hummingbird
import HummingbirdCore
import NIOCore

extension RekognitionDoor {
    /// The error in the form of the service that was asked.
    func refuse(_ request: HTTPRequest, _ error: RekognitionError, _ requestID: String) -> WireAnswer {
        SecurityTokens.isAsked(by: request)
            ? SecurityTokens.error(error, requestID: requestID)
            : WireAnswer(error, requestID: requestID)
    }

    /// The answer with the headers that all answers have.
    func response(_ answer: WireAnswer, _ requestID: String, _ crossOrigin: HTTPFields) -> Response {
        var headers = crossOrigin
        headers[.contentType] = answer.contentType
        headers[.amznRequestID] = requestID
        headers[.amznErrorType] = answer.errorCode
        return Response(
            status: answer.status,
            headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: answer.body))
        )
    }
}
