/// A brown bear: a heavy body with a hump over the shoulders, a broad head with round ears, and flat feet.
struct Bear {
    enum Pose: CaseIterable {
        case standing
        case walking
        case fishing
        case sitting
        case upright
        case resting
    }

    /// The coat and what differs from bear to bear.
    struct Looks {
        var coat: Light
        /// 1 for a grown bear; cubs are smaller and have larger heads for their size.
        var size: Float
        /// 0 lean in spring, 1 fat in autumn.
        var fatness: Float
        /// The phase of the step, 0...1.
        var stride: Float
        /// Where the head is turned to, in radians.
        var turn: Float
    }

    let pose: Pose
    let looks: Looks

    /// The bear standing on the ground, its shoulders about 1.2 m high if it is grown.
    func solid() -> Solid {
        let limbs =
            switch pose {
            case .standing, .walking: onFourFeet(head: SIMD3(1.02, 0.98, 0), down: 0.15)
            case .fishing: onFourFeet(head: SIMD3(1.0, 0.55, 0), down: 0.75)
            case .sitting: sitting()
            case .upright: upright()
            case .resting: resting()
            }
        let fur = Surface(
            underside: Light(0.5, 0.48, 0.46),
            upside: Light(1.16, 1.12, 1.05),
            grain: SIMD2(9, 42),
            contrast: 0.5,
            roughness: 0.022,
            roughnessPerMetre: 34,
            bump: 0.022,
            bumpPerMetre: 9
        )
        return Solid(limbs: limbs, surface: fur).scaled(by: looks.size)
    }

    private var legs: Light { looks.coat * Light(0.55, 0.52, 0.52) }
    private var muzzle: Light { Maths.mix(looks.coat, Light(srgb: 0xA58763), 0.45) }
    private var isCub: Bool { looks.size < 0.75 }

    private func onFourFeet(head: SIMD3<Float>, down: Float) -> [Limb] {
        let fat = 0.92 + 0.16 * looks.fatness
        let coat = looks.coat
        var limbs = [
            Limb(SIMD3(-0.6, 0.82, 0), 0.34 * fat, SIMD3(-0.1, 0.77, 0), 0.38 * fat, colour: coat),
            Limb(SIMD3(-0.1, 0.77, 0), 0.38 * fat, SIMD3(0.42, 0.83, 0), 0.34, colour: coat),
            Limb(SIMD3(0.24, 1.0, 0), 0.2, SIMD3(0.46, 0.98, 0), 0.22, colour: coat * 1.08, blend: 0.14),
            Limb(SIMD3(0.5, 0.92, 0), 0.29, head + SIMD3(-0.08, 0.02, 0), 0.19, colour: coat, blend: 0.14),
            Limb(SIMD3(-0.93, 0.9, 0), 0.07, colour: coat),
        ]
        let swing: Float = pose == .walking ? 0.3 : 0.05
        for (index, side) in [Float(0.21), -0.21].enumerated() {
            let phase = (looks.stride + Float(index) * 0.5) * 2 * .pi
            limbs += foreleg(from: SIMD3(0.46, 0.74, side), swing: swing * Maths.sine(phase))
            limbs += hindLeg(from: SIMD3(-0.6, 0.72, side), swing: -swing * Maths.sine(phase + 0.5))
        }
        return limbs + self.head(HeadFrame(at: head, down: down, turn: looks.turn))
    }

    private func foreleg(from shoulder: SIMD3<Float>, swing: Float) -> [Limb] {
        let lift = max(0, swing) * 0.35
        let elbow = SIMD3(shoulder.x - 0.03 + swing * 0.35, 0.42 + lift * 0.4, shoulder.z)
        let wrist = SIMD3(shoulder.x + swing * 1.1, 0.12 + lift, shoulder.z)
        return [
            Limb(shoulder, 0.21, elbow, 0.135, colour: Maths.mix(looks.coat, legs, 0.5)),
            Limb(elbow, 0.135, wrist, 0.1, colour: legs),
            Limb(
                wrist - SIMD3(0, 0.03, 0),
                0.095,
                wrist + SIMD3(0.14, -0.045, 0),
                0.075,
                colour: legs * 0.85,
                blend: 0.05
            ),
        ]
    }

    private func hindLeg(from hip: SIMD3<Float>, swing: Float) -> [Limb] {
        let lift = max(0, swing) * 0.2
        let knee = SIMD3(hip.x + 0.12 + swing * 0.5, 0.42 + lift, hip.z)
        let heel = SIMD3(hip.x - 0.08 + swing * 1.1, 0.14 + lift, hip.z)
        return [
            Limb(hip, 0.25, knee, 0.17, colour: Maths.mix(looks.coat, legs, 0.35)),
            Limb(knee, 0.165, heel, 0.1, colour: legs),
            Limb(
                heel - SIMD3(0, 0.05, 0),
                0.095,
                heel + SIMD3(0.22, -0.07, 0),
                0.075,
                colour: legs * 0.85,
                blend: 0.05
            ),
        ]
    }

    private func head(_ frame: HeadFrame) -> [Limb] {
        let coat = Maths.mix(looks.coat, muzzle, 0.2)
        let size: Float = isCub ? 1.22 : 1
        func at(_ front: Float, _ above: Float, _ left: Float) -> SIMD3<Float> {
            frame.point(front * size, above * size, left * size)
        }
        let (snout, tip) = (at(0.08, -0.06, 0), at(0.34, -0.09, 0))
        let (jaw, chin) = (at(0.24, -0.16, 0), at(0.36, -0.155, 0))
        var limbs = [
            Limb(at(-0.02, 0.02, 0), 0.21 * size, at(0.08, -0.02, 0), 0.17 * size, colour: coat, blend: 0.06),
            Limb(snout, 0.14 * size, tip, 0.078 * size, colour: muzzle, blend: 0.05),
            Limb(at(0.405, -0.055, 0), 0.042 * size, colour: Light(srgb: 0x1A1614), blend: 0.012),
            Limb(jaw, 0.055 * size, chin, 0.035 * size, colour: muzzle * 0.4, blend: 0.02),
        ]
        let eye = Light(srgb: 0x0E0B0A)
        for side in [Float(1), -1] {
            limbs += [
                Limb(at(-0.05, 0.2, 0.145 * side), 0.072 * size, colour: coat * 0.8, blend: 0.03),
                Limb(at(0.0, 0.2, 0.15 * side), 0.038 * size, colour: coat * 0.35, blend: 0.012),
                Limb(at(0.19, 0.065, 0.105 * side), 0.024 * size, colour: eye, blend: 0.006),
            ]
        }
        return limbs
    }

    private func sitting() -> [Limb] {
        let fat = 0.92 + 0.16 * looks.fatness
        let coat = looks.coat
        var limbs = [
            Limb(SIMD3(-0.25, 0.4, 0), 0.42 * fat, SIMD3(0.05, 0.85, 0), 0.37 * fat, colour: coat),
            Limb(SIMD3(0.05, 0.85, 0), 0.35, SIMD3(0.12, 1.05, 0), 0.28, colour: coat),
            Limb(SIMD3(0.12, 1.08, 0), 0.26, SIMD3(0.26, 1.32, 0), 0.19, colour: coat, blend: 0.12),
        ]
        for side in [Float(0.25), -0.25] {
            limbs += [
                Limb(SIMD3(0.12, 0.92, side * 1.05), 0.18, SIMD3(0.34, 0.5, side), 0.12, colour: coat),
                Limb(SIMD3(0.34, 0.5, side), 0.12, SIMD3(0.38, 0.1, side * 0.9), 0.095, colour: legs),
                Limb(
                    SIMD3(0.4, 0.09, side * 0.9),
                    0.09,
                    SIMD3(0.52, 0.07, side * 0.9),
                    0.075,
                    colour: legs * 0.85
                ),
                Limb(SIMD3(-0.2, 0.28, side * 1.1), 0.24, SIMD3(0.25, 0.18, side * 1.5), 0.16, colour: legs),
                Limb(
                    SIMD3(0.25, 0.14, side * 1.5),
                    0.11,
                    SIMD3(0.52, 0.13, side * 1.6),
                    0.1,
                    colour: legs * 0.85
                ),
            ]
        }
        return limbs + head(HeadFrame(at: SIMD3(0.36, 1.4, 0), down: 0.2, turn: looks.turn))
    }

    private func upright() -> [Limb] {
        let fat = 0.92 + 0.16 * looks.fatness
        let coat = looks.coat
        var limbs = [
            Limb(SIMD3(0, 0.68, 0), 0.36 * fat, SIMD3(0.04, 1.3, 0), 0.35 * fat, colour: coat),
            Limb(SIMD3(0.04, 1.35, 0), 0.32, SIMD3(0.08, 1.62, 0), 0.24, colour: coat),
            Limb(SIMD3(0.08, 1.62, 0), 0.23, SIMD3(0.18, 1.84, 0), 0.18, colour: coat, blend: 0.12),
        ]
        let reach = 0.2 * Maths.sine(looks.stride * 2 * .pi)
        for side in [Float(0.3), -0.3] {
            let lift = side > 0 ? reach : -reach
            limbs += [
                Limb(SIMD3(0.06, 1.42, side), 0.17, SIMD3(0.26, 1.12 + lift, side * 1.1), 0.12, colour: coat),
                Limb(
                    SIMD3(0.26, 1.12 + lift, side * 1.1),
                    0.115,
                    SIMD3(0.44, 0.96 + lift * 1.4, side),
                    0.085,
                    colour: legs
                ),
                Limb(SIMD3(0, 0.55, side * 0.7), 0.24, SIMD3(0.06, 0.32, side * 0.75), 0.16, colour: legs),
                Limb(SIMD3(0.06, 0.32, side * 0.75), 0.15, SIMD3(-0.02, 0.1, side * 0.75), 0.1, colour: legs),
                Limb(
                    SIMD3(0, 0.08, side * 0.75),
                    0.09,
                    SIMD3(0.24, 0.06, side * 0.8),
                    0.075,
                    colour: legs * 0.85
                ),
            ]
        }
        return limbs + head(HeadFrame(at: SIMD3(0.24, 1.92, 0), down: 0.1, turn: looks.turn))
    }

    private func resting() -> [Limb] {
        let coat = looks.coat
        var limbs = [
            Limb(SIMD3(-0.6, 0.34, 0), 0.34, SIMD3(-0.1, 0.38, 0), 0.38, colour: coat),
            Limb(SIMD3(-0.1, 0.38, 0), 0.38, SIMD3(0.4, 0.4, 0), 0.33, colour: coat),
            Limb(SIMD3(0.3, 0.56, 0), 0.2, SIMD3(0.44, 0.55, 0), 0.2, colour: coat * 1.08, blend: 0.14),
            Limb(SIMD3(0.5, 0.46, 0), 0.26, SIMD3(0.82, 0.4, 0), 0.19, colour: coat, blend: 0.14),
        ]
        for side in [Float(0.26), -0.26] {
            limbs += [
                Limb(SIMD3(0.42, 0.24, side), 0.17, SIMD3(0.86, 0.1, side * 1.1), 0.1, colour: legs),
                Limb(SIMD3(-0.6, 0.24, side), 0.23, SIMD3(-0.2, 0.14, side * 1.5), 0.13, colour: legs),
            ]
        }
        return limbs + head(HeadFrame(at: SIMD3(0.95, 0.4, 0), down: 0.15, turn: looks.turn))
    }
}
