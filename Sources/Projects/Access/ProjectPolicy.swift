package import Catalog
package import FoundationEssentials

/// A project policy: stored and shown, while with one account it grants nothing.
package struct ProjectPolicy: Hashable, Sendable {
    package let project: ProjectReference
    package let name: String
    /// 32 hexadecimal digits, others after each change.
    package let revisionID: String
    /// As it was given.
    package let document: String
    package let created: Date
    package let lastUpdated: Date

    package init(
        project: ProjectReference,
        name: String,
        revisionID: String,
        document: String,
        created: Date,
        lastUpdated: Date
    ) {
        self.project = project
        self.name = name
        self.revisionID = revisionID
        self.document = document
        self.created = created
        self.lastUpdated = lastUpdated
    }
}
