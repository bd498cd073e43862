import Annotations

/// Where the camera stands and what it sees: maps the ground to the picture.
///
/// Lengths in the picture are in image heights, x from the left and y from the top, so that a scene looks the same at any
/// size. Lengths on the ground are in metres.
struct View {
    /// The focal length of every camera in image heights: a vertical angle of view of about 30 degrees.
    static let focalLength: Float = 1.9

    var size: ImageSize
    /// The y where the ground would vanish; negative when the camera looks down so far that the picture ends before.
    var horizon: Float
    /// Metres above the river.
    var cameraHeight: Float

    /// The picture's width in image heights.
    var aspect: Float { Float(size.width) / Float(size.height) }

    /// The height of one pixel in image heights.
    var pixel: Float { 1 / Float(size.height) }

    /// How many image heights one metre takes for something that stands on the ground at row `y`.
    func metre(at y: Float) -> Float { max(y - horizon, 0.002) / cameraHeight }

    /// Metres from the camera to the ground at row `y`.
    func distance(at y: Float) -> Float { Self.focalLength / metre(at: y) }

    /// The sine of the angle between the ground and the line of sight at row `y`.
    func grazing(at y: Float) -> Float {
        let slope = max(y - horizon, 0.002) / Self.focalLength
        return slope / (1 + slope * slope).squareRoot()
    }

    /// The point of the ground seen at a place in the picture: metres to the right and metres away.
    func ground(x: Float, y: Float) -> SIMD2<Float> {
        SIMD2((x - aspect / 2) / metre(at: y), distance(at: y))
    }

    /// How many metres of ground, along the line of sight, one pixel at row `y` covers.
    func footprint(at y: Float) -> Float {
        let drop = max(y - horizon, 0.002)
        return Self.focalLength * cameraHeight / (drop * drop) * pixel
    }

    /// The strength left to a texture with features of `feature` metres at row `y`: 0 where pixels are coarser than it.
    func detail(of feature: Float, at y: Float) -> Float {
        1 - Maths.smoothStep(0.35, 1.4, footprint(at: y) / feature)
    }
}
