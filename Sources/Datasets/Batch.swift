package import Annotations

/// Images for one training step.
package struct Batch: Sendable {
    /// RGB bytes, `count * size * size * 3`, image by image, row by row.
    package let pixels: [UInt8]
    /// Pixels on each side of the square images.
    package let size: Int
    /// True boxes in input pixels, one list an image.
    package let objects: [[TargetBox]]
    /// What the images are called, for messages.
    package let names: [String]

    /// Number of images.
    package var count: Int { objects.count }
}
