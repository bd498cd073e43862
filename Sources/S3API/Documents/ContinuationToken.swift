import Foundation

/// Where a listing goes on, in a form that nobody is tempted to read: the last item in base64.
///
/// It tells nothing that its holder has not been told, so it need not be signed.
enum ContinuationToken {
    static func make(_ last: String) -> String { Data(last.utf8).base64EncodedString() }

    static func read(_ token: String) throws(S3Error) -> String {
        guard let bytes = Data(base64Encoded: token), let text = String(validating: bytes, as: UTF8.self)
        else {
            throw .invalidArgument(
                "continuation-token",
                token,
                "The continuation token provided is incorrect"
            )
        }
        return text
    }
}
