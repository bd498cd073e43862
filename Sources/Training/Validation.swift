import Annotations
import Evaluation
import Foundation
import Imaging
import Inference
import ModelBundles
import Networks
import Torch
import TrainingRuns

/// Scores the averaged weights on images held out of the training set, through the rules that serving uses.
final class Validation {
    private struct Image {
        let sample: TrainingJob.Sample
        let letterbox: Letterbox
        /// RGB bytes of the letterboxed input.
        let pixels: [UInt8]
    }

    private let images: [Image]
    private let labels: [String]
    private let inputSize: Int
    private let decoder: DetectionDecoder
    private let points: PointDecoder
    private let network: Detector
    private var bestScore = -Double.infinity

    /// Decodes the images once; nil when nothing is held out.
    init?(_ samples: [TrainingJob.Sample], job: TrainingJob) throws {
        guard !samples.isEmpty else { return nil }
        let size = job.settings.inputSize
        labels = job.labels
        inputSize = size
        decoder = DetectionDecoder(labels: job.labels, thresholds: [], rule: SuppressionRule())
        points = try PointDecoder(points: AnchorPoints(inputSize: size))
        network = try Detector(labelCount: job.labels.count, seed: job.settings.seed)
        images = try samples.map { sample in
            let bytes = try Data(contentsOf: URL(filePath: sample.path))
            let decoded = try ImageDecoder.decode(
                bytes,
                name: sample.path,
                longestSideAtLeast: Letterbox.pictureSide(forInput: size)
            )
            let letterbox = Letterbox(image: decoded.originalSize, input: size)
            return Image(sample: sample, letterbox: letterbox, pixels: letterbox.apply(decoded.image).pixels)
        }
    }

    /// The average's score after an epoch; `isBest` when no earlier epoch had a higher AP.
    func score(_ average: WeightAverage, epoch: Int) throws -> TrainingEvent.Validated {
        try network.store.load(average.tensors)
        let tested = try withoutGradients {
            try images.map { image in
                TestedImage(
                    id: image.sample.image.source,
                    size: image.letterbox.image,
                    truths: image.sample.image.annotations,
                    detections: try detections(in: image)
                )
            }
        }
        let precision = Evaluator.averagePrecision(tested, labels: labels)
        let ap = precision?.ap50To95 ?? 0
        defer { bestScore = max(bestScore, ap) }
        return TrainingEvent.Validated(
            epoch: epoch,
            ap50: precision?.ap50 ?? 0,
            ap: ap,
            isBest: ap > bestScore
        )
    }

    private func detections(in image: Image) throws -> [Detection] {
        let input = try image.pixels.withUnsafeBytes { pixels in
            try Tensor.images(pixels, count: 1, height: inputSize, width: inputSize)
        }
        let found = try points(network(input, isTraining: false))
        return found.boxes.withUnsafeBufferPointer { boxes in
            found.scores.withUnsafeBufferPointer { scores in
                decoder.detections(
                    boxes: boxes,
                    scores: scores,
                    letterbox: image.letterbox,
                    filter: .everything
                )
            }
        }
    }
}
