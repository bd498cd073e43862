package import Catalog
import Logging

/// Keeps tags on projects, datasets and versions.
package struct TagLibrary: Sendable {
    let workshop: Workshop

    /// Adds tags, replacing those of the same keys.
    ///
    /// Throws `tooManyTags`, or that there is no such resource.
    package func add(_ tags: [String: String], to resource: ResourceReference) async throws {
        let limits = workshop.limits
        try await workshop.write { catalog in
            let owner = try catalog.existingOwner(of: resource)
            try limits.check(catalog.tags(of: owner).merging(tags) { _, new in new })
            try catalog.addTags(tags, to: owner)
        }
        // AWS takes any tag, so this is no error; nobody else tells whoever wrote it wrong.
        if case .version = resource, let mode = tags[ServingTag.key], ServingMode(rawValue: mode) == nil {
            workshop.log.warning(
                "a tag is passed over: it is neither on-demand nor manual",
                metadata: ["tag": "\(ServingTag.key)", "value": "\(mode)"]
            )
        }
    }

    /// Removes tags; keys that are not there are no error.
    ///
    /// Throws that there is no such resource.
    package func remove(_ keys: [String], from resource: ResourceReference) async throws {
        try await workshop.write { catalog in
            try catalog.removeTags(keys, from: catalog.existingOwner(of: resource))
        }
    }

    /// Throws that there is no such resource.
    package func all(of resource: ResourceReference) async throws -> [String: String] {
        try await workshop.catalog.read { catalog in
            try catalog.tags(of: catalog.existingOwner(of: resource))
        }
    }
}

extension CatalogReader {
    fileprivate func existingOwner(of resource: ResourceReference) throws -> TagOwner {
        if let owner = try tagOwner(resource) { return owner }
        switch resource {
        case .project(let reference): throw ProjectError.noSuchProject(reference)
        case .dataset(let reference): throw ProjectError.noSuchDataset(reference)
        case .version(let reference): throw ProjectError.noSuchVersion(reference)
        }
    }
}
