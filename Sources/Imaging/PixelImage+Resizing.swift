package import Annotations
import CImageCodecs

extension PixelImage {
    /// Resamples the picture, or a part of it, with an antialiased bilinear filter.
    ///
    /// Equals Pillow's `Image.resize(size, BILINEAR, box=region)` within 1 of 255: a triangle filter, as wide
    /// as one source pixel to either side when enlarging and widened by the factor of reduction when
    /// reducing; pixels just outside the region count for its edges.
    ///
    /// - Parameters:
    ///   - newSize: At least 1 x 1.
    ///   - region: In pixels, may begin and end within one; what lies outside the picture is cut off, and
    ///     something must remain. The whole picture by default.
    /// - Returns: A picture of `newSize`.
    package func resized(to newSize: ImageSize, from region: Box? = nil) -> PixelImage {
        .written(size: newSize) { target in
            resample(from: region, into: target, size: newSize, stride: newSize.width * 3)
        }
    }

    /// Writes the resampled picture as `size.height` rows that begin `stride` bytes apart.
    func resample(
        from region: Box?,
        into target: UnsafeMutablePointer<UInt8>,
        size newSize: ImageSize,
        stride: Int
    ) {
        precondition(newSize.width > 0 && newSize.height > 0, "cannot resize to \(newSize)")
        let box = (region ?? Box(left: 0, top: 0, width: Double(size.width), height: Double(size.height)))
            .clipped(to: size)
        precondition(
            box.width > 0 && box.height > 0,
            "nothing of \(String(describing: region)) is in \(size)"
        )
        let status = ic_resize(
            pixels,
            UInt32(size.width),
            UInt32(size.height),
            ic_region(left: box.left, top: box.top, width: box.width, height: box.height),
            target,
            UInt32(newSize.width),
            UInt32(newSize.height),
            stride
        )
        // It takes some hundred kilobytes at most: whoever lacks those cannot go on, as with any Swift array.
        precondition(status == IC_OK, "out of memory while resizing \(size) to \(newSize)")
    }
}
