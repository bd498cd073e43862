extension RequestHead {
    /// The access key that a signature of version 4 names, so that its secret can be looked up before the check; nil where
    /// there is no such signature, or none that makes sense.
    package var claimedAccessKeyID: String? { claim?.accessKeyID }

    /// The scope that a signature of version 4 names: for which service the request is meant; nothing is checked.
    package var claimedScope: CredentialScope? { claim?.scope }

    private var claim: SignedRequest? {
        do {
            return try SignedRequest(self)
        } catch {
            // The check itself says what is wrong.
            return nil
        }
    }
}
