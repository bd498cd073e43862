import Annotations
import Imaging

/// Makes one batch; a value, so that any thread may run it.
struct BatchWork: Sendable {
    let samples: [DetectionSample]
    let indices: [Int]
    let cache: ImageCache
    let augmentation: Augmentation?
    let size: Int
    let seed: UInt64
    let epoch: Int

    func run() throws(DatasetError) -> Batch {
        var pixels: [UInt8] = []
        pixels.reserveCapacity(samples.count * size * size * 3)
        var objects: [[TargetBox]] = []
        for index in indices {
            let sample = try view(of: cache.entry(at: index), index)
            pixels += sample.image.pixels
            objects.append(sample.objects)
        }
        return Batch(pixels: pixels, size: size, objects: objects, names: samples.map(\.name))
    }

    private func view(of entry: ImageCache.Entry, _ index: Int) throws(DatasetError) -> Augmentation.Sample {
        guard let augmentation else { return plain(entry) }
        var generator = SeededGenerator(seed: seed, keys: 2, UInt64(epoch), UInt64(index))
        guard augmentation.mosaicShare > 0,
            Double.random(in: 0..<1, using: &generator) < augmentation.mosaicShare
        else { return augmentation(entry, size: size, using: &generator) }
        var entries = [entry]
        for _ in 1..<4 {
            let other = Int.random(in: 0..<cache.count, using: &generator)
            entries.append(try cache.entry(at: other))
        }
        return augmentation.mosaic(of: entries, size: size, using: &generator)
    }

    private func plain(_ entry: ImageCache.Entry) -> Augmentation.Sample {
        let letterbox = Letterbox(image: entry.image.size, input: size)
        return Augmentation.Sample(
            image: letterbox.apply(entry.image),
            objects: entry.objects.map {
                TargetBox(labelIndex: $0.labelIndex, box: letterbox.toInput($0.box))
            }
        )
    }
}
