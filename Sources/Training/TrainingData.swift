import Annotations
import Datasets
import Foundation
import TrainingRuns

/// The job's images, split: what is learnt from, what chooses the checkpoint, and what has the last word.
struct TrainingData {
    /// Below this many training images none is held out: they are worth more in training than as judges.
    private static let fewestForValidation = 300
    private static let validationShare = 0.1
    private static let testShare = 0.2

    private let job: TrainingJob
    let training: [DetectionSample]
    let validation: [TrainingJob.Sample]
    let test: [TrainingJob.Sample]

    init(_ job: TrainingJob) throws {
        self.job = job
        var remaining = job.training.filter { $0.image.state == .labelled }
        if let test = job.test {
            self.test = test.filter { $0.image.state == .labelled }
        } else {
            test = try Self.take(Self.testShare, from: &remaining, seed: job.settings.seed, purpose: "test")
        }
        validation =
            !job.settings.choosesByValidation || remaining.count < Self.fewestForValidation
            ? []
            : try Self.take(
                Self.validationShare,
                from: &remaining,
                seed: job.settings.seed,
                purpose: "validation"
            )
        guard !remaining.isEmpty else { throw TrainingError.noTrainingImages }
        let indices = Dictionary(uniqueKeysWithValues: job.labels.enumerated().map { ($1, $0) })
        training = try remaining.map { try Self.sample($0, indices) }
        guard training.contains(where: { !$0.objects.isEmpty }) else { throw TrainingError.noObjects }
    }

    /// For each test image its line in the manifest, from 0; nil unless all come from lines.
    var testLines: [Int]? {
        let lines = test.compactMap(\.line)
        return lines.count == test.count ? lines.map { $0 - 1 } : nil
    }

    /// SHA-256 over images and annotations of all three parts; equal data, equal digest.
    func digest() throws -> String {
        try SampleDigest.sha256(of: job.training + (job.test ?? []))
    }

    /// Training images without an object.
    var negativeCount: Int { training.count { $0.objects.isEmpty } }

    private static func take(
        _ share: Double,
        from samples: inout [TrainingJob.Sample],
        seed: UInt64,
        purpose: String
    ) throws -> [TrainingJob.Sample] {
        let taken = Set(try ContentSplit.take(share, of: samples.map(\.path), seed: seed, purpose: purpose))
        defer { samples = samples.enumerated().filter { !taken.contains($0.offset) }.map(\.element) }
        return taken.sorted().map { samples[$0] }
    }

    private static func sample(
        _ sample: TrainingJob.Sample,
        _ indices: [String: Int]
    ) throws(TrainingError) -> DetectionSample {
        var objects: [TargetBox] = []
        for annotation in sample.image.annotations {
            guard let index = indices[annotation.label] else {
                throw .unknownLabel(annotation.label, image: sample.image.source)
            }
            objects.append(TargetBox(labelIndex: index, box: annotation.box))
        }
        return DetectionSample(name: sample.image.source, path: sample.path, objects: objects)
    }
}
