/// Joins limbs smoothly: the one place that knows the geometry of solids.
struct Sculptor {
    /// The solid at one point of the picture's plane.
    struct Chip {
        /// Metres to the outline, negative inside.
        var distance: Float
        /// Metres towards the camera.
        var depth: Float
        var colour: Light
    }

    let limbs: [SeenLimb]
    let surface: Surface
    let noise: Noise
    /// Metres per pixel: texture finer than this is left out.
    let scale: Float

    /// Looks at the point, metres right of and above the standing place.
    ///
    /// Each limb is a disc swept along a line, raised to a half-round in depth. Depths are joined with a smooth maximum
    /// and outlines with a smooth minimum (I. Quilez, "Smooth minimum", the quadratic form).
    func chip(at point: SIMD2<Float>) -> Chip {
        var chip = Chip(distance: 10, depth: -100, colour: .zero)
        var grain = SIMD2<Float>.zero
        for limb in limbs {
            let from = point - limb.start
            let projected = (from.x * limb.along.x + from.y * limb.along.y) * limb.inverseSquareLength
            let share = Maths.clamped(projected)
            let aside = from - limb.along * share
            let reach = (aside.x * aside.x + aside.y * aside.y).squareRoot()
            let radius = Maths.mix(limb.startRadius, limb.endRadius, share)
            let outside = reach - radius
            guard outside < 0.3 else { continue }
            let middle = Maths.mix(limb.startDepth, limb.endDepth, share)
            let depth =
                outside < 0 ? middle + (radius * radius - reach * reach).squareRoot() : middle - 3 * outside
            join(&chip, &grain, outside, depth, limb, Self.grain(from, projected, limb))
        }
        guard chip.distance < surface.roughness + 2 * scale else { return chip }
        finish(&chip, grain: grain, at: point)
        return chip
    }

    /// Where the point lies on the limb's hide, in metres along it and across it; hair hangs down on what is seen end-on.
    private static func grain(_ from: SIMD2<Float>, _ projected: Float, _ limb: SeenLimb) -> SIMD2<Float> {
        guard limb.length > 0 else { return SIMD2(from.y, from.x) }
        let across = (limb.along.x * from.y - limb.along.y * from.x) / limb.length
        return SIMD2(projected * limb.length, across)
    }

    private func join(
        _ chip: inout Chip,
        _ grain: inout SIMD2<Float>,
        _ outside: Float,
        _ depth: Float,
        _ limb: SeenLimb,
        _ place: SIMD2<Float>
    ) {
        let outline = limb.blend * 0.7
        let near = Maths.clamped(0.5 + 0.5 * (chip.distance - outside) / outline)
        chip.distance = Maths.mix(chip.distance, outside, near) - outline * near * (1 - near)
        guard chip.depth > -99 else {
            (chip.depth, chip.colour, grain) = (depth, limb.colour, place)
            return
        }
        let share = Maths.clamped(0.5 + 0.5 * (depth - chip.depth) / limb.blend)
        chip.depth = Maths.mix(chip.depth, depth, share) + limb.blend * share * (1 - share)
        chip.colour = Maths.mix(chip.colour, limb.colour, share)
        if share > 0.5 { grain = place }
    }

    private func finish(_ chip: inout Chip, grain: SIMD2<Float>, at point: SIMD2<Float>) {
        let tooth = surface.roughnessPerMetre
        chip.distance +=
            (noise.fractal(point.x * tooth, point.y * tooth, octaves: 2) - 0.5) * 2 * surface.roughness
        let knob = surface.bumpPerMetre
        let octaves = scale * knob < 0.12 ? 3 : 2
        chip.depth +=
            (noise.fractal(point.x * knob + 31, point.y * knob, octaves: octaves) - 0.5) * 2 * surface.bump
        let strand = noise.fractal(grain.x * surface.grain.x + 7, grain.y * surface.grain.y, octaves: 2)
        let patch = noise.fractal(point.x * 2.3, point.y * 2.3 + 50, octaves: 2)
        chip.colour *= 1 + surface.contrast * ((strand - 0.5) * 1.6 + (patch - 0.5) * 1.1)
    }
}
