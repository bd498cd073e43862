package import Catalog
package import Foundation
import ModelBundles

/// How far a step of a project is.
package enum StepState: String, Hashable, Sendable {
    case todo
    /// What to do now.
    case next
    case working
    case done
    case failed
}

/// The way from images to a detector in use, step by step.
package struct ProjectSteps: Hashable, Sendable {
    package let images: StepState
    package let labels: StepState
    package let train: StepState
    package let evaluate: StepState
    package let use: StepState
}

/// A version in one line.
package struct VersionCard: Hashable, Sendable {
    package let version: VersionReference
    package let status: VersionStatus
    package let f1: Double?
    package let created: Date
    /// How far its training is, or how it has ended; nil for copies.
    package let run: RunStatus?
}

/// A project as the list of projects shows it.
package struct ProjectCard: Hashable, Sendable {
    package let project: ProjectReference
    package let created: Date
    package let status: ProjectStatus
    /// Up to four entries whose thumbnails stand for the project.
    package let thumbnails: [Int64]
    /// Of both datasets.
    package let images: Int
    /// Of both datasets.
    package let labelledImages: Int
    /// Different ones, of both datasets.
    package let labels: Int
    package let train: DatasetReference?
    package let test: DatasetReference?
    package let trainImages: Int
    package let testImages: Int
    /// The newest that is not being deleted.
    package let lastVersion: VersionCard?
    /// The newest that is being trained, or waits for it.
    package let training: VersionCard?
    /// The newest with a model.
    package let model: VersionCard?
    /// The newest that is started, or on its way to or from there.
    package let started: VersionCard?
    package let versions: Int
    package let steps: ProjectSteps
}

/// A version as a project's table shows it.
package struct VersionRow: Sendable {
    package let description: VersionDescription
    /// The mean over the labels, as the two that follow; nil where nothing was tested.
    package let f1: Double?
    package let precision: Double?
    package let recall: Double?
    package let trainingImages: Int?
    package let testImages: Int?
    /// Chosen for serving.
    package let threshold: Double?
    /// Whether there is no model because somebody has cancelled its training.
    package let isCancelled: Bool
}

/// Shows projects at a glance.
package struct ProjectOverviews: Sendable {
    private static let thumbnails = 4
    /// The most versions of a table.
    private static let rows = 100
    private static let labelLimit = 10_000

    let workshop: Workshop

    /// The projects, newest first.
    ///
    /// Throws `invalidPageToken`.
    package func page(_ request: PageRequest) async throws -> Page<ProjectCard> {
        let start = try request.startNumber() ?? .max
        return try await workshop.catalog.read { catalog in
            let projects = try catalog.projects(before: start, limit: request.size + 1)
            return try Page(
                projects,
                size: request.size,
                token: { PageToken(rawValue: String($0.id)) },
                element: { try Self.card(of: $0, catalog) }
            )
        }
    }

    /// One project.
    ///
    /// Throws `noSuchProject`.
    package func card(of project: ProjectReference) async throws -> ProjectCard {
        try await workshop.catalog.read { catalog in
            try Self.card(of: try catalog.existingProject(project), catalog)
        }
    }

    /// The project of a name.
    ///
    /// Throws `noSuchProject`, whose reference has the number 0.
    package func project(named name: String) async throws -> ProjectReference {
        try await workshop.catalog.read { catalog in
            guard let project = try catalog.project(named: name) else {
                throw ProjectError.noSuchProject(ProjectReference(name: name, number: 0))
            }
            return project.reference
        }
    }

    /// The version of a name.
    ///
    /// Throws `noSuchProject`, or `noSuchVersion`, whose reference has the number 0.
    package func version(
        named name: String,
        in project: ProjectReference
    ) async throws -> VersionReference {
        try await workshop.catalog.read { catalog in
            let owner = try catalog.existingProject(project)
            guard let version = try catalog.versions(ofProject: owner.id, names: [name], limit: 1).first
            else {
                throw ProjectError.noSuchVersion(
                    VersionReference(project: owner.name, name: name, number: 0)
                )
            }
            return version.reference(in: owner.name)
        }
    }

    /// A project's newest versions, with their figures.
    ///
    /// Throws `noSuchProject`.
    package func versions(of project: ProjectReference) async throws -> [VersionRow] {
        let rows = try await workshop.catalog.read { catalog in
            let owner = try catalog.existingProject(project)
            return try catalog.versions(ofProject: owner.id, limit: Self.rows).map { record in
                let run = try catalog.run(of: record.id)
                return Row(
                    record: record,
                    description: VersionDescription(
                        record,
                        project: owner.name,
                        files: try catalog.files(ofVersions: [record.id]),
                        run: run
                    ),
                    isCancelled: run?.status == .cancelled
                )
            }
        }
        return try await OwnThread(label: "versions").run { [home = workshop.home] in
            try rows.map { row in
                guard row.record.status.hasModel else { return VersionRow(row, nil, (nil, nil)) }
                let bundle = try ModelBundle.open(at: home.model(row.record.id))
                let figures = try Summary(of: bundle)?.figures
                return VersionRow(row, bundle.description.data, (figures?.precision, figures?.recall))
            }
        }
    }

    /// The folder of a version's model, which is never changed; `model.onnx` in it is the graph.
    ///
    /// Throws `noSuchVersion`, or `versionBusy` for a version without a model.
    package func bundleFolder(of version: VersionReference) async throws -> URL {
        let record = try await workshop.catalog.read { try $0.existingVersion(version) }
        guard record.status.hasModel else { throw ProjectError.versionBusy(version, record.status) }
        return workshop.home.model(record.id)
    }

    private static func card(of project: ProjectRecord, _ catalog: CatalogReader) throws -> ProjectCard {
        let datasets = try catalog.openDatasets(ofProject: project.id)
        let train = datasets.first { $0.type == .train }
        let test = datasets.first { $0.type == .test }
        var names: Set<Int64> = []
        var thumbnails: [Int64] = []
        for dataset in [train, test].compactMap(\.self) {
            names.formUnion(try catalog.labels(of: dataset.id, limit: labelLimit).map(\.labelID))
            let wanted = Self.thumbnails - thumbnails.count
            guard wanted > 0 else { continue }
            thumbnails += try catalog.entries(EntrySearch(dataset: dataset.id, limit: wanted)).map(\.id)
        }
        let versions = try catalog.versions(ofProject: project.id, limit: rows).filter {
            $0.status != .deleting
        }
        func shown(_ version: VersionRecord?) throws -> VersionCard? {
            guard let version else { return nil }
            return VersionCard(version, of: project.name, run: try catalog.run(of: version.id))
        }
        let newest = try shown(versions.first)
        return ProjectCard(
            project: project.reference,
            created: Date(milliseconds: project.id),
            status: project.status,
            thumbnails: thumbnails,
            images: datasets.reduce(0) { $0 + $1.totalEntries },
            labelledImages: datasets.reduce(0) { $0 + $1.labelledEntries },
            labels: names.count,
            train: train?.reference(in: project.name),
            test: test?.reference(in: project.name),
            trainImages: train?.totalEntries ?? 0,
            testImages: test?.totalEntries ?? 0,
            lastVersion: newest,
            training: try shown(versions.first { $0.status == .training }),
            model: try shown(versions.first { $0.status.hasModel }),
            started: try shown(versions.first { $0.status.isStarted }),
            versions: try catalog.versionCount(ofProject: project.id),
            steps: ProjectSteps(datasets: datasets, versions: versions, newestRun: newest?.run)
        )
    }

    fileprivate struct Row: Sendable {
        let record: VersionRecord
        let description: VersionDescription
        let isCancelled: Bool
    }

    /// What a bundle's summary tells, a small part of its report.
    private struct Summary: Decodable {
        struct Figures: Decodable {
            let precision: Double?
            let recall: Double?

            enum CodingKeys: String, CodingKey {
                case precision = "Precision"
                case recall = "Recall"
            }
        }

        let figures: Figures

        enum CodingKeys: String, CodingKey {
            case figures = "AggregatedEvaluationResults"
        }

        /// Nil where nothing was tested.
        init?(of bundle: ModelBundle) throws {
            guard bundle.description.files[ModelBundle.summaryPath] != nil else { return nil }
            let json = try Data(contentsOf: bundle.url(for: ModelBundle.summaryPath))
            self = try JSONDecoder().decode(Summary.self, from: json)
        }
    }
}

extension VersionRow {
    fileprivate init(
        _ row: ProjectOverviews.Row,
        _ data: ModelBundles.TrainingData?,
        _ figures: (precision: Double?, recall: Double?)
    ) {
        description = row.description
        f1 = row.record.f1
        precision = figures.precision
        recall = figures.recall
        trainingImages = data?.trainImages
        testImages = data?.testImages
        threshold = row.record.threshold
        isCancelled = row.isCancelled
    }
}
