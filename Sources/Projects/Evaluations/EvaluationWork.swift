import Annotations
import Catalog
import ChildProcesses
import Evaluation
import Foundation
import InferenceUnits
import Logging
import ModelBundles
import ObjectStorage

/// Tests versions again in the background, one after the other.
package actor EvaluationWork {
    /// How long to wait before trying again what the state of the machine did not allow.
    private static let patience = Duration.seconds(10)

    private let workshop: Workshop
    private let shutdown = StopSignal()

    package init(workshop: Workshop) {
        self.workshop = workshop
    }

    /// Works until `stop` is called; what an earlier process left comes first.
    package func run() async throws {
        for await _ in workshop.bells.evaluations.rings {
            while !shutdown.isGiven, let next = try await workshop.catalog.read({ try $0.nextEvaluation() }) {
                await work(on: next)
            }
        }
    }

    /// Lets `run` return; an evaluation at work is begun anew by the next process.
    package nonisolated func stop() {
        shutdown.give()
        workshop.bells.evaluations.close()
    }

    private func work(on evaluation: EvaluationRecord) async {
        let job = EvaluationJob(workshop: workshop, evaluation: evaluation, stop: shutdown)
        do {
            try await job.run()
        } catch is RunInterrupted {
            // The next process goes on.
        } catch {
            workshop.log.error(
                "an evaluation waits",
                metadata: ["evaluation": "\(evaluation.id)", "reason": "\(error)"]
            )
            // Cancelled or not, what follows is right.
            try? await Task.sleep(for: Self.patience)
        }
    }
}

/// One evaluation, from the beginning.
struct EvaluationJob {
    private struct Failure: Error {
        let reason: String
    }

    private struct TestSet: Sendable {
        let lines: [UInt8]
        let dataset: DatasetRecord
    }

    /// Between two notes of how far it is.
    private static let pause = Duration.seconds(1)

    let workshop: Workshop
    let evaluation: EvaluationRecord
    let stop: StopSignal

    /// Tests the version; why that cannot be done ends in the evaluation's row.
    ///
    /// Throws `RunInterrupted` when the server stops, and what may be better later, such as a full disk.
    func run() async throws {
        do {
            try await work()
        } catch let failure as Failure {
            try await end(failure.reason)
        } catch let failure as RunFailure {
            try await end(failure.message)
        } catch let error as WorkerError {
            try await end("The model cannot be run: \(error)")
        } catch let error as ModelBundleError {
            try await end("The model cannot be read: \(error)")
        }
    }

    private func work() async throws {
        let set = try await testSet()
        let limits = workshop.limits.manifest
        let entries = try await OwnThread(label: "test set").run {
            let judged = try JudgedSet(set.lines, limits: limits)
            return judged.usable.map { judged.lines.entries[$0] }
        }
        guard !entries.isEmpty else { throw Failure(reason: "The project has no labelled test image.") }
        let bundle = try ModelBundle.open(at: workshop.home.model(evaluation.versionID))
        let tested = try await test(entries)
        let description = bundle.description
        let report = try await OwnThread(label: "evaluation").run {
            Evaluator.evaluate(tested, labels: description.labels, seed: description.seed)
        }
        try await keep(report, set.dataset, earlier: earlierReport(of: bundle))
    }

    private func testSet() async throws -> TestSet {
        try await workshop.catalog.read { [evaluation] catalog in
            guard let version = try catalog.version(number: evaluation.versionID),
                let test = try catalog.dataset(.test, ofProject: version.projectID)
            else { throw Failure(reason: "The project has no test dataset any more.") }
            return TestSet(lines: try catalog.lines(of: test.id), dataset: test)
        }
    }

    private func test(_ entries: [Entry]) async throws -> [TestedImage] {
        try await note(done: 0, of: entries.count)
        let launch = WorkerLaunch(
            bundle: workshop.home.model(evaluation.versionID),
            cacheFolder: workshop.home.compiledModels,
            executable: workshop.programs.worker
        )
        return try await WorkerProcess.run(launch) { worker in
            var tested: [TestedImage] = []
            var lastNote = ContinuousClock.now
            for (index, entry) in entries.enumerated() {
                try stop.check()
                if let image = entry.image, let found = try await detect(image.source, index, worker) {
                    tested.append(
                        TestedImage(
                            id: image.source,
                            size: found.size,
                            truths: image.annotations,
                            detections: found.detections
                        )
                    )
                }
                if ContinuousClock.now - lastNote > Self.pause {
                    try await note(done: index + 1, of: entries.count)
                    lastNote = ContinuousClock.now
                }
            }
            return tested
        }
    }

    /// All that the model finds, as at the end of a training; nil for an image of no use, which a training leaves out too.
    private func detect(
        _ source: String,
        _ index: Int,
        _ worker: WorkerProcess
    ) async throws -> ImageDetections? {
        guard let place = S3Location(source) else { return nil }
        let location = ObjectLocation(bucket: place.bucket, key: place.key)
        let bytes: [UInt8]
        do {
            bytes = try await workshop.objects.bytes(location, limit: workshop.limits.storedImageBytes)
        } catch let error as ObjectStorageError {
            workshop.log.warning("a test image cannot be read", metadata: ["reason": "\(error)"])
            return nil
        }
        let request = InferenceRequest(id: index, image: source, minimumConfidence: 0)
        switch try await worker.detect(request, image: Data(bytes)) {
        case .found(let found): return found
        case .failed(let failure):
            workshop.log.warning("a test image is of no use", metadata: ["reason": "\(failure)"])
            return nil
        }
    }

    private func note(done: Int, of images: Int) async throws {
        try await workshop.write { [evaluation] catalog in
            guard var record = try catalog.evaluation(evaluation.id) else { throw RunInterrupted() }
            record.status = .running
            record.images = images
            record.doneImages = done
            try catalog.update(record)
        }
    }

    private func earlierReport(of bundle: ModelBundle) throws -> EvaluationReport? {
        guard bundle.description.files[ModelBundle.reportPath] != nil else { return nil }
        let json = try Data(contentsOf: bundle.url(for: ModelBundle.reportPath))
        return try JSONDecoder().decode(EvaluationReport.self, from: json)
    }

    private func keep(
        _ report: EvaluationReport,
        _ dataset: DatasetRecord,
        earlier: EvaluationReport?
    ) async throws {
        guard report.imageCount > 0 else { throw Failure(reason: "No test image can be read.") }
        let path = "evaluations/\(evaluation.versionID)/\(evaluation.id).json"
        let file = workshop.home.home.appending(path: path)
        try HomeFolders.makeFolder(for: file)
        try report.json().write(to: file, options: .atomic)
        let difference = earlier.map { report.difference(from: $0) }
        let (f1, images, now) = (report.scores?.f1, report.imageCount, workshop.moment)
        try await workshop.write { [evaluation] catalog in
            guard var record = try catalog.evaluation(evaluation.id) else { return }
            record.status = .finished
            record.finished = now
            record.images = images
            record.doneImages = images
            record.f1 = f1
            record.added = difference?.added
            record.removed = difference?.removed
            record.relabelled = difference?.relabelled
            record.datasetID = dataset.id
            record.changes = dataset.changes
            record.reportPath = path
            try catalog.update(record)
        }
    }

    private func end(_ reason: String) async throws {
        let now = workshop.moment
        try await workshop.write { [evaluation] catalog in
            guard var record = try catalog.evaluation(evaluation.id) else { return }
            record.status = .failed
            record.message = reason
            record.finished = now
            try catalog.update(record)
        }
    }
}
