import Annotations
import Catalog
import Foundation
import ModelBundles
import TrainingRuns

/// Makes all that a trainer needs of what was asked for, and the files that tell what is wrong with it.
struct TrainingPreparation {
    let workshop: Workshop
    let version: VersionRecord
    let project: ProjectRecord
    let settings: TrainingSettings
    /// The version whose weights to start from; nil chooses by the number of labels.
    let startVersion: Int64?
    let files: RunFiles
    let stop: StopSignal

    private var limits: ManifestLimits { workshop.limits.manifest }

    /// Leaves a job in the run's folder.
    ///
    /// Throws a `RunFailure`; the files for the output bucket are in the folder then as far as AWS would write them.
    func prepare() async throws {
        try await OwnThread(label: "folder").run { [files] in try files.makeEmpty() }
        let manifests = try await TrainingSets(workshop: workshop, version: version).manifests()
        let sets = try await OwnThread(label: "manifests").run { [limits] in
            JudgedSets(
                training: try JudgedSet(manifests.training, limits: limits),
                testing: try JudgedSet(manifests.testing, limits: limits)
            )
        }
        try stop.check()
        try await writeDroppedLines()
        // Known before any image is fetched, and not to be mended by one.
        if let failure = sets.failure {
            try await write(sets)
            throw failure
        }
        try await goOn(with: sets)
    }

    private func goOn(with judged: JudgedSets) async throws {
        var sets = judged
        let staging = StagedImages(workshop: workshop, folder: files.images, stop: stop)
        let training = try await staging.stage(
            sets.training.lines.entries,
            places: sets.training.usable,
            name: "training"
        )
        let testing = try await staging.stage(
            sets.testing.lines.entries,
            places: sets.testing.usable,
            name: "testing"
        )
        guard training.haveFetched || sets.training.usable.isEmpty else {
            try await write(sets)
            throw RunFailure(message: VersionMessage.noImages)
        }
        sets.training.refuse(training.refused, limits: limits)
        sets.testing.refuse(testing.refused, limits: limits)
        try await write(sets)
        if let failure = sets.failure { throw failure }
        let job = try job(sets, training: training.paths, testing: testing.paths)
        try await OwnThread(label: "job").run { [files] in
            try files.write(TrainingSnapshot.bytes(of: job, created: workshop.now()), as: .trainingSnapshot)
            try files.write(job)
        }
    }

    private func write(_ sets: JudgedSets) async throws {
        try await OwnThread(label: "validation").run { [files] in
            if let summary = sets.summary {
                let encoder = JSONEncoder()
                encoder.outputFormatting = [.withoutEscapingSlashes, .sortedKeys]
                try files.write(encoder.encode(summary), as: .manifestSummary)
            }
            let training = ValidationManifest.bytes(of: sets.training.lines)
            let testing = ValidationManifest.bytes(of: sets.testing.lines)
            try files.write(Data(training), as: .trainingValidation)
            try files.write(Data(testing), as: .testingValidation)
        }
    }

    /// The lines that never got into the datasets trained on, which AWS does not tell; none for manifests.
    private func writeDroppedLines() async throws {
        guard version.trainingManifest == nil else { return }
        let report = try await workshop.catalog.read { [version] catalog in
            try DroppedLinesReport.bytes(ofProject: version.projectID, catalog)
        }
        guard !report.isEmpty else { return }
        try files.write(report, as: .droppedLines)
    }

    private func job(
        _ sets: JudgedSets,
        training: [Int: URL],
        testing: [Int: URL]
    ) throws -> TrainingJob {
        let samples = Self.samples(of: sets.training, training)
        let used = Set(samples.flatMap { $0.image.annotations.map(\.label) })
        let labels = sets.training.lines.labels.filter(used.contains)
        let (start, ancestry) = try startingPoint(forLabels: labels.count)
        return TrainingJob(
            labels: labels,
            training: samples,
            test: Self.samples(of: sets.testing, testing),
            settings: settings,
            bundlePath: workshop.home.model(version.id).path,
            start: start,
            ancestry: ancestry,
            // Only a job of this very version ever writes there.
            replacesBundle: true,
            codeVersion: ProductVersion.current
        )
    }

    private static func samples(of set: JudgedSet, _ paths: [Int: URL]) -> [TrainingJob.Sample] {
        set.usable.compactMap { place in
            let entry = set.lines.entries[place]
            guard let image = entry.image, let path = paths[place] else { return nil }
            return TrainingJob.Sample(image: image, path: path.path, line: entry.line)
        }
    }

    /// The base for so many labels, as `katmai train` chooses, unless a version was named.
    private func startingPoint(forLabels count: Int) throws -> (TrainingStart, [String]) {
        if let startVersion {
            return try Self.startingPoint(
                of: workshop.home.model(startVersion),
                called: "version-\(startVersion)"
            )
        }
        let programs = workshop.programs
        return count == 1
            ? try Self.startingPoint(of: programs.base, called: "base")
            : try Self.startingPoint(of: programs.baseOfKinds, called: "base-kinds")
    }

    private static func startingPoint(
        of folder: URL,
        called name: String
    ) throws -> (TrainingStart, [String]) {
        let bundle = try ModelBundle.open(at: folder, needing: ModelBundle.weightsPath)
        try bundle.verify(ModelBundle.weightsPath)
        let digest = bundle.description.files[ModelBundle.weightsPath].map { ["\(name) sha256:\($0)"] } ?? []
        return (.bundle(path: bundle.folder.path), bundle.description.ancestry + digest)
    }
}

/// Both manifests of a run.
struct JudgedSets: Sendable {
    var training: JudgedSet
    var testing: JudgedSet

    var summary: ManifestSummary? {
        ManifestSummary(training: training.lines, testing: testing.lines)
    }

    /// Why the two do not do for a training; nil when they do.
    var failure: RunFailure? {
        if training.statistics.useCase == .imageLevelLabels {
            return RunFailure(message: VersionMessage.imageLevel)
        }
        let errors = training.statistics.errors + testing.statistics.errors + (summary?.errors ?? [])
        return errors.first.map { RunFailure(message: $0.message) }
    }
}
