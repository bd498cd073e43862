import AWSSignatureV4

extension RekognitionError {
    /// The error that a client sees where its signature does not hold.
    init(_ error: SignatureError) {
        switch error {
        case .missing: self.init(.missingAuthenticationToken, "Missing Authentication Token")
        case .malformed(let part):
            self.init(.incompleteSignature, "The signature's \(part) is missing or makes no sense.")
        case .unknownKey:
            self.init(.unrecognizedClient, "The security token included in the request is invalid.")
        case .skewed(let request, let server):
            // In this form clients read the server's time out of it.
            self.init(
                .invalidSignature,
                request < server
                    ? "Signature expired: \(request) is now earlier than \(server) - 5 min."
                    : "Signature not yet current: \(request) is still later than \(server) + 5 min."
            )
        case .expired(let end, let server):
            self.init(.invalidSignature, "Signature expired: \(end) is now earlier than \(server).")
        case .badLifetime(let seconds):
            self.init(.incompleteSignature, "A URL is valid for 1 to 604800 seconds, not \(seconds).")
        case .mismatch, .chunkMismatch:
            self.init(
                .invalidSignature,
                "The request signature we calculated does not match the signature you provided. "
                    + "Check your AWS Secret Access Key and signing method. "
                    + "Consult the service documentation for details."
            )
        }
    }
}
