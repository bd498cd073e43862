/// A rock, or a heap of rocks that from afar might pass for a bear.
struct Boulder {
    /// The colours of the rocks in a scene.
    static let colours: [UInt32] = [0x6F6A64, 0x5D5148, 0x3F3A36, 0x7D7468, 0x584636, 0x4A3A2C]

    var colour: Light
    /// Metres from side to side.
    var width: Float
    /// 0 anything; 1 shaped like a bear on four feet with its head low.
    var likeness: Float

    func solid(random: inout SceneRandom) -> Solid {
        var limbs = random.chance(likeness) ? likeABear(&random) : heap(&random)
        for index in limbs.indices { limbs[index].blend = 0.05 * width }
        let stone = Surface(
            underside: Light(0.6, 0.6, 0.6),
            upside: Light(1.2, 1.2, 1.18),
            grain: SIMD2(7, 7),
            contrast: 0.55,
            roughness: 0.045 * width,
            roughnessPerMetre: 4.5 / width,
            bump: 0.055 * width,
            bumpPerMetre: 5.5 / width,
            wetness: random.chance(0.3) ? 0.7 : 0
        )
        return Solid(limbs: limbs, surface: stone)
    }

    /// A long back with a hump and a low head, left or right.
    private func likeABear(_ random: inout SceneRandom) -> [Limb] {
        let half = width / 2
        let front: Float = random.chance(0.5) ? half : -half
        let (rump, chest) = (SIMD3(-0.3 * front, 0.3 * half, 0), SIMD3(0.25 * front, 0.36 * half, 0))
        let (brow, nose) = (SIMD3(0.72 * front, 0.3 * half, 0), SIMD3(0.9 * front, 0.16 * half, 0))
        return [
            Limb(rump, 0.52 * half, chest, 0.46 * half, colour: colour),
            Limb(SIMD3(0.2 * front, 0.55 * half, 0), 0.3 * half, colour: colour * 1.1),
            Limb(brow, 0.24 * half, nose, 0.16 * half, colour: colour),
        ]
    }

    private func heap(_ random: inout SceneRandom) -> [Limb] {
        let half = width / 2
        return (0..<random.integer(2...4)).map { _ in
            let radius = half * random.uniform(0.35...0.62)
            let reach = half - radius
            let x = random.uniform(-reach...reach)
            let away = random.uniform(-0.3...0.3) * half
            let start = SIMD3(x, radius * random.uniform(0...0.4), away)
            let end = SIMD3(x + random.uniform(-0.3...0.3) * half, radius * random.uniform(0.1...0.5), 0)
            let endRadius = radius * random.uniform(0.6...0.95)
            return Limb(start, radius, end, endRadius, colour: colour * random.uniform(0.85...1.15))
        }
    }
}
