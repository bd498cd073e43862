package import Foundation

/// Signs requests to other servers.
package struct RequestSigner: Sendable {
    private let credential: Credential
    private let region: String
    private let service: String

    package init(_ credential: Credential, region: String, service: String) {
        self.credential = credential
        self.region = region
        self.service = service
    }

    /// The headers to add, all of `request`'s own being signed: `x-amz-date`, `authorization` and, for S3,
    /// `x-amz-content-sha256`.
    ///
    /// `request` has its `host`, and none of the headers to add.
    package func headers(for request: RequestHead, payload: Payload, date: Date) -> [RequestHead.Header] {
        var added = [RequestHead.Header("x-amz-date", SigningDate.text(date))]
        if service == "s3" { added.append(RequestHead.Header("x-amz-content-sha256", payload.text)) }
        var signed = request
        signed.headers += added
        let names = Set(signed.headers.map { $0.name.lowercased() }).sorted()
        let scope = scope(of: date)
        let signature = sign(signed, names, payload, date, scope)
        let authorization =
            "\(SignedRequest.algorithm) Credential=\(credential.accessKeyID)/\(scope.text), "
            + "SignedHeaders=\(names.joined(separator: ";")), Signature=\(signature)"
        return added + [RequestHead.Header("authorization", authorization)]
    }

    /// The query that lets whoever has the URL make `request`, within `lifetime` seconds from `date`.
    ///
    /// The payload is not signed. `request` has its `host` and no other header.
    package func presignedQuery(for request: RequestHead, lifetime: Int, date: Date) -> String {
        let scope = scope(of: date)
        let credential = PercentEncoding.encode("\(credential.accessKeyID)/\(scope.text)".utf8)
        var signed = request
        signed.query =
            (request.query.isEmpty ? "" : request.query + "&")
            + "X-Amz-Algorithm=\(SignedRequest.algorithm)&X-Amz-Credential=\(credential)"
            + "&X-Amz-Date=\(SigningDate.text(date))&X-Amz-Expires=\(lifetime)&X-Amz-SignedHeaders=host"
        return signed.query + "&X-Amz-Signature=" + sign(signed, ["host"], .unsigned, date, scope)
    }

    private func scope(of date: Date) -> CredentialScope {
        CredentialScope(day: String(SigningDate.text(date).prefix(8)), region: region, service: service)
    }

    private func sign(
        _ request: RequestHead,
        _ names: [String],
        _ payload: Payload,
        _ date: Date,
        _ scope: CredentialScope
    ) -> String {
        let canonical = CanonicalRequest(
            request,
            service: service,
            signedHeaders: names,
            payload: payload.text
        )
        return SigningKey(secret: credential.secret, scope: scope)
            .sign(canonical.stringToSign(date: SigningDate.text(date), scope: scope))
    }
}
