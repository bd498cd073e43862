/// A ground of rounded cells, after Worley: "A cellular texture basis function" (1996).
struct Pebbles {
    /// What a point of the ground shows.
    struct Sample {
        /// 0 in a pebble's middle, about 1 at its edge.
        var distance: Float
        /// Where the point lies in its pebble, from its middle: -1...1 on each axis.
        var offset: SIMD2<Float>
        /// A random number of the pebble, 0...1.
        var identity: Float
    }

    let noise: Noise

    /// The pebble at a point, pebbles being about one unit wide.
    func sample(_ x: Float, _ y: Float) -> Sample {
        let column = Maths.floor(x)
        let row = Maths.floor(y)
        var best = Sample(distance: 9, offset: .zero, identity: 0)
        var second: Float = 9
        for down in Int32(-1)...1 {
            for right in Int32(-1)...1 {
                let identity = noise.lattice(column &+ right, row &+ down)
                // One lattice number serves for both coordinates and the identity: its digits are independent enough.
                let spread = identity * 61 - Float(Maths.floor(identity * 61))
                let dx = Float(column &+ right) + 0.15 + 0.7 * identity - x
                let dy = Float(row &+ down) + 0.15 + 0.7 * spread - y
                let square = dx * dx + dy * dy
                if square < best.distance {
                    second = best.distance
                    best = Sample(distance: square, offset: SIMD2(-dx, -dy), identity: spread)
                } else if square < second {
                    second = square
                }
            }
        }
        best.distance = best.distance.squareRoot() / max(second.squareRoot(), 1e-3)
        return best
    }
}
