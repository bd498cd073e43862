/// The light and the air of a scene.
struct Weather {
    enum Kind: String, CaseIterable {
        case clear
        case overcast
        case rain
        case fog
        case dusk
    }

    var kind: Kind
    /// Towards the sun: right, up, towards the camera; of length 1.
    var sun: SIMD3<Float>
    var sunColour: Light
    /// Light from above, on what faces up.
    var skyColour: Light
    /// Light from below, on what faces down.
    var bounceColour: Light
    var zenith: Light
    var horizon: Light
    /// What distance fades to.
    var haze: Light
    /// The share of light lost to haze grows with 1 - exp(-hazeDensity * metres).
    var hazeDensity: Float
    /// 0...1, the part of the sky that clouds hide.
    var clouds: Float

    init(_ kind: Kind, random: inout SceneRandom) {
        self.kind = kind
        let side: Float = random.chance(0.5) ? 1 : -1
        let azimuth = side * random.uniform(0.3...1.2)
        let depth = random.uniform(-0.5...0.8)
        let look = Look.of(kind)
        let height = random.uniform(look.sunHeight)
        let direction = SIMD3(azimuth, height, depth)
        sun = direction / direction.length
        sunColour = look.sun * random.uniform(0.85...1.15)
        skyColour = look.sky * random.uniform(0.9...1.1)
        bounceColour = look.bounce
        zenith = look.zenith
        horizon = look.horizon
        haze = look.haze
        hazeDensity = random.logarithmic(look.hazeDensity)
        clouds = random.uniform(look.clouds)
    }

    /// The light on a surface that faces `normal` (right, up, towards the camera) and of which the sun sees `sunlit`.
    func light(normal: SIMD3<Float>, sunlit: Float = 1) -> Light {
        let facing = max(0, (normal.dot(sun) + 0.25) / 1.25)
        let up = normal.y * 0.5 + 0.5
        let ambient = Maths.mix(bounceColour, skyColour, up)
        return ambient + sunColour * (facing * sunlit)
    }

    /// A colour seen through the air.
    func seen(_ colour: Light, at metres: Float) -> Light {
        Maths.mix(colour, haze, 1 - Maths.exponential(-hazeDensity * metres))
    }
}

/// What the kinds of weather differ in.
private struct Look {
    var sun: Light
    var sky: Light
    var bounce: Light
    var zenith: Light
    var horizon: Light
    var haze: Light
    var hazeDensity: ClosedRange<Float>
    var clouds: ClosedRange<Float>
    var sunHeight: ClosedRange<Float>

    static func of(_ kind: Weather.Kind) -> Look {
        switch kind {
        case .clear: clear
        case .overcast: overcast
        case .rain: rain
        case .fog: fog
        case .dusk: dusk
        }
    }

    private static let clear = Look(
        sun: Light(1.75, 1.6, 1.32),
        sky: Light(0.42, 0.5, 0.62),
        bounce: Light(0.2, 0.19, 0.15),
        zenith: Light(srgb: 0x5C8FC4),
        horizon: Light(srgb: 0xC6DCEB),
        haze: Light(srgb: 0xB4C8D6),
        hazeDensity: 0.0006...0.0016,
        clouds: 0.1...0.6,
        sunHeight: 0.5...1.4
    )

    private static let overcast = Look(
        sun: Light(0.35, 0.35, 0.35),
        sky: Light(0.92, 0.95, 1.0),
        bounce: Light(0.27, 0.26, 0.24),
        zenith: Light(srgb: 0x9DA8B0),
        horizon: Light(srgb: 0xCBD1D4),
        haze: Light(srgb: 0xB7BFC4),
        hazeDensity: 0.001...0.003,
        clouds: 0.8...1,
        sunHeight: 0.9...1.6
    )

    private static let rain = Look(
        sun: Light(0.18, 0.18, 0.19),
        sky: Light(0.62, 0.66, 0.72),
        bounce: Light(0.19, 0.19, 0.19),
        zenith: Light(srgb: 0x7E8891),
        horizon: Light(srgb: 0xA5ADB2),
        haze: Light(srgb: 0x98A1A7),
        hazeDensity: 0.004...0.009,
        clouds: 0.9...1,
        sunHeight: 0.9...1.6
    )

    private static let fog = Look(
        sun: Light(0.2, 0.2, 0.2),
        sky: Light(0.85, 0.87, 0.9),
        bounce: Light(0.34, 0.34, 0.34),
        zenith: Light(srgb: 0xBFC5C8),
        horizon: Light(srgb: 0xC5CACC),
        haze: Light(srgb: 0xBEC4C7),
        hazeDensity: 0.012...0.035,
        clouds: 0.9...1,
        sunHeight: 0.9...1.6
    )

    private static let dusk = Look(
        sun: Light(0.5, 0.27, 0.13),
        sky: Light(0.2, 0.22, 0.32),
        bounce: Light(0.08, 0.075, 0.08),
        zenith: Light(srgb: 0x45587C),
        horizon: Light(srgb: 0xD79A78),
        haze: Light(srgb: 0x76707F),
        hazeDensity: 0.0015...0.006,
        clouds: 0.2...0.8,
        sunHeight: 0.12...0.4
    )
}
