package import Annotations
import CImageCodecs

/// A picture in memory: RGB, 8 bits a sample, rows from top to bottom without gaps.
package struct PixelImage: Sendable, Hashable {
    package let size: ImageSize
    /// Red, green and blue of each pixel in turn: `size.pixelCount * 3` bytes, a number that never changes.
    package var pixels: [UInt8] {
        didSet { precondition(pixels.count == size.pixelCount * 3, "a picture's number of bytes is fixed") }
    }

    /// Takes over pixels; both sides are at least 1.
    package init(size: ImageSize, pixels: [UInt8]) {
        precondition(size.width > 0 && size.height > 0, "a picture has at least one pixel, not \(size)")
        precondition(pixels.count == size.pixelCount * 3, "\(pixels.count) bytes for \(size)")
        self.size = size
        self.pixels = pixels
    }

    /// A picture of one colour.
    package static func filled(_ colour: Colour, size: ImageSize) -> PixelImage {
        var image = PixelImage(size: size, pixels: [UInt8](repeating: colour.red, count: size.pixelCount * 3))
        if colour.green != colour.red || colour.blue != colour.red {
            image.fill(colour, left: 0, top: 0, right: size.width, bottom: size.height)
        }
        return image
    }

    /// Fills the part of a rectangle that lies in the picture; right and bottom are the first pixels left
    /// alone.
    package mutating func fill(_ colour: Colour, left: Int, top: Int, right: Int, bottom: Int) {
        let (width, height) = (UInt32(size.width), UInt32(size.height))
        pixels.withUnsafeMutableBufferPointer { rgb in
            ic_fill(
                rgb.baseAddress,
                width,
                height,
                Int64(left),
                Int64(top),
                Int64(right),
                Int64(bottom),
                colour.red,
                colour.green,
                colour.blue
            )
        }
    }

    /// Makes a picture whose bytes `body` writes, all of them.
    static func written<Failure: Error>(
        size: ImageSize,
        by body: (UnsafeMutablePointer<UInt8>) throws(Failure) -> Void
    ) throws(Failure) -> PixelImage {
        var result = Result<Void, Failure>.success(())
        let pixels = [UInt8](unsafeUninitializedCapacity: size.pixelCount * 3) { buffer, count in
            count = size.pixelCount * 3
            guard let start = buffer.baseAddress else { return }
            do throws(Failure) {
                try body(start)
            } catch {
                result = .failure(error)
            }
        }
        try result.get()
        return PixelImage(size: size, pixels: pixels)
    }
}
