package import Catalog
import FoundationEssentials

/// Creates, shows and deletes projects.
package struct ProjectLibrary: Sendable {
    let workshop: Workshop

    /// Makes an empty project.
    ///
    /// Throws `projectNameTaken`, `limitExceeded` or `tooManyTags`.
    package func create(named name: String, tags: [String: String]) async throws -> ProjectReference {
        let limits = workshop.limits
        try limits.check(tags)
        let now = workshop.moment
        return try await workshop.write { catalog in
            guard try catalog.project(named: name) == nil else { throw ProjectError.projectNameTaken(name) }
            guard try catalog.projectCount() < limits.projects else {
                throw ProjectError.limitExceeded(.projects, limit: limits.projects)
            }
            let project = try catalog.insertProject(named: name, now: now)
            try catalog.addTags(tags, to: .project(project.id))
            return project.reference
        }
    }

    /// The projects, newest first; `names` keeps those of these names, and unknown ones are no error.
    ///
    /// Throws `invalidPageToken`.
    package func page(_ request: PageRequest, names: [String]?) async throws -> Page<ProjectDescription> {
        let start = try request.startNumber() ?? .max
        return try await workshop.catalog.read { catalog in
            let projects = try catalog.projects(before: start, names: names, limit: request.size + 1)
            let datasets = Dictionary(
                grouping: try catalog.datasets(ofProjects: projects.map(\.id)),
                by: \.projectID
            )
            return Page(
                projects,
                size: request.size,
                token: { PageToken($0.id) },
                element: { ProjectDescription($0, datasets: datasets[$0.id, default: []]) }
            )
        }
    }

    /// Deletes a project with its policies, once its models and datasets are deleted or being deleted.
    ///
    /// Throws `noSuchProject` or `projectNotEmpty`. Deleting twice is no error while the project is still there.
    package func delete(_ project: ProjectReference) async throws -> ProjectStatus {
        try await workshop.write { catalog in
            var record = try catalog.existingProject(project)
            let datasets = try catalog.datasets(ofProjects: [record.id]).count { $0.status != .deleting }
            let versions = try catalog.versionCount(ofProject: record.id)
            guard datasets == 0, versions == 0 else {
                throw ProjectError.projectNotEmpty(project, datasets: datasets, versions: versions)
            }
            record.status = .deleting
            try catalog.update(record)
            // Otherwise whoever removes the last dataset or version removes it.
            try catalog.removeProjectIfEmptied(record.id)
            return .deleting
        }
    }
}

extension ProjectDescription {
    fileprivate init(_ record: ProjectRecord, datasets: [DatasetRecord]) {
        self.init(
            project: record.reference,
            created: Date(milliseconds: record.id),
            status: record.status,
            datasets: datasets.map { DatasetOverview($0, project: record.name) }
        )
    }
}

extension DatasetOverview {
    fileprivate init(_ record: DatasetRecord, project: String) {
        self.init(
            dataset: record.reference(in: project),
            created: Date(milliseconds: record.id),
            status: record.status,
            statusMessage: record.statusMessage,
            statusCode: record.statusCode
        )
    }
}
