import Annotations
import Datasets
import Foundation
import Imaging
import Testing

/// Five small pictures on disk, each with one object, in a folder that goes with the value.
struct PictureFolder: ~Copyable {
    let folder: URL
    let samples: [DetectionSample]

    init(count: Int = 5) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "katmai-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        samples = try (0..<count).map { index in
            let size = ImageSize(width: 40 + index * 8, height: 30)
            let shade = UInt8(40 * index)
            let picture = PixelImage.filled(Colour(red: shade, green: 90, blue: 200), size: size)
            let file = folder.appending(path: "\(index).png")
            try ImageEncoder.png(picture).write(to: file)
            let box = Box(left: 10, top: 5, width: 20, height: 15)
            return DetectionSample(
                name: "\(index)",
                path: file.path,
                objects: [TargetBox(labelIndex: index % 2, box: box)]
            )
        }
        self.folder = folder
    }

    func loader(
        cacheBytes: Int = 1 << 20,
        workers: Int = 1,
        epoch: Int = 0,
        step: Int = 0,
        sizes: [Int] = [32],
        mosaicShare: Double = 0
    ) -> BatchLoader {
        var augmentation = Augmentation()
        augmentation.mosaicShare = mosaicShare
        return BatchLoader(
            samples: samples,
            cache: ImageCache(samples: samples, inputSize: 32, limit: cacheBytes),
            augmentation: augmentation,
            order: BatchOrder(imageCount: samples.count, batchSize: 2, seed: 7),
            sizes: sizes,
            seed: 7,
            epoch: epoch,
            step: step,
            workers: workers
        )
    }

    deinit {
        // A temporary folder that stays behind harms nobody.
        try? FileManager.default.removeItem(at: folder)
    }
}

@Test func `batches do not depend on workers or on the memory for decoded images`() throws {
    let pictures = try PictureFolder()
    let reference = pictures.loader()
    let others = [pictures.loader(workers: 3), pictures.loader(cacheBytes: 0)]
    for _ in 0..<6 {
        let batch = try reference.next()
        #expect(batch.pixels.count == 2 * 32 * 32 * 3)
        for other in others {
            let same = try other.next()
            #expect(same.names == batch.names)
            #expect(same.pixels == batch.pixels)
            #expect(same.objects == batch.objects)
        }
    }
}

@Test func `a loader that starts in the middle gives what one from the beginning would`() throws {
    let pictures = try PictureFolder()
    let whole = pictures.loader()
    for _ in 0..<3 { _ = try whole.next() }
    let late = pictures.loader(epoch: 1, step: 1)
    for _ in 0..<4 { #expect(try late.next().pixels == whole.next().pixels) }
}

@Test func `mosaics and sizes do not depend on workers, memory or where a run goes on`() throws {
    let pictures = try PictureFolder()
    let whole = pictures.loader(sizes: [32, 64], mosaicShare: 0.5)
    let others = [
        pictures.loader(workers: 3, sizes: [32, 64], mosaicShare: 0.5),
        pictures.loader(cacheBytes: 0, sizes: [32, 64], mosaicShare: 0.5),
    ]
    var batches: [Batch] = []
    for _ in 0..<9 {
        let batch = try whole.next()
        #expect(batch.pixels.count == 2 * batch.size * batch.size * 3)
        for other in others { #expect(try other.next().pixels == batch.pixels) }
        batches.append(batch)
    }
    #expect(Set(batches.map(\.size)) == [32, 64])
    let late = pictures.loader(epoch: 1, step: 1, sizes: [32, 64], mosaicShare: 0.5)
    for batch in batches[(pictures.samples.count / 2 + 1)...] {
        #expect(try late.next().pixels == batch.pixels)
    }
}

@Test func `every image is shown differently in each epoch`() throws {
    let pictures = try PictureFolder(count: 2)
    let loader = pictures.loader()
    let first = try loader.next()
    let second = try loader.next()
    #expect(Set(first.names) == Set(second.names))
    #expect(first.pixels != second.pixels)
}

@Test func `a broken image is named`() throws {
    let pictures = try PictureFolder(count: 2)
    try Data("not a picture".utf8).write(to: URL(filePath: pictures.samples[1].path))
    let loader = pictures.loader()
    let error = #expect(throws: DatasetError.self) { try loader.next() }
    #expect("\(try #require(error))".contains("1.png"))
}

@Test func `the cache stays below its limit`() throws {
    let pictures = try PictureFolder()
    let cache = ImageCache(samples: pictures.samples, inputSize: 32, limit: 8000)
    for index in pictures.samples.indices { _ = try cache.entry(at: index) }
    #expect(cache.byteCount > 0)
    #expect(cache.byteCount <= 8000)
}

@Test func `a cached image keeps its objects in place when it is scaled down`() throws {
    let pictures = try PictureFolder(count: 1)
    let cache = ImageCache(samples: pictures.samples, inputSize: 16, limit: 1 << 20)
    let entry = try cache.entry(at: 0)
    #expect(entry.image.size == ImageSize(width: 20, height: 15))
    #expect(entry.objects[0].box == Box(left: 5, top: 2.5, width: 10, height: 7.5))
}
