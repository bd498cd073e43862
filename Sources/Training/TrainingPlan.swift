package import Datasets
package import TrainingRuns

/// How long a run is and where its epochs end.
package struct TrainingPlan: Hashable, Sendable {
    package let epochs: Int
    package let order: BatchOrder

    /// The plan for so many training images and labels; what the settings leave open is decided by their numbers and the start.
    package init(settings: TrainingSettings, start: TrainingStart, trainingImages: Int, labels: Int) {
        epochs = settings.epochs ?? start.defaultEpochs(trainingImages: trainingImages, labels: labels)
        order = BatchOrder(
            imageCount: trainingImages,
            batchSize: settings.batchSize ?? start.defaultBatchSize,
            seed: settings.seed
        )
    }

    /// Batches in one pass over the training images.
    package var stepsPerEpoch: Int { order.batchesPerEpoch }

    /// Steps of the whole run.
    package var steps: Int { epochs * stepsPerEpoch }

    /// The epoch, from 0, in which the step after `step` steps lies.
    package func epoch(afterSteps step: Int) -> Int { step / stepsPerEpoch }

    /// Whether an epoch is complete after `step` steps.
    package func endsEpoch(afterSteps step: Int) -> Bool { step % stepsPerEpoch == 0 }
}
