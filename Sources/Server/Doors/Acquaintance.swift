import AWSSignatureV4
import Foundation
import HTTPTypes
import NIOCore

/// Tells who may see names under `/_/`: whoever sits at this machine, and whoever signs with a key of this server.
struct Acquaintance: Sendable {
    /// Nil where signatures are not checked, which is on loopback alone.
    let keys: AccessKeyRing?
    let now: @Sendable () -> Date

    /// Whether a request is from somebody known; throws a `SignatureError` for a signature that is not good.
    func isKnown(_ request: HTTPRequest, from address: SocketAddress?) async throws -> Bool {
        guard let keys else { return true }
        if Self.isLocal(request, from: address) { return true }
        let head = Self.head(of: request)
        guard let id = head.claimedAccessKeyID else { return false }
        try check(head, await keys.secret(of: id))
        return true
    }

    /// Whether a request comes by loopback and names a loopback host.
    ///
    /// Behind a proxy on this machine every request comes by loopback, and by way of a name of its own a web page can send a
    /// browser here: both name another host.
    static func isLocal(_ request: HTTPRequest, from address: SocketAddress?) -> Bool {
        guard let address = address?.ipAddress, ServerSettings.isLoopback(address) else { return false }
        return ServerSettings.isLoopback(host(of: request.authority ?? ""))
    }

    /// The host of `host:port` or `[host]:port`.
    private static func host(of authority: String) -> String {
        guard authority.hasPrefix("[") else { return String(authority.prefix { $0 != ":" }) }
        return String(authority.dropFirst().prefix { $0 != "]" })
    }

    private func check(_ head: RequestHead, _ secret: String?) throws(SignatureError) {
        // Clients of S3 say what they have signed of the body; a GET has none.
        let claimed = head.header("x-amz-content-sha256").flatMap { Payload(header: $0) }
        let payload = claimed ?? Payload(of: Data())
        _ = try SignatureVerifier(now: now()) { _ in secret }.verify(head, payload: payload)
    }

    private static func head(of request: HTTPRequest) -> RequestHead {
        let target = (request.path ?? "/").split(
            separator: "?",
            maxSplits: 1,
            omittingEmptySubsequences: false
        )
        let host = request.authority.map { [RequestHead.Header("host", $0)] } ?? []
        return RequestHead(
            method: request.method.rawValue,
            path: String(target[0]),
            query: target.count > 1 ? String(target[1]) : "",
            headers: host
                + request.headerFields.map { RequestHead.Header($0.name.canonicalName, $0.value) }
        )
    }
}
