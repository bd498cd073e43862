package import Catalog
package import FoundationEssentials

/// A project as DescribeProjects shows it.
package struct ProjectDescription: Hashable, Sendable {
    package let project: ProjectReference
    package let created: Date
    package let status: ProjectStatus
    /// None, one or two; those being deleted are among them.
    package let datasets: [DatasetOverview]

    package init(
        project: ProjectReference,
        created: Date,
        status: ProjectStatus,
        datasets: [DatasetOverview]
    ) {
        self.project = project
        self.created = created
        self.status = status
        self.datasets = datasets
    }
}

/// A dataset as its project's description shows it.
package struct DatasetOverview: Hashable, Sendable {
    package let dataset: DatasetReference
    package let created: Date
    package let status: DatasetStatus
    package let statusMessage: String
    package let statusCode: DatasetStatusCode

    package init(
        dataset: DatasetReference,
        created: Date,
        status: DatasetStatus,
        statusMessage: String,
        statusCode: DatasetStatusCode
    ) {
        self.dataset = dataset
        self.created = created
        self.status = status
        self.statusMessage = statusMessage
        self.statusCode = statusCode
    }
}
