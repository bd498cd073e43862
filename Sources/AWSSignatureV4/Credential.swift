/// An access key and its secret.
package struct Credential: Hashable, Sendable {
    package let accessKeyID: String
    package let secret: String

    package init(accessKeyID: String, secret: String) {
        self.accessKeyID = accessKeyID
        self.secret = secret
    }
}

extension Credential: CustomStringConvertible {
    /// Without the secret, so that a log cannot tell it.
    package var description: String { "access key \(accessKeyID)" }
}

/// What a signature is good for: a day, a region and a service.
package struct CredentialScope: Hashable, Sendable {
    static let terminator = "aws4_request"

    /// `yyyymmdd`.
    package let day: String
    package let region: String
    /// `rekognition`, `s3`, `sts`.
    package let service: String

    package init(day: String, region: String, service: String) {
        self.day = day
        self.region = region
        self.service = service
    }

    /// As it stands in a string to sign.
    var text: String { "\(day)/\(region)/\(service)/\(Self.terminator)" }

    /// Splits `key/day/region/service/aws4_request`; nil for anything else.
    ///
    /// A key may itself have slashes.
    static func parse(credential: String) -> (accessKeyID: String, scope: CredentialScope)? {
        let parts = credential.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
            .map { String(Substring($0)) }
        guard parts.count >= 5, parts[parts.count - 1] == terminator, parts[parts.count - 4].utf8.count == 8
        else {
            return nil
        }
        let scope = CredentialScope(
            day: parts[parts.count - 4],
            region: parts[parts.count - 3],
            service: parts[parts.count - 2]
        )
        let key = parts.dropLast(4).joined(separator: "/")
        return key.isEmpty ? nil : (key, scope)
    }
}
