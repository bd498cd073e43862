package import Catalog

/// Creates, shows and deletes projects.
package struct ProjectLibrary: Sendable {
    let workshop: Workshop

    /// Makes an empty project.
    ///
    /// Throws `projectNameTaken`, `limitExceeded` or `tooManyTags`.
    package func create(named name: String, tags: [String: String]) async throws -> ProjectReference {
        fatalError("follows")
    }

    /// The projects, newest first; `names` keeps those of these names, and unknown ones are no error.
    ///
    /// Throws `invalidPageToken`.
    package func page(_ request: PageRequest, names: [String]?) async throws -> Page<ProjectDescription> {
        fatalError("follows")
    }

    /// Deletes a project with its policies, once its models and datasets are deleted or being deleted.
    ///
    /// Throws `noSuchProject` or `projectNotEmpty`. Deleting twice is no error while the project is still there.
    package func delete(_ project: ProjectReference) async throws -> ProjectStatus {
        fatalError("follows")
    }
}
