import Annotations
import Datasets
import Foundation
import Imaging
import Networks
import Testing
import Torch

@testable import Training

/// Loads batches of two from three small pictures, of which the last may be missing.
private struct Pictures: ~Copyable {
    private let folder: URL
    private let samples: [DetectionSample]

    init(lastIsMissing: Bool = false) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "katmai-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        samples = try (0..<3).map { index in
            let shade = UInt8(60 * index)
            let picture = PixelImage.filled(
                Colour(red: shade, green: 90, blue: 200),
                size: ImageSize(width: 40, height: 30)
            )
            let file = folder.appending(path: "\(index).png")
            if !(lastIsMissing && index == 2) { try ImageEncoder.png(picture).write(to: file) }
            let box = Box(left: 10, top: 5, width: 20, height: 15)
            let object = TargetBox(labelIndex: 0, box: box)
            return DetectionSample(name: "\(index)", path: file.path, objects: [object])
        }
        self.folder = folder
    }

    /// Makes loaders that begin with the first epoch.
    func makeLoader() -> @Sendable () -> BatchLoader {
        { [samples] in
            BatchLoader(
                samples: samples,
                cache: ImageCache(samples: samples, inputSize: 64, limit: 1 << 20),
                augmentation: Augmentation(),
                order: BatchOrder(imageCount: samples.count, batchSize: 2, seed: 7),
                sizes: [64],
                seed: 7,
                epoch: 0,
                step: 0,
                workers: 1
            )
        }
    }

    deinit {
        // A temporary folder that stays behind harms nobody.
        try? FileManager.default.removeItem(at: folder)
    }
}

private func frozenDetector() throws -> Detector {
    let detector = try Detector(labelCount: 1, seed: 3)
    try detector.freeze(stages: 3)
    return detector
}

@Test(.timeLimit(.minutes(1))) func `a feed gives the loader's batches, and frozen features until they thaw`()
    throws
{
    let pictures = try Pictures()
    let detector = try frozenDetector()
    let stages = try #require(try detector.frozenStages())
    let ahead = BatchFeed.Ahead(stages: stages, until: 3, threads: 1)
    let feed = BatchFeed(steps: 0..<5, ahead: ahead, makeLoader: pictures.makeLoader())
    defer { feed.close() }
    let loader = pictures.makeLoader()()
    for step in 0..<5 {
        let prepared = try feed.next()
        let batch = try loader.next()
        #expect(prepared.batch.names == batch.names)
        #expect(prepared.batch.pixels == batch.pixels)
        #expect((prepared.features != nil) == (step < 3))
        guard let features = prepared.features else { continue }
        let fromFeatures = try detector(from: features, isTraining: false)
        let fromImages = try detector(batch.images(), isTraining: false)
        #expect(try isClose(fromFeatures.logits, fromImages.logits))
        #expect(try isClose(fromFeatures.sides, fromImages.sides))
    }
}

@Test(.timeLimit(.minutes(1))) func `a feed that is no longer wanted ends`() throws {
    let pictures = try Pictures()
    let feed = BatchFeed(steps: 0..<1_000_000, ahead: nil, makeLoader: pictures.makeLoader())
    _ = try feed.next()
    feed.close()
}

@Test(.timeLimit(.minutes(1))) func `a feed hands on what is wrong with an image`() throws {
    let pictures = try Pictures(lastIsMissing: true)
    let feed = BatchFeed(steps: 0..<4, ahead: nil, makeLoader: pictures.makeLoader())
    defer { feed.close() }
    #expect(throws: DatasetError.self) { for _ in 0..<4 { _ = try feed.next() } }
}

private func isClose(_ left: Tensor, _ right: Tensor) throws -> Bool {
    zip(try left.floats(), try right.floats()).allSatisfy { abs($0 - $1) <= 1e-4 * (1 + abs($1)) }
}
