package import Catalog

/// Keeps project policies.
package struct PolicyLibrary: Sendable {
    let workshop: Workshop

    /// Adds a policy, or changes one whose current revision is given; returns the new revision.
    ///
    /// Throws `noSuchProject`, `policyExists`, `wrongPolicyRevision`, `malformedPolicy` or `tooManyPolicies`.
    package func put(
        _ document: String,
        named name: String,
        on project: ProjectReference,
        replacing revision: String?
    ) async throws -> String {
        fatalError("follows")
    }

    /// A project's policies by name.
    ///
    /// Throws `noSuchProject` or `invalidPageToken`.
    package func page(of project: ProjectReference, _ request: PageRequest) async throws -> Page<
        ProjectPolicy
    > {
        fatalError("follows")
    }

    /// Removes a policy, of whatever revision where none is given.
    ///
    /// Throws `noSuchProject`, `noSuchPolicy` or `wrongPolicyRevision`.
    package func delete(
        named name: String,
        from project: ProjectReference,
        revision: String?
    ) async throws {
        fatalError("follows")
    }
}
