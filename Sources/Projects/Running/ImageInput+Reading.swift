import Annotations
import Foundation
import Imaging
import ObjectStorage

extension Workshop {
    /// The bytes of an image to look at, which is of a size and a format that are allowed.
    func bytes(of image: ImageInput) async throws -> Data {
        let bytes: Data
        switch image {
        case .bytes(let given):
            guard given.count <= limits.imageBytes else {
                throw ProjectError.imageTooLarge(bytes: given.count, limit: limits.imageBytes)
            }
            bytes = given
        case .object(let location): bytes = try await fetch(location)
        }
        try limits.check(bytes)
        return bytes
    }

    private func fetch(_ location: ObjectLocation) async throws -> Data {
        do {
            return Data(try await objects.bytes(location, limit: limits.storedImageBytes))
        } catch ObjectStorageError.tooLarge(let size, let limit) {
            throw ProjectError.imageTooLarge(bytes: Int(size), limit: Int(limit))
        } catch let error as ObjectStorageError {
            throw unreadable(location, error)
        }
    }
}

extension Limits {
    /// Refuses what is no image that a model may be asked about, by its first bytes alone.
    fileprivate func check(_ bytes: Data) throws {
        let format = ImageDecoder.format(of: bytes)
        guard format == .jpeg || format == .png || (format == .webp && !refusesWebP) else {
            let name = format?.rawValue ?? "unknown"
            throw ProjectError.imageUnusable(reason: "Its format is \(name), which is neither JPEG nor PNG.")
        }
        let size: ImageSize
        do throws(ImageError) {
            size = try ImageDecoder.size(of: bytes, name: "the image")
        } catch {
            throw ProjectError.imageUnusable(reason: error.description)
        }
        guard size.longestSide <= imageSide.upperBound else {
            throw ProjectError.imageTooWideOrHigh(
                width: size.width,
                height: size.height,
                limit: imageSide.upperBound
            )
        }
        guard min(size.width, size.height) >= imageSide.lowerBound else {
            throw ProjectError.imageUnusable(
                reason: "It has \(size.width) x \(size.height) pixels; \(imageSide.lowerBound) are needed."
            )
        }
    }
}

extension DetectedLabel {
    /// A detection in an image of this size.
    init(_ detection: Detection, in size: ImageSize) {
        let box = detection.box.scaled(x: 1 / Double(size.width), y: 1 / Double(size.height))
        self.init(
            name: detection.label,
            confidencePercent: detection.confidence * 100,
            frame: Frame(left: box.left, top: box.top, width: box.width, height: box.height)
        )
    }
}
