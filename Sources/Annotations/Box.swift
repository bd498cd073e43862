/// An axis-aligned box in pixels of its image.
///
/// The origin is the outer corner of the top-left pixel, x grows to the right and y downwards. Left, top, width and
/// height are kept, not four sides, because manifests and COCO files write them so and pycocotools computes with them:
/// overlaps then equal theirs to the last bit.
package struct Box: Hashable, Sendable {
    /// Distance of the left side from the image's left edge; negative when the box leaves the image.
    package var left: Double
    /// Distance of the upper side from the image's upper edge; negative when the box leaves the image.
    package var top: Double
    /// At least 0 for a box that holds anything.
    package var width: Double
    /// At least 0 for a box that holds anything.
    package var height: Double

    package init(left: Double, top: Double, width: Double, height: Double) {
        self.left = left
        self.top = top
        self.width = width
        self.height = height
    }

    /// Makes a box from its four sides.
    package init(left: Double, top: Double, right: Double, bottom: Double) {
        self.init(left: left, top: top, width: right - left, height: bottom - top)
    }

    /// The x of the right side.
    package var right: Double { left + width }

    /// The y of the lower side.
    package var bottom: Double { top + height }

    /// Square pixels.
    package var area: Double { width * height }

    /// Square pixels that both boxes cover; 0 when they only touch.
    package func intersectionArea(with other: Box) -> Double {
        let width = min(right, other.right) - max(left, other.left)
        let height = min(bottom, other.bottom) - max(top, other.top)
        return width > 0 && height > 0 ? width * height : 0
    }

    /// Intersection over union, 0...1; 0 for two boxes without area.
    package func intersectionOverUnion(with other: Box) -> Double {
        let shared = intersectionArea(with: other)
        let union = area + other.area - shared
        return union > 0 ? shared / union : 0
    }

    /// The box in an image whose pixels are `x` times as many across and `y` times as many down.
    package func scaled(x: Double, y: Double) -> Box {
        Box(left: left * x, top: top * y, width: width * x, height: height * y)
    }

    /// The part of the box inside an image of this size; width or height is 0 where nothing of it is.
    package func clipped(to size: ImageSize) -> Box {
        let left = min(max(left, 0), Double(size.width))
        let top = min(max(top, 0), Double(size.height))
        return Box(
            left: left,
            top: top,
            width: max(0, min(right, Double(size.width)) - left),
            height: max(0, min(bottom, Double(size.height)) - top)
        )
    }
}

extension Box: Codable {}
