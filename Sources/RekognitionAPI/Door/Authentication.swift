import AWSSignatureV4
import FoundationEssentials

/// Lets in whoever signed with a key of this server.
struct Authentication: Sendable {
    /// Nil where signatures are not checked.
    let keys: (any AccessKeys)?
    let now: @Sendable () -> Date

    /// Checks that a request is signed for a service, with its body.
    func check(_ head: RequestHead, body: [UInt8], service: String) async throws {
        guard let keys else { return }
        let keyID = head.claimedAccessKeyID
        var secret: String?
        if let keyID { secret = try await keys.secret(of: keyID) }
        let verified = try verify(head, body, secret)
        guard verified.scope.service == service else {
            throw RekognitionError(
                .invalidSignature,
                "Credential should be scoped to correct service: '\(service)'."
            )
        }
    }

    /// `secret` is that of the key which the request names; nil where nobody has it.
    private func verify(
        _ head: RequestHead,
        _ body: [UInt8],
        _ secret: String?
    ) throws(RekognitionError) -> SignatureVerifier.Verified {
        do throws(SignatureError) {
            return try SignatureVerifier(now: now()) { _ in secret }.verify(head, payload: Payload(of: body))
        } catch {
            throw RekognitionError(error)
        }
    }
}
