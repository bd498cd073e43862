import Crypto
package import Foundation

/// The older signature of S3, which boto3 still uses for presigned URLs in three regions.
///
/// Source: "Signing and authenticating REST requests (AWS signature version 2)", query string authentication.
package enum SignatureV2 {
    /// Query items that name a part of a resource, and so are signed with it.
    private static let subresources: Set<String> = [
        "acl", "cors", "delete", "lifecycle", "location", "logging", "notification", "partNumber", "policy",
        "requestPayment", "response-cache-control", "response-content-disposition",
        "response-content-encoding", "response-content-language", "response-content-type",
        "response-expires", "restore", "tagging", "torrent", "uploadId", "uploads", "versionId",
        "versioning", "versions", "website",
    ]

    /// Whether a request's query has such a signature.
    package static func isPresent(in request: RequestHead) -> Bool {
        request.queryItems.contains { $0.name == "AWSAccessKeyId" }
    }

    /// Checks a presigned request and returns the access key that signed it.
    ///
    /// `bucket` is the bucket where the host names it and the path does not, nil for a path that begins with it; `now` the
    /// server's time; `secret` gives an access key's secret, nil for a key that nobody has or that is disabled.
    package static func verify(
        _ request: RequestHead,
        bucket: String?,
        now: Date,
        secret: (String) -> String?
    ) throws(SignatureError) -> String {
        let items = request.queryItems
        func item(_ name: String) throws(SignatureError) -> String {
            guard let value = items.first(where: { $0.name == name })?.value else {
                throw .malformed(part: name)
            }
            return value
        }
        let key = try item("AWSAccessKeyId")
        let expires = try item("Expires")
        guard let end = TimeInterval(expires), let signature = Data(base64Encoded: try item("Signature"))
        else { throw .malformed(part: "Expires or Signature") }
        guard let secret = secret(key) else { throw .unknownKey(key) }
        let texts = resources(of: request, bucket).map { stringToSign(request, items, $0, expires: expires) }
        let symmetric = SymmetricKey(data: Data(secret.utf8))
        let isSigned = texts.contains { text in
            HMAC<Insecure.SHA1>.isValidAuthenticationCode(
                signature,
                authenticating: Data(text.utf8),
                using: symmetric
            )
        }
        guard isSigned else { throw .mismatch(stringToSign: texts[0], canonicalRequest: "") }
        guard now.timeIntervalSince1970 <= end else {
            throw .expired(
                at: SigningDate.text(Date(timeIntervalSince1970: end)),
                serverDate: SigningDate.text(now)
            )
        }
        return key
    }

    /// What the request is about, as it may have been signed: boto3 sends `/bucket` and signs `/bucket/`.
    private static func resources(of request: RequestHead, _ bucket: String?) -> [String] {
        if let bucket { return ["/\(bucket)\(request.path)"] }
        let isBucket = request.path.utf8.count > 1 && !request.path.dropFirst().contains("/")
        return isBucket ? [request.path, request.path + "/"] : [request.path]
    }

    private static func stringToSign(
        _ request: RequestHead,
        _ items: [(name: String, value: String)],
        _ resource: String,
        expires: String
    ) -> String {
        let amazon = request.headers
            .map { (name: $0.name.lowercased(), value: $0.value) }
            .filter { $0.name.hasPrefix("x-amz-") }
            .sorted { $0.name < $1.name }
            .map { "\($0.name):\($0.value)\n" }
        let parts = items.filter { subresources.contains($0.name) }
            .sorted { $0.name < $1.name }
            .map { $0.value.isEmpty ? $0.name : "\($0.name)=\($0.value)" }
        return [
            request.method, request.header("content-md5") ?? "", request.header("content-type") ?? "",
            expires,
            amazon.joined() + resource + (parts.isEmpty ? "" : "?" + parts.joined(separator: "&")),
        ].joined(separator: "\n")
    }
}
