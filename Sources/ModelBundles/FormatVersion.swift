/// The version of the bundle format, as `major.minor`.
///
/// A new minor version only adds what older readers may ignore; a new major version changes what they rely on.
package struct FormatVersion: Hashable, Sendable {
    package var major: Int
    package var minor: Int

    package init(major: Int, minor: Int) {
        self.major = major
        self.minor = minor
    }

    /// What this Katmai writes; it reads every bundle of the same or an older major version.
    package static let current = FormatVersion(major: 1, minor: 0)

    /// Reads `1.0`; nil when the text is not two whole numbers with a dot between.
    package init?(_ text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, let major = Int(parts[0]), let minor = Int(parts[1]), major >= 0, minor >= 0
        else { return nil }
        self.init(major: major, minor: minor)
    }
}

extension FormatVersion: CustomStringConvertible {
    package var description: String { "\(major).\(minor)" }
}

extension FormatVersion: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let version = FormatVersion(text) else {
            throw DecodingError.dataCorruptedError(
                in: container,
                debugDescription: "\"\(text)\" is not a version like \"1.0\""
            )
        }
        self = version
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
