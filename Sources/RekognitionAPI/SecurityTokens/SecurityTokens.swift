import AWSSignatureV4
import Catalog
import FoundationEssentials
import HTTPTypes

/// The one question to Amazon's Security Token Service that clients ask on the way: who am I.
///
/// They ask it here because AWS_ENDPOINT_URL is every service's endpoint. The protocol is another: a form in, XML out.
struct SecurityTokens: Sendable {
    private static let formType = "application/x-www-form-urlencoded"
    private static let xmlType = "text/xml"
    private static let version = "2011-06-15"
    private static let namespace = "https://sts.amazonaws.com/doc/2011-06-15/"

    let account: Account

    /// Whether a request is one to this service: it has no target, and a form that names an action.
    static func isAsked(by request: HTTPRequest) -> Bool {
        if request.headerFields[.amzTarget] != nil { return false }
        let type = request.headerFields[.contentType] ?? ""
        return type.lowercased().hasPrefix(formType) || (request.path ?? "").contains("Action=")
    }

    /// Answers a form, which is a request's query and body.
    func answer(to head: RequestHead, body: [UInt8], requestID: String) throws(RekognitionError) -> WireAnswer
    {
        let form = RequestHead(
            method: head.method,
            path: head.path,
            query: head.query + "&" + String(decoding: body, as: UTF8.self),
            headers: []
        )
        let action = form.queryItems.first { $0.name == "Action" }?.value ?? ""
        guard action == "GetCallerIdentity" else {
            throw RekognitionError(
                .unknownOperation,
                "Could not find operation \(action.prefix(256)) for version \(Self.version)"
            )
        }
        return WireAnswer(Data(identity(requestID).utf8), contentType: Self.xmlType)
    }

    /// An error in this service's form, with the codes that it has for what any service may say.
    static func error(_ error: RekognitionError, requestID: String) -> WireAnswer {
        let (name, status) = ownCode(of: error.code)
        let text = """
            <ErrorResponse xmlns="\(namespace)"><Error><Type>\(status.code < 500 ? "Sender" : "Receiver")</Type>\
            <Code>\(name)</Code><Message>\(escape(error.message))</Message></Error>\
            <RequestId>\(requestID)</RequestId></ErrorResponse>
            """
        return WireAnswer(Data(text.utf8), contentType: xmlType, status: status, errorCode: name)
    }

    /// Whoever has a key is the account's root: there are no users.
    private func identity(_ requestID: String) -> String {
        """
        <GetCallerIdentityResponse xmlns="\(Self.namespace)"><GetCallerIdentityResult>\
        <Arn>arn:aws:iam::\(account.id):root</Arn><UserId>\(account.id)</UserId><Account>\(account.id)</Account>\
        </GetCallerIdentityResult><ResponseMetadata><RequestId>\(requestID)</RequestId></ResponseMetadata>\
        </GetCallerIdentityResponse>
        """
    }

    private static func ownCode(of code: ErrorCode) -> (String, HTTPResponse.Status) {
        switch code {
        case .unknownOperation: ("InvalidAction", .badRequest)
        case .missingAuthenticationToken: ("MissingAuthenticationToken", .forbidden)
        case .incompleteSignature: ("IncompleteSignature", .badRequest)
        case .unrecognizedClient: ("InvalidClientTokenId", .forbidden)
        case .invalidSignature: ("SignatureDoesNotMatch", .forbidden)
        case .internalServerError: ("InternalFailure", .internalServerError)
        default: (code.rawValue, code.status)
        }
    }

    private static func escape(_ text: String) -> String {
        var escaped = ""
        for character in text {
            switch character {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            default: escaped.append(character)
            }
        }
        return escaped
    }
}
