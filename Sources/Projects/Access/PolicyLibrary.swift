package import Catalog
import Foundation

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
        try PolicyDocument.check(document)
        let now = workshop.moment
        let limit = workshop.limits.policiesPerProject
        let new = PolicyDocument.revision()
        return try await workshop.write { catalog in
            let owner = try catalog.openProject(project)
            if var policy = try catalog.policy(named: name, ofProject: owner.id) {
                guard let revision else { throw ProjectError.policyExists(name: name, project: project) }
                try policy.check(revision)
                policy.document = document
                policy.revision = new
                policy.updated = max(now, policy.created)
                try catalog.update(policy)
                return new
            }
            if let revision { throw ProjectError.wrongPolicyRevision(name: name, given: revision) }
            guard try catalog.policies(ofProject: owner.id, limit: limit).count < limit else {
                throw ProjectError.tooManyPolicies(limit: limit)
            }
            try catalog.insert(
                PolicyRecord(
                    projectID: owner.id,
                    name: name,
                    revision: new,
                    document: document,
                    created: now,
                    updated: now
                )
            )
            return new
        }
    }

    /// A project's policies by name.
    ///
    /// Throws `noSuchProject` or `invalidPageToken`.
    package func page(
        of project: ProjectReference,
        _ request: PageRequest
    ) async throws -> Page<ProjectPolicy> {
        let records = try await workshop.catalog.read { catalog in
            let owner = try catalog.existingProject(project)
            return try catalog.policies(
                ofProject: owner.id,
                after: request.start?.rawValue ?? "",
                limit: request.size + 1
            )
        }
        return Page(
            records,
            size: request.size,
            token: { PageToken(rawValue: $0.name) },
            element: { ProjectPolicy($0, of: project) }
        )
    }

    /// Removes a policy, of whatever revision where none is given.
    ///
    /// Throws `noSuchProject`, `noSuchPolicy` or `wrongPolicyRevision`.
    package func delete(
        named name: String,
        from project: ProjectReference,
        revision: String?
    ) async throws {
        try await workshop.write { catalog in
            let owner = try catalog.existingProject(project)
            guard let policy = try catalog.policy(named: name, ofProject: owner.id) else {
                throw ProjectError.noSuchPolicy(name: name, project: project)
            }
            if let revision { try policy.check(revision) }
            try catalog.delete(policy)
        }
    }
}

extension ProjectPolicy {
    fileprivate init(_ record: PolicyRecord, of project: ProjectReference) {
        self.init(
            project: project,
            name: record.name,
            revisionID: record.revision,
            document: record.document,
            created: Date(milliseconds: record.created),
            lastUpdated: Date(milliseconds: record.updated)
        )
    }
}

extension PolicyRecord {
    /// Refuses to go on from another revision than the current one.
    fileprivate func check(_ given: String) throws {
        guard revision.lowercased() == given.lowercased() else {
            throw ProjectError.wrongPolicyRevision(name: name, given: given)
        }
    }
}

/// What a policy must at least be.
enum PolicyDocument {
    private struct Shape: Decodable {
        /// One statement or a list of them.
        enum Statements: Decodable {
            case list([Statement])
            case one(Statement)

            init(from decoder: any Decoder) throws {
                let container = try decoder.singleValueContainer()
                if let list = try? container.decode([Statement].self) {
                    self = .list(list)
                } else {
                    self = .one(try container.decode(Statement.self))
                }
            }
        }

        struct Statement: Decodable {
            let effect: String

            enum CodingKeys: String, CodingKey {
                case effect = "Effect"
            }
        }

        let statements: Statements

        enum CodingKeys: String, CodingKey {
            case statements = "Statement"
        }
    }

    /// Refuses what is no JSON object with statements that allow or deny.
    static func check(_ document: String) throws {
        let shape: Shape
        do {
            shape = try JSONDecoder().decode(Shape.self, from: Data(document.utf8))
        } catch {
            let reason = "it is no JSON object with a Statement that has an Effect"
            throw ProjectError.malformedPolicy(reason: reason)
        }
        let effects =
            switch shape.statements {
            case .list(let list): list.map(\.effect)
            case .one(let statement): [statement.effect]
            }
        guard !effects.isEmpty, effects.allSatisfy({ $0 == "Allow" || $0 == "Deny" }) else {
            throw ProjectError.malformedPolicy(reason: "an Effect is neither Allow nor Deny")
        }
    }

    /// 32 hexadecimal digits, never the same twice.
    static func revision() -> String {
        UUID().uuidString.replacing("-", with: "").lowercased()
    }
}
