import Datasets
import Foundation
import ModelBundles
import Networks
import Torch
import TrainingRuns

/// What the loop is put together from.
extension Trainer {
    /// Threads that make batches beside the engine's own; one keeps ahead of two cores.
    private static let loaderThreads = 1

    func prepareEngine() throws {
        TorchRuntime.keepFreedMemory()
        TorchRuntime.flushDenormals()
        try TorchRuntime.setThreads(job.settings.threads ?? ProcessInfo.processInfo.activeProcessorCount)
        try TorchRuntime.seed(job.settings.seed)
    }

    /// A network with the weights that the job begins with; what they do not give is drawn from the seed.
    func startingDetector() throws -> Detector {
        let detector = try Detector(labelCount: job.labels.count, seed: job.settings.seed)
        switch job.start {
        case .imageNet(let path):
            let weights = try PickledWeights.read(contentsOf: URL(filePath: path))
            try ImageNetWeights(weights.entries).load(into: detector)
        case .bundle(let path):
            let bundle = try ModelBundle.open(at: URL(filePath: path), needing: ModelBundle.weightsPath)
            try bundle.verify(ModelBundle.weightsPath)
            let file = try Safetensors.read(contentsOf: bundle.url(for: ModelBundle.weightsPath))
            try InheritedWeights(file.tensors, labels: bundle.description.labels)
                .load(into: detector, labels: job.labels)
        }
        return detector
    }

    func makeLoader(_ data: TrainingData, _ plan: TrainingPlan, from step: Int) -> BatchLoader {
        let settings = job.settings
        var augmentation = Augmentation()
        augmentation.mosaicShare = settings.mosaicShare
        return BatchLoader(
            samples: data.training,
            cache: ImageCache(
                samples: data.training,
                inputSize: settings.allInputSizes.reduce(0, max),
                limit: settings.cacheBytes
            ),
            augmentation: settings.isAugmented ? augmentation : nil,
            order: plan.order,
            sizes: settings.allInputSizes,
            seed: settings.seed,
            epoch: plan.epoch(afterSteps: step),
            step: step % plan.stepsPerEpoch,
            workers: Self.loaderThreads
        )
    }

    func validate(
        _ validation: Validation,
        _ learner: Learner,
        _ plan: TrainingPlan,
        _ checkpoints: CheckpointStore<ContinuousClock>
    ) throws {
        let score = try validation.score(learner.average, epoch: plan.epoch(afterSteps: learner.step - 1) + 1)
        if score.isBest { try checkpoints.saveBest(learner) }
        try emit(.validated(score))
    }

    func nonFinite(_ batch: Batch, _ plan: TrainingPlan, _ learner: Learner) -> TrainingError {
        .nonFiniteLoss(
            epoch: plan.epoch(afterSteps: learner.step) + 1,
            step: learner.step + 1,
            images: batch.names
        )
    }

    func started(_ data: TrainingData, _ plan: TrainingPlan, _ learner: Learner) -> TrainingEvent.Started {
        TrainingEvent.Started(
            trainingImages: data.training.count,
            validationImages: data.validation.count,
            testImages: data.test.count,
            negativeImages: data.negativeCount,
            labels: job.labels,
            epochs: plan.epochs,
            stepsPerEpoch: plan.stepsPerEpoch,
            threads: TorchRuntime.threads,
            step: learner.step
        )
    }

    func finished(in whole: Duration, training: Duration) -> TrainingEvent.Finished {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return TrainingEvent.Finished(
            bundle: job.bundlePath,
            seconds: whole / .seconds(1),
            trainingSeconds: training / .seconds(1),
            peakMemoryBytes: usage.ru_maxrss * 1024
        )
    }
}
