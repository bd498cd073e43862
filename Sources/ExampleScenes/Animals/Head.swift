/// A frame of reference for a head: where it is and where it looks.
struct HeadFrame {
    let centre: SIMD3<Float>
    private let forward: SIMD3<Float>
    private let up: SIMD3<Float>
    private let side: SIMD3<Float>

    /// `down` and `turn` are radians: the nose below the level, and to the body's left.
    init(at centre: SIMD3<Float>, down: Float, turn: Float) {
        self.centre = centre
        let (sinDown, cosDown) = (Maths.sine(down), Maths.cosine(down))
        let (sinTurn, cosTurn) = (Maths.sine(turn), Maths.cosine(turn))
        forward = SIMD3(cosDown * cosTurn, -sinDown, cosDown * sinTurn)
        up = SIMD3(sinDown * cosTurn, cosDown, sinDown * sinTurn)
        side = SIMD3(-sinTurn, 0, cosTurn)
    }

    /// A point given by metres to the front, up and to the left of the head's centre.
    func point(_ front: Float, _ above: Float, _ left: Float) -> SIMD3<Float> {
        centre + forward * front + up * above + side * left
    }
}
