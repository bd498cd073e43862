import Annotations
import Datasets
import Evaluation
import Foundation
import Imaging
import Inference
import InferenceUnits
import ModelBundles
import Networks
import Torch
import TrainingRuns

/// Turns trained weights into a measured model bundle.
struct BundleExport {
    let job: TrainingJob
    let data: TrainingData
    let plan: TrainingPlan
    let date: Date
    let emit: (TrainingEvent) throws -> Void

    /// Writes graph and weights, measures them through the serving code on the test images, and seals the bundle with the
    /// thresholds that came of it.
    func write(_ weights: [String: Tensor]) throws {
        let target = URL(filePath: job.bundlePath, directoryHint: .isDirectory)
        let writer = try ModelBundleWriter(target: target, replacing: job.replacesBundle)
        let network = try Detector(labelCount: job.labels.count, seed: job.settings.seed)
        try network.store.load(weights)
        let export = DetectorExport(
            labels: job.labels,
            inputSize: job.settings.inputSize,
            version: job.codeVersion
        )
        try writer.add(export.model(network.folded()), at: ModelBundle.graphPath)
        try Safetensors(tensors: weights, metadata: ["backbone": EfficientNetLite0.name])
            .write(to: writer.staging.appending(path: ModelBundle.weightsPath))
        var description = try describe()
        if !data.test.isEmpty {
            let report = try evaluate(writer, description)
            description.thresholds = report.labels.map(\.threshold)
            try add(report, to: writer, target)
        }
        _ = try writer.seal(description)
    }

    /// Decodes every test image once, so that a broken one is found before hours of training, not after them.
    static func check(_ images: [TrainingJob.Sample], inputSize: Int) throws {
        for sample in images {
            let bytes = try Data(contentsOf: URL(filePath: sample.path), options: .mappedIfSafe)
            _ = try ImageDecoder.decode(bytes, name: sample.path, longestSideAtLeast: inputSize)
        }
    }

    private func evaluate(
        _ writer: ModelBundleWriter,
        _ description: ModelDescription
    ) throws -> EvaluationReport {
        let bundle = try writer.preview(description)
        let predictor = try Predictor(bundle: bundle, settings: EngineSettings(threads: job.settings.threads))
        { _ in }
        let images = try data.test.enumerated().map { index, sample in
            try emit(.evaluating(TrainingEvent.Evaluating(images: data.test.count, done: index)))
            let bytes = try Data(contentsOf: URL(filePath: sample.path))
            let found = try predictor.detect(bytes, name: sample.path, filter: .everything)
            return TestedImage(
                id: sample.image.source,
                size: found.size,
                truths: sample.image.annotations,
                detections: found.detections
            )
        }
        return Evaluator.evaluate(images, labels: job.labels, seed: job.settings.seed)
    }

    private func add(_ report: EvaluationReport, to writer: ModelBundleWriter, _ target: URL) throws {
        let files = EvaluationFiles(
            report: report,
            lineIndices: data.testLines,
            facts: RekognitionFiles.Facts(
                bundleName: target.lastPathComponent,
                created: date,
                trainingImages: data.training.count + data.validation.count,
                testingImages: data.test.count,
                evaluationEnd: date
            )
        )
        for (name, bytes) in try files.contents() { try writer.add(bytes, at: "evaluation/\(name)") }
    }

    /// As the command line names them; what only the making of base weights changes stands there where it was changed.
    private var recordedSettings: [String: String] {
        let settings = job.settings
        var recorded = [
            "epochs": "\(plan.epochs)",
            "batch": "\(plan.order.batchSize)",
            "learning_rate": "\(settings.learningRate)",
            "freeze_stages": "\(settings.frozenStages)",
            "threads": "\(TorchRuntime.threads)",
            "augmentation": settings.isAugmented ? "on" : "off",
        ]
        if !settings.otherInputSizes.isEmpty {
            recorded["sizes"] = settings.allInputSizes.map(String.init).joined(separator: " ")
        }
        if let share = settings.thawingShare { recorded["thaw_after"] = "\(share)" }
        if settings.mosaicShare > 0 { recorded["mosaic"] = "\(settings.mosaicShare)" }
        if settings.hasUnmarkedObjects { recorded["unmarked_objects"] = "unknown" }
        if settings.firstLabelIsAnyObject { recorded["first_label"] = "any object" }
        return recorded
    }

    private func describe() throws -> ModelDescription {
        let settings = job.settings
        return ModelDescription(
            labels: job.labels,
            inputSize: settings.inputSize,
            backbone: EfficientNetLite0.name,
            ancestry: job.ancestry,
            seed: settings.seed,
            settings: recordedSettings,
            data: ModelBundles.TrainingData(
                trainImages: data.training.count + data.validation.count,
                testImages: data.test.count,
                digest: try data.digest()
            ),
            codeVersion: job.codeVersion,
            created: date
        )
    }
}
