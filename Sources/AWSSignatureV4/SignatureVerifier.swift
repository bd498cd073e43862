package import Foundation

/// Tells whether a request was signed with the secret of the key that it names.
package struct SignatureVerifier: Sendable {
    /// What a good signature shows.
    package struct Verified: Sendable {
        package let accessKeyID: String
        package let scope: CredentialScope
        /// In lower case.
        package let signedHeaders: [String]
        /// The first link of the chain that signed chunks form.
        package let chunks: ChunkSignatures
    }

    /// How far a request's date may be from the clock; Amazon's own limit for most services.
    package static let largestSkew: TimeInterval = 5 * 60
    /// Longest life of a presigned URL in seconds: a week.
    package static let longestLifetime = 604_800

    private let now: Date
    private let secret: @Sendable (String) -> String?

    /// - Parameters:
    ///   - now: the server's time.
    ///   - secret: gives an access key's secret; nil for a key that nobody has or that is disabled.
    package init(now: Date, secret: @escaping @Sendable (String) -> String?) {
        self.now = now
        self.secret = secret
    }

    /// Checks date and signature; a session token is passed over.
    ///
    /// `payload` is what the request says of its body: the caller compares a digest with the body itself.
    package func verify(_ request: RequestHead, payload: Payload) throws(SignatureError) -> Verified {
        let signed = try SignedRequest(request)
        try checkDate(signed)
        guard let secret = secret(signed.accessKeyID) else { throw .unknownKey(signed.accessKeyID) }
        let canonical = CanonicalRequest(
            request,
            service: signed.scope.service,
            signedHeaders: signed.signedHeaders,
            payload: payload.text,
            omitting: signed.lifetime == nil ? nil : "X-Amz-Signature"
        )
        let text = canonical.stringToSign(date: signed.date, scope: signed.scope)
        let key = SigningKey(secret: secret, scope: signed.scope)
        guard key.isValid(signed.signature, of: text) else {
            throw .mismatch(stringToSign: text, canonicalRequest: canonical.text)
        }
        return Verified(
            accessKeyID: signed.accessKeyID,
            scope: signed.scope,
            signedHeaders: signed.signedHeaders,
            chunks: ChunkSignatures(key: key, date: signed.date, scope: signed.scope, seed: signed.signature)
        )
    }

    private func checkDate(_ signed: SignedRequest) throws(SignatureError) {
        guard let date = SigningDate.parse(signed.date) else { throw .malformed(part: "X-Amz-Date") }
        let age = now.timeIntervalSince(date)
        guard let lifetime = signed.lifetime else {
            guard abs(age) <= Self.largestSkew else {
                throw .skewed(requestDate: signed.date, serverDate: SigningDate.text(now))
            }
            return
        }
        guard let seconds = Int(lifetime), (1...Self.longestLifetime).contains(seconds) else {
            throw .badLifetime(lifetime)
        }
        guard age >= -Self.largestSkew else {
            throw .skewed(requestDate: signed.date, serverDate: SigningDate.text(now))
        }
        guard age <= TimeInterval(seconds) else {
            let end = SigningDate.text(date.addingTimeInterval(TimeInterval(seconds)))
            throw .expired(at: end, serverDate: SigningDate.text(now))
        }
    }
}
