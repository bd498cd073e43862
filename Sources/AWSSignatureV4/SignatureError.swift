/// Why a request is not taken for its sender's.
package enum SignatureError: Error, Hashable, Sendable {
    /// Nothing in it is signed.
    case missing
    /// A part of the signature is missing or makes no sense.
    case malformed(part: String)
    /// Nobody has this access key, or it is disabled.
    case unknownKey(String)
    /// The request's date is too far from the server's clock.
    case skewed(requestDate: String, serverDate: String)
    /// A presigned URL has run out.
    case expired(at: String, serverDate: String)
    /// A presigned URL is valid for longer than a week, or for no time at all.
    case badLifetime(String)
    /// The signature is another's, or something was changed on the way.
    case mismatch(stringToSign: String, canonicalRequest: String)
    /// A chunk of the body is not what was signed.
    case chunkMismatch
}

extension SignatureError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .missing: "the request is not signed"
        case .malformed(let part): "the signature's \(part) is missing or makes no sense"
        case .unknownKey(let key): "there is no access key \(key)"
        case .skewed(let request, let server):
            "the request is dated \(request), too far from the server's time, \(server)"
        case .expired(let end, let server): "the URL was valid until \(end); it is \(server)"
        case .badLifetime(let seconds): "a URL is valid for 1 to 604800 seconds, not \(seconds)"
        case .mismatch: "the signature does not match the request"
        case .chunkMismatch: "the signature of a part of the body does not match it"
        }
    }
}
