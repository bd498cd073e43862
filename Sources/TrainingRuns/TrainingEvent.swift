/// What a trainer says while it works: one JSON object a line on its standard output, told apart by `event`.
package enum TrainingEvent: Hashable, Sendable {
    case started(Started)
    case progress(Progress)
    case validated(Validated)
    case checkpointed(Checkpointed)
    case evaluating(Evaluating)
    case finished(Finished)
    /// Stopped on request, after a checkpoint.
    case stopped(Checkpointed)
    case failed(Failed)

    /// What the run works on, said once before the first step.
    package struct Started: Hashable, Sendable, Codable {
        package var trainingImages: Int
        package var validationImages: Int
        package var testImages: Int
        /// Training images that hold no object.
        package var negativeImages: Int
        package var labels: [String]
        package var epochs: Int
        package var stepsPerEpoch: Int
        package var threads: Int
        /// The step a resumed run goes on from; 0 for a fresh one.
        package var step: Int

        package init(
            trainingImages: Int,
            validationImages: Int,
            testImages: Int,
            negativeImages: Int,
            labels: [String],
            epochs: Int,
            stepsPerEpoch: Int,
            threads: Int,
            step: Int
        ) {
            self.trainingImages = trainingImages
            self.validationImages = validationImages
            self.testImages = testImages
            self.negativeImages = negativeImages
            self.labels = labels
            self.epochs = epochs
            self.stepsPerEpoch = stepsPerEpoch
            self.threads = threads
            self.step = step
        }
    }

    /// How far the run is and how fast, said now and then and at each epoch's end.
    package struct Progress: Hashable, Sendable, Codable {
        /// From 1.
        package var epoch: Int
        package var epochs: Int
        /// Steps done since the run began, from 1.
        package var step: Int
        package var steps: Int
        /// Mean over the epoch so far.
        package var loss: Double
        package var imagesPerSecond: Double
        /// Share of the time since the last report that the trainer waited for data, 0...1.
        package var waiting: Double
        /// Until the last step; evaluation and export follow.
        package var secondsLeft: Double
        /// True at the last step of an epoch.
        package var endsEpoch: Bool

        package init(
            epoch: Int,
            epochs: Int,
            step: Int,
            steps: Int,
            loss: Double,
            imagesPerSecond: Double,
            waiting: Double,
            secondsLeft: Double,
            endsEpoch: Bool
        ) {
            self.epoch = epoch
            self.epochs = epochs
            self.step = step
            self.steps = steps
            self.loss = loss
            self.imagesPerSecond = imagesPerSecond
            self.waiting = waiting
            self.secondsLeft = secondsLeft
            self.endsEpoch = endsEpoch
        }
    }

    /// Average precision on the validation images after an epoch, 0...1.
    package struct Validated: Hashable, Sendable, Codable {
        package var epoch: Int
        package var ap50: Double
        package var ap: Double
        /// Whether this is the best so far, and so the checkpoint that will be exported.
        package var isBest: Bool

        package init(epoch: Int, ap50: Double, ap: Double, isBest: Bool) {
            self.epoch = epoch
            self.ap50 = ap50
            self.ap = ap
            self.isBest = isBest
        }
    }

    /// A checkpoint on disk, from which a run can go on.
    package struct Checkpointed: Hashable, Sendable, Codable {
        package var epoch: Int
        package var step: Int
        package var path: String

        package init(epoch: Int, step: Int, path: String) {
            self.epoch = epoch
            self.step = step
            self.path = path
        }
    }

    /// How many of the test images the exported model has seen.
    package struct Evaluating: Hashable, Sendable, Codable {
        package var images: Int
        package var done: Int

        package init(images: Int, done: Int) {
            self.images = images
            self.done = done
        }
    }

    /// The end of a run that went well: the model bundle's path and what it took.
    package struct Finished: Hashable, Sendable, Codable {
        package var bundle: String
        package var seconds: Double
        /// Of `seconds`, those spent in training steps, data loading included.
        package var trainingSeconds: Double
        /// Largest resident size of the trainer in bytes.
        package var peakMemoryBytes: Int

        package init(bundle: String, seconds: Double, trainingSeconds: Double, peakMemoryBytes: Int) {
            self.bundle = bundle
            self.seconds = seconds
            self.trainingSeconds = trainingSeconds
            self.peakMemoryBytes = peakMemoryBytes
        }
    }

    /// The end of a run that went wrong, with a reason for people to read.
    package struct Failed: Hashable, Sendable, Codable {
        package var reason: String

        package init(reason: String) {
            self.reason = reason
        }
    }
}
