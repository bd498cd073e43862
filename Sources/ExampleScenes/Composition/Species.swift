/// The animals that are labelled.
package enum Species: String, CaseIterable, Sendable {
    case bear
    case wolf

    /// The label's name in the manifest.
    package var label: String { rawValue }
}

/// An animal that looks for a place in a scene.
struct Candidate {
    var solid: Solid
    /// Metres from nose to rump.
    var length: Float
    /// Whether it may stand in water as it is.
    var wades: Bool
}

extension Species {
    private static let bearCoats: [UInt32] = [0x4A3322, 0x5E4128, 0x77522F, 0x97744A, 0x33261D, 0x6B4A33]
    private static let wolfCoats: [UInt32] = [0x77736C, 0x8C8171, 0x5A5650, 0x9C9484, 0x3E3B38, 0x6F6353]

    /// A random animal of this species.
    func animal(matching ground: Light, difficulty: Difficulty, random: inout SceneRandom) -> Candidate {
        var coat = Light(srgb: random.pick(self == .bear ? Self.bearCoats : Self.wolfCoats))
        coat *= random.uniform(0.8...1.2)
        if random.chance(difficulty.camouflage) { coat = Maths.mix(coat, ground, random.uniform(0.5...0.85)) }
        switch self {
        case .bear:
            let cub = random.chance(0.22)
            let looks = Bear.Looks(
                coat: coat,
                size: cub ? random.uniform(0.4...0.6) : random.uniform(0.85...1.1),
                fatness: random.unit(),
                stride: random.unit(),
                turn: random.uniform(-0.9...0.9)
            )
            let pose = random.pick([
                Bear.Pose.standing, .walking, .walking, .fishing, .fishing, .sitting, .upright, .resting,
            ])
            let solid = Bear(pose: pose, looks: looks).solid()
            return Candidate(solid: solid, length: 2.1 * looks.size, wades: pose != .resting)
        case .wolf:
            let looks = Wolf.Looks(
                coat: coat,
                size: random.uniform(0.9...1.1),
                stride: random.unit(),
                turn: random.uniform(-0.9...0.9)
            )
            let pose = random.pick([Wolf.Pose.standing, .trotting, .trotting, .drinking, .sitting, .howling])
            let solid = Wolf(pose: pose, looks: looks).solid()
            return Candidate(solid: solid, length: 1.4 * looks.size, wades: pose != .sitting)
        }
    }
}
