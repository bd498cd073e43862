package import Annotations

/// The way from an image of any size into a model's square input, and back.
///
/// The image is scaled so that its longest side fills the input, laid into the upper left corner, and the
/// rest is padding. Training, evaluation and serving all use this one type: what a model sees is the same in
/// all three.
package struct Letterbox: Hashable, Sendable {
    /// The size boxes refer to; pictures of it may come in smaller, decoded at reduced scale.
    package let image: ImageSize
    /// The input's side in pixels.
    package let input: Int
    /// Grey level of what the image does not cover.
    package let padding: UInt8
    /// What the image covers of the input: each side times input / longest side, rounded half to even as
    /// Python does, and at least 1.
    ///
    /// Rounding makes the two axes' scales differ a little, so boxes are scaled by each axis's own.
    package let contentSize: ImageSize

    /// Makes the letterbox of every picture of an image of this size; all sizes are at least 1.
    package init(image: ImageSize, input: Int, padding: UInt8 = 127) {
        precondition(image.width > 0 && image.height > 0 && input > 0, "no letterbox of \(image) in \(input)")
        self.image = image
        self.input = input
        self.padding = padding
        let scale = Double(input) / Double(image.longestSide)
        func scaled(_ side: Int) -> Int { max(1, Int((Double(side) * scale).rounded(.toNearestOrEven))) }
        contentSize = ImageSize(width: scaled(image.width), height: scaled(image.height))
    }

    /// The longest side that a picture decoded at reduced scale should keep for an input of so many pixels.
    ///
    /// A quarter more than the input: where barely its size was left, raccoons' boxes were worse by .007 of AP;
    /// from a quarter more on, no loss was seen (docs/benchmarks.md).
    package static func pictureSide(forInput input: Int) -> Int { input + input / 4 }

    /// The letterboxed picture, `input` pixels wide and high.
    package func apply(_ picture: PixelImage) -> PixelImage {
        .written(size: ImageSize(width: input, height: input)) { target in
            write(picture, to: target)
        }
    }

    /// Writes the letterboxed picture as `input * input * 3` bytes, which is the buffer's size.
    package func apply(_ picture: PixelImage, into buffer: UnsafeMutableBufferPointer<UInt8>) {
        precondition(buffer.count == input * input * 3, "\(buffer.count) bytes for an input of \(input)")
        guard let target = buffer.baseAddress else { return }
        write(picture, to: target)
    }

    /// A box of the image, in pixels of the input.
    package func toInput(_ box: Box) -> Box {
        box.scaled(from: image, to: contentSize)
    }

    /// A box of the input, in pixels of the image; it is not clipped to the image.
    package func toImage(_ box: Box) -> Box {
        box.scaled(from: contentSize, to: image)
    }

    private func write(_ picture: PixelImage, to target: UnsafeMutablePointer<UInt8>) {
        let stride = input * 3
        picture.resample(from: nil, into: target, size: contentSize, stride: stride)
        let contentEnd = contentSize.width * 3
        if contentEnd < stride {
            for row in 0..<contentSize.height {
                (target + row * stride + contentEnd).update(repeating: padding, count: stride - contentEnd)
            }
        }
        let below = contentSize.height * stride
        (target + below).update(repeating: padding, count: input * stride - below)
    }
}

extension Box {
    /// The same part of an image that has another size.
    fileprivate func scaled(from old: ImageSize, to new: ImageSize) -> Box {
        let (x, y) = (Double(new.width), Double(new.height))
        let (oldX, oldY) = (Double(old.width), Double(old.height))
        return Box(
            left: left * x / oldX,
            top: top * y / oldY,
            width: width * x / oldX,
            height: height * y / oldY
        )
    }
}
