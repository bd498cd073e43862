import Catalog
import Projects

/// The things that an address names.
extension Desk {
    func project(_ context: SignedInContext) async throws -> ProjectReference {
        try await useCases.overviews.project(named: try context.name("project"))
    }

    func version(_ context: SignedInContext) async throws -> VersionReference {
        let project = try await project(context)
        return try await useCases.overviews.version(named: try context.name("version"), in: project)
    }

    /// The project and which of its two sets; the set need not be there.
    func set(_ context: SignedInContext) async throws -> (ProjectReference, DatasetType) {
        let name = try context.name("set")
        guard let type = DatasetType(word: name) else {
            throw ConsoleError.notFound("A project has a set train and a set test, and no \(name).")
        }
        return (try await project(context), type)
    }

    /// The set that an address names, which must be there.
    func dataset(_ context: SignedInContext) async throws -> DatasetReference {
        let (project, type) = try await set(context)
        guard let dataset = try await dataset(type, of: project) else {
            throw ConsoleError.notFound("\(project.name) has no \(type.word) set.")
        }
        return dataset
    }

    /// A set of a project; nil where there is none, or one that is being deleted.
    func dataset(_ type: DatasetType, of project: ProjectReference) async throws -> DatasetReference? {
        let page = try await useCases.projects.page(PageRequest(size: 1), names: [project.name])
        return page.elements.first?.datasets
            .first { $0.dataset.type == type && $0.status != .deleting }?
            .dataset
    }

    /// A set of a project, made empty where there is none.
    func madeDataset(_ type: DatasetType, of project: ProjectReference) async throws -> DatasetReference {
        if let dataset = try await dataset(type, of: project) { return dataset }
        do {
            return try await useCases.datasets.create(type, in: project, from: .nothing, tags: [:])
        } catch ProjectError.datasetExists {
            // Made by another upload meanwhile.
            guard let dataset = try await dataset(type, of: project) else {
                throw ConsoleError.notFound("\(project.name) has no \(type.word) set.")
            }
            return dataset
        }
    }
}

extension ProjectCard {
    /// The training or the test set; nil where it is not there.
    func dataset(_ type: DatasetType) -> DatasetReference? {
        switch type {
        case .train: train
        case .test: test
        }
    }
}
