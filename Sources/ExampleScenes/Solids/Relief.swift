/// A standing solid as the camera sees it: for each pixel of a small rectangle its coverage, depth and colour.
struct Relief {
    /// The rectangle's place on the canvas; it may reach beyond it.
    let left: Int
    let top: Int
    let width: Int
    let height: Int
    /// Metres per pixel.
    let scale: Float
    /// The pixel of the standing place, relative to the rectangle.
    let foot: SIMD2<Float>
    /// 0...1 per pixel: how much of it the solid covers, water not considered.
    private(set) var coverage: [Float]
    /// Metres towards the camera.
    private(set) var depths: [Float]
    /// Before light falls on it.
    private(set) var albedo: [Light]

    init(of standing: Standing, in view: View) {
        let limbs = standing.seenLimbs()
        let metre = view.metre(at: standing.place.y) / view.pixel
        scale = 1 / metre
        let margin = standing.solid.surface.roughness + 2 * scale
        let origin = standing.place / view.pixel
        var low = SIMD2<Float>(repeating: .infinity)
        var high = SIMD2<Float>(repeating: -.infinity)
        for limb in limbs {
            let reach = SIMD2<Float>(repeating: max(limb.startRadius, limb.endRadius) + margin)
            let end = limb.start + limb.along
            low = pointwiseMin(low, pointwiseMin(limb.start, end) - reach)
            high = pointwiseMax(high, pointwiseMax(limb.start, end) + reach)
        }
        left = Int((origin.x + low.x * metre).rounded(.down))
        top = Int((origin.y - high.y * metre).rounded(.down))
        width = max(1, Int((origin.x + high.x * metre).rounded(.up)) - left)
        height = max(1, Int((origin.y - low.y * metre).rounded(.up)) - top)
        foot = origin - SIMD2(Float(left), Float(top))
        coverage = Array(repeating: 0, count: width * height)
        depths = Array(repeating: -100, count: width * height)
        albedo = Array(repeating: .zero, count: width * height)
        let sculptor = Sculptor(
            limbs: limbs,
            surface: standing.solid.surface,
            noise: standing.noise,
            scale: scale
        )
        for row in 0..<height {
            for column in 0..<width {
                let point = metres(column: column, row: row)
                let chip = sculptor.chip(at: point)
                let index = row * width + column
                depths[index] = chip.depth
                coverage[index] = Maths.clamped(0.5 - chip.distance * metre)
                albedo[index] = chip.colour
            }
        }
    }

    /// The middle of a pixel in metres right of and above the standing place.
    func metres(column: Int, row: Int) -> SIMD2<Float> {
        SIMD2((Float(column) + 0.5 - foot.x) * scale, (foot.y - Float(row) - 0.5) * scale)
    }

    /// The direction that the surface faces at a pixel: right, up, towards the camera.
    func normal(column: Int, row: Int) -> SIMD3<Float> {
        let left = depths[row * width + max(column - 1, 0)]
        let right = depths[row * width + min(column + 1, width - 1)]
        let above = depths[max(row - 1, 0) * width + column]
        let below = depths[min(row + 1, height - 1) * width + column]
        let limit: Float = 3
        let slopeX = min(max((left - right) / (2 * scale), -limit), limit)
        let slopeY = min(max((below - above) / (2 * scale), -limit), limit)
        let direction = SIMD3(slopeX, slopeY, 1)
        return direction / direction.length
    }

    /// The coverage at a place in metres from the standing place; 0 outside.
    func coverage(at point: SIMD2<Float>) -> Float {
        let column = Int((point.x / scale + foot.x).rounded(.down))
        let row = Int((foot.y - point.y / scale).rounded(.down))
        guard column >= 0, column < width, row >= 0, row < height else { return 0 }
        return coverage[row * width + column]
    }
}
