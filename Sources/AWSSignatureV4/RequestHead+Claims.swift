extension RequestHead {
    /// The access key that a signature of version 4 names, so that its secret can be looked up before the check; nil where
    /// there is no such signature, or none that makes sense.
    package var claimedAccessKeyID: String? { claim?.accessKeyID }

    /// The scope that a signature of version 4 names: for which service the request is meant; nothing is checked.
    package var claimedScope: CredentialScope? { claim?.scope }

    /// Only the credential is read: the check itself takes the rest apart, and says what is wrong.
    private var claim: (accessKeyID: String, scope: CredentialScope)? {
        if let header = header("authorization") {
            guard header.utf8.starts(with: SignedRequest.algorithm.utf8),
                let start = header.utf8.firstRange(of: Self.credential)?.upperBound
            else { return nil }
            let end = header.utf8[start...].firstIndex { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: " ") }
            return CredentialScope.parse(credential: String(header[start..<(end ?? header.endIndex)]))
        }
        guard !query.isEmpty, let item = queryItems.first(where: { $0.name == "X-Amz-Credential" }) else {
            return nil
        }
        return CredentialScope.parse(credential: item.value)
    }

    private static let credential = Array("Credential=".utf8)
}
