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
        let view = View(of: entry.image.size, on: size, self, using: &generator)
        var canvas = PixelImage.filled(.letterbox, size: ImageSize(width: size, height: size))
        if let visible = view.visible {
            canvas.paste(
                entry.image.resized(to: visible.size, from: view.source(of: visible, in: entry.image.size)),
                left: visible.left,
                top: visible.top
            )
        }
        var objects = entry.objects.compactMap { kept($0, in: view, size: size) }
        if Bool.random(using: &generator) {
            canvas.flipHorizontally()
            for index in objects.indices { objects[index].box.left = Double(size) - objects[index].box.right }
        }
        canvas.adjust(
            brightness: Float.random(in: brightness, using: &generator),
            contrast: Float.random(in: contrast, using: &generator),
            saturation: Float.random(in: saturation, using: &generator)
        )
        return Sample(image: canvas, objects: objects)
    }

    /// The object where the view shows it; nil when too little of it is left.
    private func kept(_ object: TargetBox, in view: View, size: Int) -> TargetBox? {
        let whole = view.place(object.box)
        let box = whole.clipped(to: ImageSize(width: size, height: size))
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
