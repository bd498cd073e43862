/// Names one project for ever: another of the same name has another number.
package struct ProjectReference: Hashable, Sendable, Codable {
    package var name: String
    /// The moment of creation in milliseconds since 1970, unlike any other project's; the last part of the ARN.
    package var number: Int64

    package init(name: String, number: Int64) {
        self.name = name
        self.number = number
    }
}

/// Names one dataset for ever.
package struct DatasetReference: Hashable, Sendable, Codable {
    /// The project's name.
    package var project: String
    package var type: DatasetType
    /// The moment of creation in milliseconds since 1970, unlike any other dataset's; the last part of the ARN.
    package var number: Int64

    package init(project: String, type: DatasetType, number: Int64) {
        self.project = project
        self.type = type
        self.number = number
    }
}

/// Names one project version for ever.
package struct VersionReference: Hashable, Sendable, Codable {
    /// The project's name.
    package var project: String
    package var name: String
    /// The moment of creation in milliseconds since 1970, unlike any other version's; the last part of the ARN.
    package var number: Int64

    package init(project: String, name: String, number: Int64) {
        self.project = project
        self.name = name
        self.number = number
    }
}

/// Whatever may carry tags.
package enum ResourceReference: Hashable, Sendable, Codable {
    case project(ProjectReference)
    case dataset(DatasetReference)
    case version(VersionReference)
}
