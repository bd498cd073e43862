import AWSSignatureV4
import HTTPTypes

/// Headers that a presigned URL carries in its query, so that whoever uses it need not send them.
///
/// Clients move them there when they sign: boto3 in the older form, others in the newer one too.
enum PresignedHeaders {
    /// What makes up a signature itself.
    private static let signature: Set<String> = [
        "x-amz-algorithm", "x-amz-credential", "x-amz-date", "x-amz-expires", "x-amz-signature",
        "x-amz-signedheaders",
    ]
    /// Of the older form alone.
    private static let others: Set<String> = ["content-md5", "content-type"]

    /// A request's headers, and those of its query that it does not have; without a presigned URL its headers as they are.
    static func merged(_ headers: HTTPFields, _ head: RequestHead) -> HTTPFields {
        let items = head.queryItems
        let isVersion2 = SignatureV2.isPresent(in: head)
        guard isVersion2 || items.contains(where: { $0.name == "X-Amz-Algorithm" }) else { return headers }
        var merged = headers
        for item in items {
            let text = item.name.lowercased()
            guard let name = HTTPField.Name(text), !merged.contains(name),
                text.hasPrefix("x-amz-") ? !signature.contains(text) : isVersion2 && others.contains(text)
            else { continue }
            merged[name] = item.value
        }
        return merged
    }
}
