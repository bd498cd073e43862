/// A request in the one form that both sides sign, however it was written.
///
/// Source: "Create a signed AWS API request", step 1; for S3 "Signature calculations for the authorization header".
struct CanonicalRequest {
    let text: String

    /// Writes `request`; `signedHeaders` are names in lower case, sorted, and `omitted` names a query item to leave out: a
    /// signature in the query cannot sign itself.
    init(
        _ request: RequestHead,
        service: String,
        signedHeaders: [String],
        payload: String,
        omitting omitted: String? = nil
    ) {
        text = [
            request.method,
            Self.path(request.path, service: service),
            Self.query(request, omitting: omitted),
            signedHeaders.map { "\($0):\(Self.value(of: $0, in: request))\n" }.joined(),
            signedHeaders.joined(separator: ";"),
            payload,
        ].joined(separator: "\n")
    }

    /// The text that is signed in its place.
    func stringToSign(date: String, scope: CredentialScope) -> String {
        "AWS4-HMAC-SHA256\n\(date)\n\(scope.text)\n\(Hexadecimal.sha256(Array(text.utf8)))"
    }

    /// S3's keys are encoded once; of all other services the path on the wire is encoded again.
    private static func path(_ path: String, service: String) -> String {
        let bytes = service == "s3" ? PercentEncoding.bytes(of: path, plusIsSpace: false) : Array(path.utf8)
        return bytes.isEmpty ? "/" : PercentEncoding.encode(bytes, keepingSlashes: true)
    }

    private static func query(_ request: RequestHead, omitting omitted: String?) -> String {
        request.queryItems
            .filter { $0.name != omitted }
            .map { (PercentEncoding.encode($0.name.utf8), PercentEncoding.encode($0.value.utf8)) }
            .sorted { $0 < $1 }
            .map { "\($0)=\($1)" }
            .joined(separator: "&")
    }

    /// All values of a header, each without outer spaces and with inner ones made single.
    private static func value(of name: String, in request: RequestHead) -> String {
        request.headers.filter { $0.isNamed(name) }
            .map { $0.value.split(whereSeparator: { $0 == " " || $0 == "\t" }).joined(separator: " ") }
            .joined(separator: ",")
    }
}
