/// A gull on a rock or on the water: an animal that nobody labelled.
struct Gull {
    func solid() -> Solid {
        let white = Light(srgb: 0xE4E4DF)
        let grey = Light(srgb: 0x9AA1A6)
        let limbs = [
            Limb(SIMD3(-0.1, 0.2, 0), 0.07, SIMD3(0.1, 0.24, 0), 0.085, colour: white, blend: 0.03),
            Limb(SIMD3(-0.28, 0.2, 0.02), 0.02, SIMD3(0.06, 0.27, 0.03), 0.06, colour: grey, blend: 0.02),
            Limb(SIMD3(0.13, 0.28, 0), 0.05, SIMD3(0.18, 0.37, 0), 0.05, colour: white, blend: 0.03),
            Limb(
                SIMD3(0.22, 0.37, 0),
                0.016,
                SIMD3(0.29, 0.35, 0),
                0.008,
                colour: Light(srgb: 0xC99A3A),
                blend: 0.01
            ),
            Limb(
                SIMD3(0.0, 0.16, 0.03),
                0.012,
                SIMD3(0.0, 0.0, 0.03),
                0.01,
                colour: Light(srgb: 0xB08A50),
                blend: 0.01
            ),
            Limb(
                SIMD3(0.02, 0.16, -0.03),
                0.012,
                SIMD3(0.03, 0.0, -0.03),
                0.01,
                colour: Light(srgb: 0xB08A50),
                blend: 0.01
            ),
        ]
        let feathers = Surface(
            underside: Light(0.7, 0.7, 0.72),
            upside: Light(1, 1, 1),
            grain: SIMD2(20, 60),
            contrast: 0.1,
            roughness: 0.003,
            roughnessPerMetre: 60,
            bump: 0.002,
            bumpPerMetre: 40
        )
        return Solid(limbs: limbs, surface: feathers)
    }
}
