/// A wolf: long thin legs, a deep chest, pointed ears and a bushy tail.
struct Wolf {
    enum Pose: CaseIterable {
        case standing
        case trotting
        case drinking
        case sitting
        case howling
    }

    /// The coat and what differs from wolf to wolf.
    struct Looks {
        var coat: Light
        /// 1 for a grown wolf, 0.8 m at the shoulders.
        var size: Float
        /// The phase of the step, 0...1.
        var stride: Float
        /// Where the head is turned to, in radians.
        var turn: Float
    }

    let pose: Pose
    let looks: Looks

    func solid() -> Solid {
        let limbs =
            switch pose {
            case .standing, .trotting: onFourFeet(head: SIMD3(0.66, 0.96, 0), down: 0.12)
            case .drinking: onFourFeet(head: SIMD3(0.74, 0.4, 0), down: 0.8)
            case .howling: onFourFeet(head: SIMD3(0.6, 1.02, 0), down: -0.85)
            case .sitting: sitting()
            }
        let fur = Surface(
            underside: Light(1.15, 1.12, 1.05),
            upside: Light(0.85, 0.84, 0.86),
            grain: SIMD2(10, 44),
            contrast: 0.55,
            roughness: 0.014,
            roughnessPerMetre: 46,
            bump: 0.012,
            bumpPerMetre: 13
        )
        return Solid(limbs: limbs, surface: fur).scaled(by: looks.size)
    }

    private var pale: Light { Maths.mix(looks.coat, Light(srgb: 0xB9A88C), 0.5) }
    private var saddle: Light { looks.coat * 0.62 }

    private func onFourFeet(head: SIMD3<Float>, down: Float) -> [Limb] {
        let coat = looks.coat
        var limbs = [
            Limb(SIMD3(-0.36, 0.66, 0), 0.145, SIMD3(-0.02, 0.65, 0), 0.14, colour: coat, blend: 0.06),
            Limb(SIMD3(-0.02, 0.65, 0), 0.15, SIMD3(0.3, 0.64, 0), 0.185, colour: coat, blend: 0.06),
            Limb(SIMD3(-0.3, 0.74, 0), 0.09, SIMD3(0.3, 0.76, 0), 0.1, colour: saddle, blend: 0.07),
            Limb(SIMD3(0.34, 0.7, 0), 0.16, head - SIMD3(0.05, 0.02, 0), 0.105, colour: coat, blend: 0.08),
        ]
        limbs += tail(from: SIMD3(-0.48, 0.68, 0), to: SIMD3(-0.68, 0.34, 0.03))
        let swing: Float = pose == .trotting ? 0.3 : 0.06
        for (index, side) in [Float(0.09), -0.09].enumerated() {
            let phase = (looks.stride + Float(index) * 0.5) * 2 * .pi
            limbs += foreleg(from: SIMD3(0.32, 0.58, side), swing: swing * Maths.sine(phase))
            limbs += hindLeg(from: SIMD3(-0.38, 0.62, side), swing: -swing * Maths.sine(phase))
        }
        return limbs + self.head(HeadFrame(at: head, down: down, turn: looks.turn))
    }

    private func tail(from root: SIMD3<Float>, to tip: SIMD3<Float>) -> [Limb] {
        let middle = (root + tip) / 2 + SIMD3(-0.05, 0.02, 0)
        return [
            Limb(root, 0.055, middle, 0.08, colour: looks.coat, blend: 0.04),
            Limb(middle, 0.08, tip, 0.03, colour: saddle, blend: 0.04),
        ]
    }

    private func foreleg(from shoulder: SIMD3<Float>, swing: Float) -> [Limb] {
        let lift = max(0, swing) * 0.3
        let elbow = SIMD3(shoulder.x - 0.03 + swing * 0.3, 0.36 + lift * 0.4, shoulder.z)
        let paw = SIMD3(shoulder.x + 0.01 + swing, 0.05 + lift, shoulder.z)
        return [
            Limb(shoulder, 0.1, elbow, 0.055, colour: looks.coat, blend: 0.05),
            Limb(elbow, 0.052, paw, 0.034, colour: pale, blend: 0.03),
            Limb(paw, 0.036, paw + SIMD3(0.06, -0.012, 0), 0.032, colour: pale, blend: 0.02),
        ]
    }

    private func hindLeg(from hip: SIMD3<Float>, swing: Float) -> [Limb] {
        let lift = max(0, swing) * 0.2
        let knee = SIMD3(hip.x + 0.1 + swing * 0.4, 0.42 + lift, hip.z)
        let hock = SIMD3(hip.x - 0.1 + swing * 0.8, 0.25 + lift, hip.z)
        let paw = SIMD3(hip.x - 0.04 + swing, 0.05 + lift, hip.z)
        return [
            Limb(hip, 0.13, knee, 0.075, colour: looks.coat, blend: 0.06),
            Limb(knee, 0.07, hock, 0.042, colour: looks.coat, blend: 0.03),
            Limb(hock, 0.04, paw, 0.034, colour: pale, blend: 0.03),
            Limb(paw, 0.036, paw + SIMD3(0.06, -0.012, 0), 0.032, colour: pale, blend: 0.02),
        ]
    }

    private func head(_ frame: HeadFrame) -> [Limb] {
        let (snout, tip) = (frame.point(0.07, -0.03, 0), frame.point(0.24, -0.05, 0))
        var limbs = [
            Limb(frame.centre, 0.11, frame.point(0.05, -0.01, 0), 0.092, colour: looks.coat, blend: 0.04),
            Limb(snout, 0.07, tip, 0.04, colour: pale, blend: 0.03),
            Limb(frame.point(0.272, -0.032, 0), 0.02, colour: Light(srgb: 0x171412), blend: 0.006),
        ]
        let eye = Light(srgb: 0x141009)
        for side in [Float(1), -1] {
            let (ear, earTip) = (frame.point(-0.02, 0.08, 0.062 * side), frame.point(-0.03, 0.2, 0.08 * side))
            limbs += [
                Limb(ear, 0.042, earTip, 0.01, colour: saddle, blend: 0.02),
                Limb(frame.point(0.1, 0.035, 0.052 * side), 0.013, colour: eye, blend: 0.004),
            ]
        }
        return limbs
    }

    private func sitting() -> [Limb] {
        let coat = looks.coat
        var limbs = [
            Limb(SIMD3(-0.24, 0.22, 0), 0.17, SIMD3(0.1, 0.56, 0), 0.16, colour: coat, blend: 0.06),
            Limb(SIMD3(-0.22, 0.32, 0), 0.1, SIMD3(0.08, 0.68, 0), 0.1, colour: saddle, blend: 0.07),
            Limb(SIMD3(0.12, 0.62, 0), 0.145, SIMD3(0.22, 0.86, 0), 0.1, colour: coat, blend: 0.08),
        ]
        limbs += tail(from: SIMD3(-0.36, 0.14, 0), to: SIMD3(-0.68, 0.07, 0.1))
        for side in [Float(0.085), -0.085] {
            let paw = SIMD3<Float>(0.24, 0.05, side)
            limbs += [
                Limb(
                    SIMD3(0.14, 0.52, side),
                    0.085,
                    SIMD3(0.2, 0.32, side),
                    0.052,
                    colour: coat,
                    blend: 0.05
                ),
                Limb(SIMD3(0.2, 0.32, side), 0.05, paw, 0.034, colour: pale, blend: 0.03),
                Limb(
                    SIMD3(-0.22, 0.2, side * 1.5),
                    0.13,
                    SIMD3(0.02, 0.14, side * 1.7),
                    0.07,
                    colour: coat,
                    blend: 0.05
                ),
                Limb(
                    SIMD3(-0.02, 0.05, side * 1.6),
                    0.04,
                    SIMD3(0.14, 0.04, side * 1.6),
                    0.034,
                    colour: pale,
                    blend: 0.03
                ),
            ]
        }
        return limbs + head(HeadFrame(at: SIMD3(0.27, 0.92, 0), down: 0.1, turn: looks.turn))
    }
}
