package import FoundationEssentials
package import Imaging
package import InferenceUnits
package import ModelBundles

/// A loaded model that finds objects in images, one at a time.
///
/// It blocks while it computes and belongs to one thread at a time.
package final class Predictor {
    package let bundle: ModelBundle
    /// What was loaded, and how long it took.
    package let ready: WorkerReady
    private let engine: Engine
    private let decoder: DetectionDecoder

    /// Checks the graph's digest and loads it.
    ///
    /// `note` is told what makes a start slower without failing it. Throws a `ModelBundleError` or an `EngineError`.
    package init(
        bundle: ModelBundle,
        settings: EngineSettings = EngineSettings(),
        note: @escaping (String) -> Void
    ) throws {
        var watch = Stopwatch()
        try bundle.verify(ModelBundle.graphPath)
        let verify = watch.lap()
        let cache = settings.cacheFolder.map { CompiledModelCache(folder: $0, note: note) }
        engine = try Engine(bundle: bundle, settings: settings, cache: cache)
        let compile = watch.lap()
        decoder = DetectionDecoder(bundle.description)
        self.bundle = bundle
        ready = WorkerReady(
            labels: bundle.description.labels,
            engine: engine.version,
            precision: bundle.description.precision,
            threads: engine.threads,
            timings: LoadTimings(verify: verify, compile: compile, fromCache: engine.wasCached)
        )
    }

    /// Finds the objects in an image file's bytes; `name` is what errors call it.
    package func detect(
        _ bytes: Data,
        name: String,
        filter: DetectionFilter = DetectionFilter()
    ) throws(InferenceFailure) -> ImageDetections {
        var watch = Stopwatch()
        let image: DecodedImage
        do {
            image = try ImageDecoder.decode(
                bytes,
                name: name,
                longestSideAtLeast: Letterbox.pictureSide(forInput: bundle.description.inputSize)
            )
        } catch {
            throw InferenceFailure(code: .badImage, message: error.description)
        }
        let decode = watch.lap()
        var found = try detect(image, name: name, filter: filter)
        found.timings.decode = decode
        return found
    }

    /// Finds the objects in a decoded image; its timings have no share for decoding.
    package func detect(
        _ image: DecodedImage,
        name: String,
        filter: DetectionFilter = DetectionFilter()
    ) throws(InferenceFailure) -> ImageDetections {
        var watch = Stopwatch()
        var timings = InferenceTimings()
        let description = bundle.description
        let letterbox = Letterbox(
            image: image.originalSize,
            input: description.inputSize,
            padding: description.letterbox.padding
        )
        // Straight into the engine's memory.
        letterbox.apply(image.image, into: engine.input.bytes)
        timings.letterbox = watch.lap()
        do {
            try engine.run()
        } catch {
            throw InferenceFailure(code: .engineFailed, message: "\(name): \(error)")
        }
        timings.engine = watch.lap()
        let detections = decoder.detections(
            boxes: engine.boxes.floats,
            scores: engine.scores.floats,
            letterbox: letterbox,
            filter: filter
        )
        timings.suppression = watch.lap()
        return ImageDetections(size: image.originalSize, detections: detections, timings: timings)
    }
}
