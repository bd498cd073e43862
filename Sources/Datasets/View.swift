import Annotations
import Foundation

/// Where an image, stretched to some size, lies in a frame on the input: it may stick out on any side.
struct View {
    /// A whole-pixel rectangle in the frame.
    struct Area {
        let left: Int
        let top: Int
        let size: ImageSize
    }

    /// Size of the stretched image in the frame's pixels.
    let width: Int
    let height: Int
    /// Place of its top-left corner in the frame; negative when it sticks out.
    let left: Int
    let top: Int
    private let image: ImageSize
    private let frame: ImageSize

    /// A random view within the bounds of `augmentation`.
    init(
        of image: ImageSize,
        in frame: ImageSize,
        _ augmentation: Augmentation,
        using generator: inout some RandomNumberGenerator
    ) {
        let bounds = log(augmentation.scale.lowerBound)...log(augmentation.scale.upperBound)
        let scale =
            Double(frame.longestSide) / Double(image.longestSide)
            * exp(Double.random(in: bounds, using: &generator))
        let aspect = exp(Double.random(in: augmentation.aspectExponent, using: &generator))
        self.image = image
        self.frame = frame
        width = max(8, Int(Double(image.width) * scale * aspect))
        height = max(8, Int(Double(image.height) * scale / aspect))
        left = Self.offset(of: width, in: frame.width, using: &generator)
        top = Self.offset(of: height, in: frame.height, using: &generator)
    }

    /// The part of the frame that the image covers; nil when there is none.
    var visible: Area? {
        let right = min(frame.width, left + width)
        let bottom = min(frame.height, top + height)
        guard right > max(0, left), bottom > max(0, top) else { return nil }
        return Area(
            left: max(0, left),
            top: max(0, top),
            size: ImageSize(width: right - max(0, left), height: bottom - max(0, top))
        )
    }

    /// The region of the image, in its own pixels, that fills `area`.
    func source(of area: Area, in image: ImageSize) -> Box {
        let scaleX = Double(image.width) / Double(width)
        let scaleY = Double(image.height) / Double(height)
        return Box(
            left: Double(area.left - left) * scaleX,
            top: Double(area.top - top) * scaleY,
            width: Double(area.size.width) * scaleX,
            height: Double(area.size.height) * scaleY
        )
    }

    /// Anywhere inside, or anywhere that leaves no gap when it is the longer one.
    private static func offset(
        of length: Int,
        in frame: Int,
        using generator: inout some RandomNumberGenerator
    ) -> Int {
        Int.random(in: min(0, frame - length)...max(0, frame - length), using: &generator)
    }

    /// A box of the image in the frame's pixels.
    func place(_ box: Box) -> Box {
        var placed = box.scaled(
            x: Double(width) / Double(image.width),
            y: Double(height) / Double(image.height)
        )
        placed.left += Double(left)
        placed.top += Double(top)
        return placed
    }
}
