import HTTPTypes

/// Headers that ask for something that is not built: they are refused, since to pass them over would be to pretend.
enum UnsupportedHeaders {
    private static let names = [
        "server-side-encryption", "server-side-encryption-customer-algorithm", "tagging", "object-lock-mode",
        "object-lock-retain-until-date", "object-lock-legal-hold", "website-redirect-location",
        "copy-source-server-side-encryption-customer-algorithm", "write-offset-bytes", "rename-source",
        "bucket-object-lock-enabled", "checksum-md5", "checksum-sha512", "checksum-xxhash64",
        "checksum-xxhash3", "checksum-xxhash128",
    ].map { HTTPField.Name.amazon($0) }

    private static let grants = ["read", "write", "read-acp", "write-acp", "full-control"]
        .map { HTTPField.Name.amazon("grant-\($0)") }
    /// Lists that say what holds anyway: the owner may do everything.
    private static let emptyACLs: Set<String> = [
        "private", "bucket-owner-full-control", "bucket-owner-read",
    ]

    /// Refuses what a write cannot keep.
    static func check(_ headers: HTTPFields) throws(S3Error) {
        for name in names where headers.contains(name) { throw .notImplemented(name.canonicalName) }
        let isOpen = headers[.cannedACL].map { !emptyACLs.contains($0) } ?? false
        guard !isOpen, !grants.contains(where: { headers.contains($0) }) else {
            throw S3Error(
                "AccessControlListNotSupported",
                .badRequest,
                "The bucket does not allow ACLs"
            )
        }
    }
}
