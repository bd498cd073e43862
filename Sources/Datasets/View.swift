import Annotations
import Foundation

/// Where an image, stretched to some size, lies on the square input: it may stick out on any side.
struct View {
    /// A whole-pixel rectangle on the input.
    struct Area {
        let left: Int
        let top: Int
        let size: ImageSize
    }

    /// Size of the stretched image in input pixels.
    let width: Int
    let height: Int
    /// Place of its top-left corner on the input; negative when it sticks out.
    let left: Int
    let top: Int
    private let image: ImageSize
    private let input: Int

    /// A random view within the bounds of `augmentation`.
    init(
        of image: ImageSize,
        on input: Int,
        _ augmentation: Augmentation,
        using generator: inout some RandomNumberGenerator
    ) {
        let bounds = log(augmentation.scale.lowerBound)...log(augmentation.scale.upperBound)
        let scale =
            Double(input) / Double(image.longestSide) * exp(Double.random(in: bounds, using: &generator))
        let aspect = exp(Double.random(in: augmentation.aspectExponent, using: &generator))
        self.image = image
        self.input = input
        width = max(8, Int(Double(image.width) * scale * aspect))
        height = max(8, Int(Double(image.height) * scale / aspect))
        left = Int.random(in: min(0, input - width)...max(0, input - width), using: &generator)
        top = Int.random(in: min(0, input - height)...max(0, input - height), using: &generator)
    }

    /// The part of the input that the image covers; nil when there is none.
    var visible: Area? {
        let right = min(input, left + width)
        let bottom = min(input, top + height)
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

    /// A box of the image in input pixels.
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
