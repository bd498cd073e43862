import Datasets
package import Foundation
package import TrainingRuns

/// One training run, from job to bundle.
package struct Trainer {
    /// How a run ended.
    package enum Outcome: Equatable, Sendable {
        case finished
        /// On request, after a checkpoint.
        case stopped
    }

    let job: TrainingJob
    private let folder: RunFolder
    private let stop: StopRequest
    private let date: Date
    private let clock = ContinuousClock()
    let emit: (TrainingEvent) throws -> Void

    /// Checks the job and throws what is wrong with it; nothing is read or written before `run`.
    ///
    /// `stop` is asked after each step, and `date` is when the bundle says it was made. `emit` is told what
    /// happens; an error that it throws ends the run.
    package init(
        job: TrainingJob,
        folder: RunFolder,
        stop: StopRequest,
        date: Date,
        emit: @escaping (TrainingEvent) throws -> Void
    ) throws {
        try job.validate()
        self.job = job
        self.folder = folder
        self.stop = stop
        self.date = date
        self.emit = emit
    }

    /// Trains, from the run folder's checkpoint where there is one, then exports and evaluates.
    package func run() throws -> Outcome {
        let lock = try RunLock(folder)
        defer { lock.release() }
        let began = clock.now
        try prepareEngine()
        let data = try TrainingData(job)
        try BundleExport.check(data.test, inputSize: job.settings.inputSize)
        let plan = TrainingPlan(
            settings: job.settings,
            start: job.start,
            trainingImages: data.training.count,
            labels: job.labels.count
        )
        let learner = try Learner(startingDetector(), settings: job.settings, steps: plan.steps)
        var checkpoints = CheckpointStore(
            folder: folder,
            interval: .seconds(job.settings.checkpointSeconds),
            clock: clock
        )
        try checkpoints.restore(learner)
        try emit(.started(started(data, plan, learner)))

        let validation = try Validation(data.validation, job: job)
        let loader = makeLoader(data, plan, from: learner.step)
        var meter = ProgressMeter(plan: plan, from: learner.step, clock: clock)
        while learner.step < plan.steps {
            let batch = try meter.waiting { () throws(DatasetError) in try loader.next() }
            let loss = try learner.learn(batch)
            guard loss.isFinite else { throw nonFinite(batch, plan, learner) }
            if let progress = meter.count(loss, images: batch.count) { try emit(.progress(progress)) }
            let endsEpoch = plan.endsEpoch(afterSteps: learner.step)
            if endsEpoch, let validation { try validate(validation, learner, plan, checkpoints) }
            if stop.isRequested {
                try emit(.stopped(checkpoints.save(learner, plan)))
                return .stopped
            }
            if endsEpoch, let saved = try checkpoints.saveIfDue(learner, plan) {
                try emit(.checkpointed(saved))
            }
        }
        let trained = meter.elapsed

        let export = BundleExport(job: job, data: data, plan: plan, date: date, emit: emit)
        try export.write(checkpoints.finalWeights(learner))
        try checkpoints.removeAll()
        try emit(.finished(finished(in: began.duration(to: clock.now), training: trained)))
        return .finished
    }
}
