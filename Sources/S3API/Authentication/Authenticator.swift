import AWSSignatureV4
import Foundation

/// Tells who sent a request, from its signature.
struct Authenticator: Sendable {
    /// What a request's signature shows.
    struct Sender: Sendable {
        /// Nil where signatures are not checked.
        let accessKeyID: String?
        /// What was signed of the body.
        let payload: Payload
        /// The names of the headers that were signed; nil where all that matter are, or signatures are not checked.
        var signedHeaders: [String]?
        /// The first link of a chain of signed chunks; nil where signatures are not checked.
        var chunks: ChunkSignatures?
    }

    let keys: any AccessKeys
    /// Off only where nobody but this machine's own users can send requests.
    let checksSignatures: Bool
    let now: @Sendable () -> Date

    /// Throws `S3Error` for a request that is not its sender's.
    func sender(of head: RequestHead, hostBucket: String?) async throws -> Sender {
        try checkKind(of: head)
        let isVersion2 = SignatureV2.isPresent(in: head)
        let isInQuery = isVersion2 || head.queryItems.contains { $0.name == "X-Amz-Algorithm" }
        let payload = try payload(of: head, isInQuery: isInQuery)
        guard checksSignatures else { return Sender(accessKeyID: nil, payload: payload) }
        do throws(SignatureError) {
            if isVersion2 {
                let key = head.queryItems.first { $0.name == "AWSAccessKeyId" }?.value
                let secret = await secret(of: key)
                let sender = try SignatureV2.verify(head, bucket: hostBucket, now: now()) { _ in secret }
                return Sender(accessKeyID: sender, payload: payload)
            }
            let secret = await secret(of: head.claimedAccessKeyID)
            let verified = try SignatureVerifier(now: now()) { _ in secret }.verify(head, payload: payload)
            guard verified.scope.service == "s3" else {
                throw SignatureError.malformed(part: "service, which is \(verified.scope.service),")
            }
            return Sender(
                accessKeyID: verified.accessKeyID,
                payload: payload,
                signedHeaders: verified.signedHeaders,
                chunks: verified.chunks
            )
        } catch {
            throw S3Error(error, inQuery: isInQuery)
        }
    }

    /// Refuses other kinds of authorization by name, among them the older signature in a header.
    private func checkKind(of head: RequestHead) throws(S3Error) {
        guard checksSignatures, let text = head.header("authorization"), !text.hasPrefix("AWS4-") else {
            return
        }
        guard text.hasPrefix("AWS ") else { throw .unsupportedAuthorization }
        throw .invalidRequest(
            "The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256."
        )
    }

    private func secret(of accessKeyID: String?) async -> String? {
        guard let accessKeyID else { return nil }
        return await keys.secret(of: accessKeyID)
    }

    /// What the request says of its body; a URL that was signed says nothing of it.
    private func payload(of head: RequestHead, isInQuery: Bool) throws(S3Error) -> Payload {
        guard let text = head.header("x-amz-content-sha256") else {
            guard isInQuery || !checksSignatures || head.header("authorization") == nil else {
                throw .invalidRequest("Missing required header for this request: x-amz-content-sha256")
            }
            return .unsigned
        }
        guard let payload = Payload(header: text) else {
            throw .invalidArgument(
                "x-amz-content-sha256",
                text,
                "x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-UNSIGNED-PAYLOAD-TRAILER, "
                    + "STREAMING-AWS4-HMAC-SHA256-PAYLOAD, STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER or a "
                    + "valid sha256 value."
            )
        }
        return payload
    }
}
