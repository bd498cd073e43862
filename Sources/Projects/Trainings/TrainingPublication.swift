import Catalog
import Evaluation
import Foundation
import Logging
import ModelBundles
import ObjectStorage
import TrainingRuns

/// Brings what a run has made to its output bucket, and tells the catalog how the run ended.
struct TrainingPublication {
    let workshop: Workshop
    let version: Int64
    let files: RunFiles

    /// After a training that went well: files first, then the status, so that who sees `TRAINING_COMPLETED` finds them.
    ///
    /// Throws a `RunFailure` where the bucket cannot be written.
    func publish() async throws {
        let (record, project) = try await owner()
        let bundle = try ModelBundle.open(at: workshop.home.model(version))
        let f1 = try writeEvaluation(of: bundle, record.reference(in: project.name))
        let locations = try await upload(record, project)
        workshop.failpoint.pass(.trainingPublished)
        let now = workshop.moment
        try await workshop.write { [version] catalog in
            guard var record = try catalog.version(number: version), var run = try catalog.run(of: version)
            else { return }
            record.f1 = f1
            record.trainingEnd = now
            record.billableSeconds = Int(run.trainedSeconds.rounded(.up))
            for file in locations { try catalog.set(file) }
            _ = try catalog.advance(record, .trainingSucceeded, VersionMessage.ready)
            run.status = run.status.after(.published) ?? run.status
            run.secondsLeft = nil
            try catalog.update(run)
        }
    }

    /// After a training without a model: AWS writes what it knows of the manifests then too.
    func publish(_ failure: RunFailure) async throws {
        let (record, project) = try await owner()
        var message = failure.message
        var locations: [VersionFileRecord] = []
        do {
            locations = try await upload(record, project)
        } catch let error as RunFailure {
            // Why there is no model matters more than why it is not written down.
            if failure.event == .failed, message != error.message { message += " " + error.message }
        }
        let now = workshop.moment
        try await workshop.write { [version, message, locations] catalog in
            guard var record = try catalog.version(number: version), var run = try catalog.run(of: version)
            else { return }
            record.trainingEnd = now
            for file in locations { try catalog.set(file) }
            _ = try catalog.advance(record, .trainingFailed, message)
            run.status = run.status.after(failure.event) ?? run.status
            run.secondsLeft = nil
            try catalog.update(run)
        }
    }

    private func owner() async throws -> (VersionRecord, ProjectRecord) {
        try await workshop.catalog.read { [version] catalog in
            guard let record = try catalog.version(number: version),
                let project = try catalog.project(number: record.projectID)
            else { throw RunInterrupted() }
            return (record, project)
        }
    }

    /// Lays AWS's files of the evaluation beside the others; gives F1, nil where nothing was tested.
    ///
    /// The bundle's own copies name no version of this account.
    private func writeEvaluation(of bundle: ModelBundle, _ reference: VersionReference) throws -> Double? {
        guard bundle.description.files[ModelBundle.reportPath] != nil else { return nil }
        let json = try Data(contentsOf: bundle.url(for: ModelBundle.reportPath))
        let report = try JSONDecoder().decode(EvaluationReport.self, from: json)
        let facts = RekognitionFiles.Facts(
            projectVersionARN: workshop.account.arn(of: reference),
            trainingImages: bundle.description.data.trainImages,
            testingImages: bundle.description.data.testImages,
            // The bundle's own date is that of the trainer's start.
            evaluationEnd: workshop.now()
        )
        try files.write(RekognitionFiles.summary(of: report, facts: facts), as: .evaluationSummary)
        let snapshot = try Data(contentsOf: bundle.url(for: ModelBundle.testResultsPath))
        try files.write(snapshot, as: .testingSnapshot)
        return report.scores?.f1
    }

    private func upload(
        _ record: VersionRecord,
        _ project: ProjectRecord
    ) async throws -> [VersionFileRecord] {
        var locations: [VersionFileRecord] = []
        for kind in files.waitingOutputs {
            let target = record.output.location(of: kind, project: project.name, version: record.name)
            do {
                _ = try await workshop.objects.upload(
                    files.output(kind),
                    to: target,
                    contentType: "application/json"
                )
            } catch ObjectStorageError.full(_) {
                throw ProjectError.diskFull
            } catch let error as ObjectStorageError {
                workshop.log.warning(
                    "an output bucket cannot be written",
                    metadata: ["version": "\(version)", "reason": "\(error)"]
                )
                throw RunFailure(message: VersionMessage.noOutput)
            }
            locations.append(
                VersionFileRecord(
                    versionID: version,
                    kind: kind,
                    bucket: target.bucket,
                    key: target.key
                )
            )
        }
        return locations
    }
}
