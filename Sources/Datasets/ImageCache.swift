package import Annotations
import Foundation
package import Imaging
import Synchronization

/// Training images, decoded once and kept at the resolution that training needs.
///
/// The limit is in bytes. What does not fit is decoded again each time: slower, never wrong.
package final class ImageCache: Sendable {
    /// A decoded image and where its objects are in it.
    package struct Entry: Sendable {
        package let image: PixelImage
        package let objects: [TargetBox]

        package init(image: PixelImage, objects: [TargetBox]) {
            self.image = image
            self.objects = objects
        }
    }

    private struct Contents {
        var entries: [Int: Entry] = [:]
        var bytes = 0
    }

    private let samples: [DetectionSample]
    private let longestSide: Int
    private let limit: Int
    private let contents = Mutex(Contents())

    /// An empty cache for an input of `inputSize` pixels; it keeps at most `limit` bytes of pixels.
    ///
    /// Images stay a little larger than the input. Augmentation enlarges up to 1.6 times, but mostly less;
    /// keeping more costs memory and was not tried.
    package init(samples: [DetectionSample], inputSize: Int, limit: Int) {
        self.samples = samples
        self.longestSide = Letterbox.pictureSide(forInput: inputSize)
        self.limit = limit
    }

    /// Number of images, in memory or not.
    package var count: Int { samples.count }

    /// Bytes of pixels held now.
    package var byteCount: Int { contents.withLock { $0.bytes } }

    /// The sample at `index`, from memory or from its file.
    package func entry(at index: Int) throws(DatasetError) -> Entry {
        if let known = contents.withLock({ $0.entries[index] }) { return known }
        let entry = try load(samples[index])
        contents.withLock { contents in
            let size = entry.image.pixels.count
            guard contents.entries[index] == nil, contents.bytes + size <= limit else { return }
            contents.entries[index] = entry
            contents.bytes += size
        }
        return entry
    }

    private func load(_ sample: DetectionSample) throws(DatasetError) -> Entry {
        let decoded = try decode(sample)
        let original = decoded.originalSize
        let scale = min(1, Double(longestSide) / Double(original.longestSide))
        let size = ImageSize(
            width: max(1, Int((Double(original.width) * scale).rounded())),
            height: max(1, Int((Double(original.height) * scale).rounded()))
        )
        let image = size == decoded.image.size ? decoded.image : decoded.image.resized(to: size)
        let scaleX = Double(size.width) / Double(original.width)
        let scaleY = Double(size.height) / Double(original.height)
        return Entry(
            image: image,
            objects: sample.objects.map { object in
                TargetBox(labelIndex: object.labelIndex, box: object.box.scaled(x: scaleX, y: scaleY))
            }
        )
    }

    private func decode(_ sample: DetectionSample) throws(DatasetError) -> DecodedImage {
        let bytes: Data
        do {
            bytes = try Data(contentsOf: URL(filePath: sample.path), options: .mappedIfSafe)
        } catch {
            throw .unreadable(file: sample.path, reason: error.localizedDescription)
        }
        do {
            return try ImageDecoder.decode(bytes, name: sample.path, longestSideAtLeast: longestSide)
        } catch {
            throw .undecodable(error)
        }
    }
}
