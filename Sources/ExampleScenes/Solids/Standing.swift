/// A solid at its place in the scene.
struct Standing {
    var solid: Solid
    /// Where it touches the ground, in image heights.
    var place: SIMD2<Float>
    /// Which way its front points: 0 to the right, a quarter turn (pi / 2) away from the camera, pi to the left.
    var heading: Float
    /// Metres of it that are under water.
    var depth: Float = 0
    /// Changes the texture, so that no two are alike.
    var noise: Noise
}

/// A limb as the camera sees it: metres to the right and up from the standing place, `z` towards the camera.
struct SeenLimb {
    var start: SIMD2<Float>
    var along: SIMD2<Float>
    var inverseSquareLength: Float
    var length: Float
    var startDepth: Float
    var endDepth: Float
    var startRadius: Float
    var endRadius: Float
    var colour: Light
    var blend: Float

    init(
        from start: SIMD3<Float>,
        _ startRadius: Float,
        to end: SIMD3<Float>,
        _ endRadius: Float,
        of limb: Limb
    ) {
        self.start = SIMD2(start.x, start.y)
        along = SIMD2(end.x - start.x, end.y - start.y)
        let square = along.x * along.x + along.y * along.y
        inverseSquareLength = square > 1e-8 ? 1 / square : 0
        length = square.squareRoot()
        startDepth = start.z
        endDepth = end.z
        self.startRadius = startRadius
        self.endRadius = endRadius
        colour = limb.colour
        blend = limb.blend
    }
}

extension Standing {
    /// How far the camera looks down on solids, as a sine and a cosine: some eleven degrees.
    private static let pitch = SIMD2<Float>(0.19, 0.98)

    /// The limbs as the camera sees them.
    func seenLimbs() -> [SeenLimb] {
        solid.limbs.flatMap { limb -> [SeenLimb] in
            let start = seen(limb.start)
            let end = seen(limb.end)
            let flat = SIMD2(end.x - start.x, end.y - start.y)
            let length = (flat.x * flat.x + flat.y * flat.y).squareRoot()
            guard
                length < abs(limb.startRadius - limb.endRadius) + 0.25 * max(limb.startRadius, limb.endRadius)
            else {
                return [SeenLimb(from: start, limb.startRadius, to: end, limb.endRadius, of: limb)]
            }
            // Seen end-on, one end hides the other, and no single cone in the plane has this outline: balls do.
            guard limb.start != limb.end else {
                return [SeenLimb(from: start, limb.startRadius, to: start, limb.startRadius, of: limb)]
            }
            return (0...3).map { step in
                let share = Float(step) / 3
                let centre = start + (end - start) * share
                let radius = Maths.mix(limb.startRadius, limb.endRadius, share)
                return SeenLimb(from: centre, radius, to: centre, radius, of: limb)
            }
        }
    }

    private func seen(_ point: SIMD3<Float>) -> SIMD3<Float> {
        let (sine, cosine) = (Maths.sine(heading), Maths.cosine(heading))
        let right = point.x * cosine + point.z * sine
        let towards = point.z * cosine - point.x * sine
        let up = point.y * Self.pitch.y - towards * Self.pitch.x
        return SIMD3(right, up, towards * Self.pitch.y + point.y * Self.pitch.x)
    }
}
