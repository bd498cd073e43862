import Catalog

/// An Amazon Resource Name of Custom Labels, as a client sends it.
struct ResourceName<Reference: NamedResource>: Hashable, Sendable {
    /// As it was sent.
    let text: String
    let region: String
    /// Twelve digits.
    let account: String
    let reference: Reference

    /// Reads a whole text; nil for any that the service model's pattern does not match.
    init?(_ text: String) {
        let parts = text.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
        guard parts.count == 6, parts[0] == "arn", parts[1].isARNPart, parts[2] == "rekognition",
            parts[3].isARNPart, parts[4].utf8.count == 12, parts[4].isDigits
        else { return nil }
        let path = parts[5].split(separator: "/", omittingEmptySubsequences: false)
        guard let reference = Reference(path: path) else { return nil }
        self.text = text
        region = String(parts[3])
        account = String(parts[4])
        self.reference = reference
    }
}

/// What an ARN can name.
protocol NamedResource: Hashable, Sendable {
    /// The service model's pattern of the whole ARN.
    static var pattern: String { get }

    /// Reads the part of an ARN behind the account, split at its slashes; nil where the pattern does not match.
    init?(path: [Substring])
}

extension ProjectReference: NamedResource {
    static var pattern: String {
        #"(^arn:[a-z\d-]+:rekognition:[a-z\d-]+:\d{12}:project\/[a-zA-Z0-9_.\-]{1,255}\/[0-9]+$)"#
    }

    init?(path: [Substring]) {
        guard path.count == 3, path[0] == "project", path[1].isResourceName, path[2].isDigits else {
            return nil
        }
        self.init(name: String(path[1]), number: path[2].resourceNumber)
    }
}

extension DatasetReference: NamedResource {
    static var pattern: String {
        #"(^arn:[a-z\d-]+:rekognition:[a-z\d-]+:\d{12}:project\/[a-zA-Z0-9_.\-]{1,255}"#
            + #"\/dataset\/(train|test)\/[0-9]+$)"#
    }

    init?(path: [Substring]) {
        guard path.count == 5, path[0] == "project", path[1].isResourceName, path[2] == "dataset",
            let type = DatasetType.allCases.first(where: { $0.rawValue.lowercased() == path[3] }),
            path[4].isDigits
        else { return nil }
        self.init(project: String(path[1]), type: type, number: path[4].resourceNumber)
    }
}

extension VersionReference: NamedResource {
    static var pattern: String {
        #"(^arn:[a-z\d-]+:rekognition:[a-z\d-]+:\d{12}:project\/[a-zA-Z0-9_.\-]{1,255}"#
            + #"\/version\/[a-zA-Z0-9_.\-]{1,255}\/[0-9]+$)"#
    }

    init?(path: [Substring]) {
        guard path.count == 5, path[0] == "project", path[1].isResourceName, path[2] == "version",
            path[3].isResourceName, path[4].isDigits
        else { return nil }
        self.init(project: String(path[1]), name: String(path[3]), number: path[4].resourceNumber)
    }
}

extension ResourceReference: NamedResource {
    /// Where any resource is asked for, the model has no pattern.
    static var pattern: String { "arn:[a-z\\d-]+:rekognition:[a-z\\d-]+:\\d{12}:.+" }

    init?(path: [Substring]) {
        if let project = ProjectReference(path: path) {
            self = .project(project)
        } else if let dataset = DatasetReference(path: path) {
            self = .dataset(dataset)
        } else if let version = VersionReference(path: path) {
            self = .version(version)
        } else {
            return nil
        }
    }
}

extension Substring {
    fileprivate var isDigits: Bool { !isEmpty && utf8.allSatisfy { (0x30...0x39).contains($0) } }

    /// Matches `[a-z\d-]+`.
    fileprivate var isARNPart: Bool {
        !isEmpty
            && unicodeScalars.allSatisfy { $0.isASCIIAlphanumeric && !$0.properties.isUppercase || $0 == "-" }
    }

    /// Matches `[a-zA-Z0-9_.\-]{1,255}`.
    fileprivate var isResourceName: Bool {
        (1...255).contains(unicodeScalars.count) && unicodeScalars.allSatisfy { $0.isNamePart }
    }

    /// The number that digits write; one that no resource has where they are too many or begin with a zero.
    fileprivate var resourceNumber: Int64 {
        guard let number = Int64(self), String(number) == self else { return -1 }
        return number
    }
}
