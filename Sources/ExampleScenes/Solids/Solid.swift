/// A body made of rounded limbs in space, seen from any side: an animal, a boulder or a log.
///
/// Coordinates are metres in the body's own frame: x to the front, y up from the ground, z to its left.
struct Solid {
    var limbs: [Limb]
    var surface: Surface
}

/// A cone with round ends: all spheres between two others.
struct Limb {
    var start: SIMD3<Float>
    var end: SIMD3<Float>
    var startRadius: Float
    var endRadius: Float
    var colour: Light
    /// How softly it grows out of its neighbours, in metres.
    var blend: Float

    init(
        _ start: SIMD3<Float>,
        _ startRadius: Float,
        _ end: SIMD3<Float>,
        _ endRadius: Float,
        colour: Light,
        blend: Float = 0.09
    ) {
        self.start = start
        self.end = end
        self.startRadius = startRadius
        self.endRadius = endRadius
        self.colour = colour
        self.blend = blend
    }

    /// A ball.
    init(_ centre: SIMD3<Float>, _ radius: Float, colour: Light, blend: Float = 0.09) {
        self.init(centre, radius, centre, radius, colour: colour, blend: blend)
    }
}

/// What a solid is covered with.
struct Surface {
    /// Multiplies the colour where the solid faces the ground.
    var underside: Light
    /// Multiplies the colour where the solid faces the sky.
    var upside: Light
    /// Features of the texture per metre: along a limb and across it.
    var grain: SIMD2<Float>
    /// How much the texture darkens and brightens, 0...1.
    var contrast: Float
    /// How far the outline is frayed or dented, in metres, and how many times per metre.
    var roughness: Float
    var roughnessPerMetre: Float
    /// How far the surface rises and falls, in metres, and how many times per metre.
    var bump: Float
    var bumpPerMetre: Float
    /// 0 dry, 1 dripping: darkens and adds a gleam.
    var wetness: Float = 0
}

extension Solid {
    /// The same body `factor` times as large in all directions.
    func scaled(by factor: Float) -> Solid {
        var copy = self
        for index in copy.limbs.indices {
            copy.limbs[index].start *= factor
            copy.limbs[index].end *= factor
            copy.limbs[index].startRadius *= factor
            copy.limbs[index].endRadius *= factor
            copy.limbs[index].blend *= factor
        }
        return copy
    }
}
