package import Annotations
package import Imaging

/// Shows an image a little differently each time: size, aspect, place, mirror, brightness, contrast and saturation.
package struct Augmentation: Sendable {
    /// Bounds of the random factor on the letterboxed size.
    package var scale: ClosedRange<Double> = 0.5...1.6
    /// Bounds of the random stretch: width times it, height divided by it, as exponents of e.
    package var aspectExponent: ClosedRange<Double> = -0.2...0.2
    package var brightness: ClosedRange<Double> = 0.7...1.3
    package var contrast: ClosedRange<Double> = 0.7...1.3
    package var saturation: ClosedRange<Double> = 0.6...1.4
    /// Of an object cut by the frame at least this share stays, or its box is dropped.
    package var keptArea = 0.25
    /// Objects smaller than this many square input pixels are dropped.
    package var smallestArea = 16.0

    /// Share of the views that are put together from four images, 0...1.
    package var mosaicShare = 0.0

    /// The bounds that trainings use.
    package init() {}

    /// An image on the network's square input, and the boxes that are still in it.
    package struct Sample: Sendable {
        package let image: PixelImage
        package let objects: [TargetBox]
    }

    /// One random view of `entry` on an input of `size` pixels; its grey border is the letterbox's.
    package func callAsFunction(
        _ entry: ImageCache.Entry,
        size: Int,
        using generator: inout some RandomNumberGenerator
    ) -> Sample {
        let frame = Frame(left: 0, top: 0, size: ImageSize(width: size, height: size))
        var canvas = PixelImage.filled(.letterbox, size: frame.size)
        var objects = place(entry, in: frame, on: &canvas, using: &generator)
        finish(&canvas, &objects, using: &generator)
        return Sample(image: canvas, objects: objects)
    }

    /// Four images around a random point of one input, each a random view within its corner.
    ///
    /// Source: Bochkovskiy et al., "YOLOv4", 2020, section 3.3 (mosaic).
    package func mosaic(
        of entries: [ImageCache.Entry],
        size: Int,
        using generator: inout some RandomNumberGenerator
    ) -> Sample {
        var canvas = PixelImage.filled(.letterbox, size: ImageSize(width: size, height: size))
        let x = Int.random(in: (size * 3 / 10)...(size * 7 / 10), using: &generator)
        let y = Int.random(in: (size * 3 / 10)...(size * 7 / 10), using: &generator)
        let corners = [(0, 0, x, y), (x, 0, size - x, y), (0, y, x, size - y), (x, y, size - x, size - y)]
        var objects: [TargetBox] = []
        for (entry, (left, top, width, height)) in zip(entries, corners) {
            let frame = Frame(left: left, top: top, size: ImageSize(width: width, height: height))
            objects += place(entry, in: frame, on: &canvas, using: &generator)
        }
        finish(&canvas, &objects, using: &generator)
        return Sample(image: canvas, objects: objects)
    }

    /// A part of the input that one image is seen in.
    private struct Frame {
        let left: Int
        let top: Int
        let size: ImageSize
    }

    /// Draws a random view of `entry` in the frame; returns the boxes that are still in it.
    private func place(
        _ entry: ImageCache.Entry,
        in frame: Frame,
        on canvas: inout PixelImage,
        using generator: inout some RandomNumberGenerator
    ) -> [TargetBox] {
        let view = View(of: entry.image.size, in: frame.size, self, using: &generator)
        if let visible = view.visible {
            canvas.paste(
                entry.image.resized(to: visible.size, from: view.source(of: visible, in: entry.image.size)),
                left: frame.left + visible.left,
                top: frame.top + visible.top
            )
        }
        return entry.objects.compactMap { object in
            guard var kept = kept(object, in: view, size: frame.size) else { return nil }
            kept.box.left += Double(frame.left)
            kept.box.top += Double(frame.top)
            return kept
        }
    }

    /// Mirrors at random and changes the colours.
    private func finish(
        _ canvas: inout PixelImage,
        _ objects: inout [TargetBox],
        using generator: inout some RandomNumberGenerator
    ) {
        if Bool.random(using: &generator) {
            canvas.flipHorizontally()
            let width = Double(canvas.size.width)
            for index in objects.indices { objects[index].box.left = width - objects[index].box.right }
        }
        canvas.adjust(
            brightness: Float.random(in: brightness, using: &generator),
            contrast: Float.random(in: contrast, using: &generator),
            saturation: Float.random(in: saturation, using: &generator)
        )
    }

    /// The object where the view shows it; nil when too little of it is left.
    private func kept(_ object: TargetBox, in view: View, size: ImageSize) -> TargetBox? {
        let whole = view.place(object.box)
        let box = whole.clipped(to: size)
        guard box.area > keptArea * whole.area, box.area > smallestArea else { return nil }
        return TargetBox(labelIndex: object.labelIndex, box: box)
    }
}

extension Colour {
    /// The letterbox's padding: the value that normalisation turns into 0.
    fileprivate static let letterbox = Colour(red: 127, green: 127, blue: 127)
}

extension Float {
    /// A uniform value between two doubles.
    fileprivate static func random(
        in range: ClosedRange<Double>,
        using generator: inout some RandomNumberGenerator
    ) -> Float {
        Float(Double.random(in: range, using: &generator))
    }
}
