import Catalog

/// The answer of operations that say what became of a project or a version.
struct StatusAnswer: Hashable, Sendable, Encodable {
    let status: String

    init(_ status: ProjectStatus) { self.status = status.rawValue }

    init(_ status: VersionStatus) { self.status = status.rawValue }

    private enum CodingKeys: String, CodingKey {
        case status = "Status"
    }
}
