import Datasets
import Networks
import Torch
import TrainingRuns

/// The network while it learns: weights, their average and the optimiser, moved on by one batch at a time.
final class Learner {
    private static let weightDecay = 0.02
    private static let largestGradient: Float = 10
    /// The backbone already knows what edges and textures are.
    private static let backboneFactor = 0.25

    let detector: Detector
    let average: WeightAverage
    let optimiser: AdamW
    /// One for each size that batches come in.
    private let losses: [Int: DetectionLoss]
    private let schedule: LearningRateSchedule
    private let peakRates: [Double]
    private let parameters: [Tensor]
    /// The step from which the frozen stages train too; nil for never.
    private let thawingStep: Int?
    /// Steps done.
    private(set) var step = 0

    /// Takes over `detector` with its starting weights and freezes it as the settings say.
    ///
    /// `steps` is the length of the whole run, which the learning rate follows.
    init(_ detector: Detector, settings: TrainingSettings, steps: Int) throws(TorchError) {
        // Also what is frozen: without a gradient the optimiser leaves it alone.
        let parameters = detector.store.parameters
        let backbone = detector.store.parameters(under: Detector.backbonePath)
        let rest = parameters.filter { parameter in !backbone.contains { $0 === parameter } }
        let rate = settings.learningRate
        try detector.freeze(stages: settings.frozenStages)
        self.detector = detector
        average = try WeightAverage(of: detector.store)
        peakRates = [rate * Self.backboneFactor, rate]
        self.parameters = parameters
        thawingStep = settings.thawingShare.map { Int((Double(steps) * $0).rounded()) }
        optimiser = try AdamW(
            [
                AdamW.Group(parameters: backbone, learningRate: peakRates[0]),
                AdamW.Group(parameters: rest, learningRate: peakRates[1]),
            ],
            weightDecay: Self.weightDecay
        )
        var losses: [Int: DetectionLoss] = [:]
        for size in Set(settings.allInputSizes) {
            losses[size] = try DetectionLoss(
                points: AnchorPoints(inputSize: size),
                hasUnmarkedObjects: settings.hasUnmarkedObjects,
                firstLabelIsAnyObject: settings.firstLabelIsAnyObject
            )
        }
        self.losses = losses
        schedule = LearningRateSchedule(steps: steps)
    }

    /// Learns one batch and returns its loss; a loss that is no number changes nothing.
    func learn(_ batch: Batch) throws -> Float {
        guard let loss = losses[batch.size] else {
            preconditionFailure("a batch of \(batch.size) pixels, which the settings do not name")
        }
        if let thawingStep, step >= thawingStep { try detector.thaw() }
        let output = try detector(images(of: batch), isTraining: true)
        let value = try loss(output, truths: batch.objects)
        let total = try value.total.scalar()
        guard total.isFinite else { return total }
        try clearGradients(parameters)
        try value.total.backward()
        _ = try clipGradients(parameters, norm: Self.largestGradient)
        let factor = schedule.factor(step: step)
        optimiser.learningRates = peakRates.map { $0 * factor }
        try optimiser.step()
        step += 1
        try average.update(step: step)
        return total
    }

    /// Goes on after `step` steps with what a checkpoint kept.
    func restore(
        step: Int,
        weights: [String: Tensor],
        average: [String: Tensor],
        optimiser: [String: Tensor]
    ) throws {
        try detector.store.load(weights)
        try self.average.restore(average)
        try self.optimiser.restore(optimiser)
        self.step = step
    }

    private func images(of batch: Batch) throws -> Tensor {
        try batch.pixels.withUnsafeBytes { pixels in
            try Tensor.images(pixels, count: batch.count, height: batch.size, width: batch.size)
        }
    }
}
