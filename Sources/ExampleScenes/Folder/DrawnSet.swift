package import Annotations

/// What was drawn, in figures.
package struct DrawnSet: Sendable, Codable {
    /// One split.
    package struct Figures: Sendable, Codable {
        package let manifest: String
        package let images: Int
        /// Images without any object.
        package let emptyImages: Int
        /// Objects by label.
        package let objects: [String: Int]

        enum CodingKeys: String, CodingKey {
            case manifest
            case images
            case emptyImages = "empty_images"
            case objects
        }

        init(of images: [AnnotatedImage], manifest: String) {
            self.manifest = manifest
            self.images = images.count
            emptyImages = images.count { $0.annotations.isEmpty }
            objects = images.flatMap(\.annotations).reduce(into: [:]) { $0[$1.label, default: 0] += 1 }
        }
    }

    package let folder: String
    package let seed: UInt64
    /// Of every picture.
    package let size: ImageSize
    /// By name, `train` and `test`.
    package let splits: [String: Figures]
    /// Always true: these are no photographs.
    package let isDrawn = true

    enum CodingKeys: String, CodingKey {
        case folder
        case seed
        case size
        case splits
        case isDrawn = "is_drawn"
    }

    init(folder: String, seed: UInt64, size: ImageSize, splits: [String: Figures]) {
        self.folder = folder
        self.seed = seed
        self.size = size
        self.splits = splits
    }

    /// The text of the folder's README.txt.
    var note: String {
        """
        These pictures are drawn, not photographed.

        `katmai example` draws them: a river, its banks, and two kinds of animals, bears and wolves, with rocks, logs and
        stumps that may pass for them. They are there to try Katmai with no photos at hand. Figures measured on them
        say how a detector does on drawings, and nothing of how it will do on photos.

        train.manifest   \(line("train"))
        test.manifest    \(line("test"))
        images/          the pictures, \(size.width) x \(size.height) pixels

        Both manifests are Ground Truth object-detection manifests, one JSON object a line. Boxes are the visible extent of an
        animal, taken from the drawing itself. Gulls are not labelled. Images without an animal are labelled too, with
        no boxes. Seed \(seed) draws exactly these files again.

        """
    }

    /// One split in words, such as "120 images, 24 empty: 96 bear, 50 wolf".
    package func line(_ split: String) -> String {
        guard let figures = splits[split] else { return "no images" }
        let objects = figures.objects.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
        return "\(figures.images) images, \(figures.emptyImages) empty: \(objects.joined(separator: ", "))"
    }
}
