import Annotations
import CImageCodecs

extension PixelImage {
    /// Copies a picture onto this one with its corner at (left, top), which may lie outside; what sticks out
    /// is cut off.
    package mutating func paste(_ other: PixelImage, left: Int, top: Int) {
        let size = size
        pixels.withUnsafeMutableBufferPointer { target in
            ic_paste(
                target.baseAddress,
                UInt32(size.width),
                UInt32(size.height),
                other.pixels,
                UInt32(other.size.width),
                UInt32(other.size.height),
                Int64(left),
                Int64(top)
            )
        }
    }

    /// Exchanges left and right; a box's new left is the picture's width less its old right.
    package mutating func flipHorizontally() {
        let size = size
        pixels.withUnsafeMutableBufferPointer { rgb in
            ic_flip(rgb.baseAddress, UInt32(size.width), UInt32(size.height))
        }
    }

    /// Changes brightness, then contrast, then saturation; 1 leaves each as it is.
    ///
    /// x = brightness * sample; x = (x - mean) * contrast + mean, with the mean over the whole picture; x =
    /// (x - grey) * saturation + grey, with each pixel's mean of red, green and blue as its grey. Only the
    /// result is rounded and clamped to 0...255.
    package mutating func adjust(brightness: Float, contrast: Float, saturation: Float) {
        let size = size
        pixels.withUnsafeMutableBufferPointer { rgb in
            ic_adjust(
                rgb.baseAddress,
                UInt32(size.width),
                UInt32(size.height),
                brightness,
                contrast,
                saturation
            )
        }
    }
}
