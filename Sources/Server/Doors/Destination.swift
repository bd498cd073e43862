import AWSSignatureV4
import HTTPTypes

/// Where a request to the one endpoint goes.
enum Destination: Hashable, Sendable {
    /// Rekognition, and the Security Token Service.
    case rekognition
    case s3
    /// What lies under `/_/` and needs no signature; the path behind that.
    case own(path: String)
    /// A browser that was given the bare address.
    case welcome

    /// What no bucket may be called, so that no object is hidden behind it.
    static let ownPrefix = "/_/"

    /// Signed requests go by the service in their scope, others by what only one service has.
    init(_ request: HTTPRequest) {
        let path = request.path ?? "/"
        if path.hasPrefix(Self.ownPrefix), !Self.namesBucket(request.authority) {
            self = .own(path: String(path.dropFirst(Self.ownPrefix.count).prefix { $0 != "?" }))
            return
        }
        switch Self.service(of: request, path) {
        case "s3": self = .s3
        case .some: self = .rekognition
        case nil: self = Self.unsigned(request, path)
        }
    }

    /// The service in the scope of a signature of version 4; nil for none.
    private static func service(of request: HTTPRequest, _ path: String) -> String? {
        let parts = path.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let query = parts.count > 1 ? String(parts[1]) : ""
        let authorization = request.headerFields[.authorization]
        guard authorization != nil || query.contains("X-Amz-Credential=") else { return nil }
        let head = RequestHead(
            method: request.method.rawValue,
            path: String(parts[0]),
            query: query,
            headers: authorization.map { [RequestHead.Header("authorization", $0)] } ?? []
        )
        return head.claimedScope?.service
    }

    private static func unsigned(_ request: HTTPRequest, _ path: String) -> Destination {
        let fields = request.headerFields
        let isForm =
            fields[.contentType]?.lowercased().hasPrefix("application/x-www-form-urlencoded") ?? false
        if fields[.amzTarget] != nil || (path == "/" && request.method == .options) { return .rekognition }
        if path == "/" && request.method == .post && (isForm || !namesBucket(request.authority)) {
            return .rekognition
        }
        let wantsPage = fields[.accept]?.contains("text/html") ?? false
        if path == "/" && wantsPage && request.method == .get && fields[.authorization] == nil {
            return .welcome
        }
        return .s3
    }

    /// Whether a host is `bucket.localhost`, where every path is a key.
    private static func namesBucket(_ host: String?) -> Bool {
        let name = host?.prefix { $0 != ":" } ?? ""
        return name.hasSuffix(".localhost")
    }
}

extension HTTPField.Name {
    /// Names Rekognition's operation.
    static let amzTarget = {
        // Letters and hyphens: a name by RFC 9110.
        guard let name = HTTPField.Name("x-amz-target") else { preconditionFailure("no header's name") }
        return name
    }()
}
