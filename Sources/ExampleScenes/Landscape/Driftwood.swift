/// What the river has left: logs, roots and stumps.
struct Driftwood {
    enum Kind: CaseIterable {
        case log
        case rootwad
        case stump
    }

    static let colours: [UInt32] = [0x5B4635, 0x8A7F72, 0x6B5A48, 0x3E3129]

    var kind: Kind
    var colour: Light
    /// Metres.
    var length: Float

    func solid(random: inout SceneRandom) -> Solid {
        let bark = Surface(
            underside: Light(0.5, 0.5, 0.5),
            upside: Light(1.25, 1.22, 1.18),
            grain: SIMD2(2.2, 34),
            contrast: 0.7,
            roughness: 0.014,
            roughnessPerMetre: 16,
            bump: 0.014,
            bumpPerMetre: 14
        )
        let limbs =
            switch kind {
            case .log: log(&random)
            case .rootwad: rootwad(&random)
            case .stump: stump(&random)
            }
        return Solid(limbs: limbs, surface: bark)
    }

    /// A trunk that lies on the ground, one end perhaps raised, with the stubs of branches.
    private func log(_ random: inout SceneRandom) -> [Limb] {
        let thick = random.uniform(0.09...0.24)
        let rise = random.uniform(0...0.35)
        let half = length / 2
        let (butt, top) = (SIMD3(-half, thick, 0), SIMD3(half, thick * 0.7 + rise, 0))
        var limbs = [Limb(butt, thick, top, thick * 0.6, colour: colour, blend: 0.03)]
        for _ in 0..<random.integer(1...4) {
            let along = random.uniform(-0.6...0.9)
            let root = SIMD3(half * along, thick + rise * (along + 1) / 2, 0)
            let aside = SIMD2(random.uniform(-0.3...0.3), random.uniform(-0.3...0.3))
            let tip = root + SIMD3(aside.x, random.uniform(0.2...0.6), aside.y)
            limbs.append(Limb(root, thick * 0.35, tip, 0.012, colour: colour, blend: 0.03))
        }
        return limbs
    }

    /// A fallen trunk with its roots in the air.
    private func rootwad(_ random: inout SceneRandom) -> [Limb] {
        let thick = length * 0.14
        let hub = SIMD3<Float>(0, length * 0.3, 0)
        let top = SIMD3(length * 0.8, thick, 0)
        var limbs = [Limb(hub, thick * 1.5, top, thick, colour: colour, blend: 0.05)]
        for index in 0..<9 {
            let angle = Float(index) / 9 * 2 * .pi + random.uniform(-0.3...0.3)
            let reach = length * random.uniform(0.25...0.45)
            let around = SIMD3(0, Maths.sine(angle), Maths.cosine(angle)) * reach
            let tip = hub + around + SIMD3(random.uniform(-0.25...0) * length, 0, 0)
            let shade = colour * random.uniform(0.7...1.1)
            limbs.append(Limb(hub, thick * 0.8, tip, 0.02, colour: shade, blend: 0.04))
        }
        return limbs
    }

    /// A broken trunk that still stands: roots around it, and splinters where it broke.
    private func stump(_ random: inout SceneRandom) -> [Limb] {
        let thick = length * random.uniform(0.24...0.34)
        let top = SIMD3<Float>(random.uniform(-0.1...0.1), length * random.uniform(0.25...0.5), 0)
        let foot = SIMD3(0, thick * 0.3, 0)
        var limbs = [Limb(foot, thick * 1.05, top, thick * 0.7, colour: colour, blend: 0.05)]
        for index in 0..<6 {
            let angle = Float(index) / 6 * 2 * .pi + random.uniform(-0.4...0.4)
            let out = SIMD3(Maths.cosine(angle), 0, Maths.sine(angle))
            let root = out * (thick * random.uniform(1.7...2.6)) + SIMD3(0, 0.02, 0)
            let knee = SIMD3(0, thick * 0.5, 0)
            limbs.append(Limb(knee, thick * 0.5, root, 0.04, colour: colour * 0.85, blend: 0.06))
            guard random.chance(0.55) else { continue }
            let edge = top + out * (thick * 0.5)
            let splinter = edge + SIMD3(out.x * 0.06, thick * random.logarithmic(0.35...1.4), 0)
            limbs.append(Limb(edge, thick * 0.28, splinter, 0.015, colour: colour * 1.15, blend: 0.04))
        }
        return limbs
    }
}
