package import Catalog
import Foundation
package import FoundationEssentials
import TrainingRuns

/// A training as a live page shows it.
package struct TrainingView: Sendable {
    /// How many of the test images the exported model has seen.
    package struct Evaluating: Hashable, Sendable {
        package let done: Int
        package let of: Int
    }

    /// With status, reason and progress.
    package let version: VersionDescription
    package let choices: TrainingChoices
    /// Nil for copies, as what follows.
    package let queued: Date?
    package let started: Date?
    package let trainedSeconds: Double
    /// How far it is, or how it has ended.
    package let run: RunStatus?
    /// How often a trainer was started: once more after each start of the server, and after each trainer that died.
    package let attempts: Int
    /// Nil until the trainer has said it.
    package let epochs: Int?
    package let steps: Int?
    package let step: Int
    package let trainingImages: Int?
    package let validationImages: Int?
    package let testImages: Int?
    package let labels: [String]
    package let imagesPerSecond: Double?
    package let secondsLeft: Double?
    /// At most `TrainingViews.points`, evenly taken.
    package let losses: [LossPoint]
    package let validations: [ValidationPoint]
    package let evaluating: Evaluating?
}

/// Shows trainings while they go on, and afterwards.
package struct TrainingViews: Sendable {
    /// The most points of a curve.
    package static let points = 1000

    let workshop: Workshop

    /// A version's training.
    ///
    /// Throws `noSuchVersion`.
    package func view(of version: VersionReference) async throws -> TrainingView {
        let found = try await workshop.catalog.read { catalog in
            let record = try catalog.existingVersion(version)
            let run = try catalog.run(of: record.id)
            return Found(
                id: record.id,
                description: VersionDescription(
                    record,
                    project: version.project,
                    files: try catalog.files(ofVersions: [record.id]),
                    run: run
                ),
                run: run,
                choices: try run.map { try catalog.choices(of: $0) } ?? TrainingChoices()
            )
        }
        let folder = RunFiles(workshop.home.run(found.id)).folder
        let series = try await OwnThread(label: "series").run { try EventLog(folder).series() }
        return TrainingView(found, series)
    }

    /// The end of what a trainer has logged, in whole lines; empty where there is no log.
    ///
    /// Throws `noSuchVersion`.
    package func log(of version: VersionReference, lastBytes: Int = 16_384) async throws -> String {
        let record = try await workshop.catalog.read { try $0.existingVersion(version) }
        let file = RunFiles(workshop.home.run(record.id)).folder.log
        guard FileManager.default.fileExists(atPath: file.path) else { return "" }
        let handle = try FileHandle(forReadingFrom: file)
        defer { try? handle.close() }
        let size = try handle.seekToEnd()
        let start = size > UInt64(lastBytes) ? size - UInt64(lastBytes) : 0
        try handle.seek(toOffset: start)
        var bytes = try handle.readToEnd() ?? Data()
        if start > 0, let end = bytes.firstIndex(of: UInt8(ascii: "\n")) {
            bytes = bytes[bytes.index(after: end)...]
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The first of v1, v2 and so on, behind the newest such one, that no version of a project is called.
    ///
    /// Throws `noSuchProject`.
    package func defaultVersionName(in project: ProjectReference) async throws -> String {
        try await workshop.catalog.read { catalog in
            let owner = try catalog.existingProject(project)
            var number = 1 + (try catalog.versionCount(ofProject: owner.id))
            while try catalog.hasVersion(named: "v\(number)", inProject: owner.id) { number += 1 }
            return "v\(number)"
        }
    }

    fileprivate struct Found: Sendable {
        let id: Int64
        let description: VersionDescription
        let run: RunRecord?
        let choices: TrainingChoices
    }
}

extension TrainingView {
    fileprivate init(_ found: TrainingViews.Found, _ series: TrainingSeries) {
        let run = found.run
        version = found.description
        choices = found.choices
        queued = run.map { Date(milliseconds: $0.queued) }
        started = run?.started.map { Date(milliseconds: $0) }
        trainedSeconds = run?.trainedSeconds ?? 0
        self.run = run?.status
        attempts = run?.attempts ?? 0
        epochs = series.start?.epochs ?? run?.epochs
        steps = run.flatMap { $0.steps > 0 ? $0.steps : nil }
        step = run?.step ?? 0
        trainingImages = series.start?.trainingImages
        validationImages = series.start?.validationImages
        testImages = series.start?.testImages
        labels = series.start?.labels ?? []
        let isAtWork = found.description.status == .training
        imagesPerSecond = isAtWork ? series.losses.last?.imagesPerSecond : nil
        secondsLeft = isAtWork ? run?.secondsLeft : nil
        losses = series.losses(atMost: TrainingViews.points)
        validations = series.validations
        evaluating =
            isAtWork ? series.evaluating.map { Evaluating(done: $0.done, of: $0.images) } : nil
    }
}
