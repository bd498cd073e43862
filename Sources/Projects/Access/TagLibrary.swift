package import Catalog

/// Keeps tags on projects, datasets and versions.
package struct TagLibrary: Sendable {
    let workshop: Workshop

    /// Adds tags, replacing those of the same keys.
    ///
    /// Throws `tooManyTags`, or that there is no such resource.
    package func add(_ tags: [String: String], to resource: ResourceReference) async throws {
        fatalError("follows")
    }

    /// Removes tags; keys that are not there are no error.
    ///
    /// Throws that there is no such resource.
    package func remove(_ keys: [String], from resource: ResourceReference) async throws {
        fatalError("follows")
    }

    /// Throws that there is no such resource.
    package func all(of resource: ResourceReference) async throws -> [String: String] {
        fatalError("follows")
    }
}
