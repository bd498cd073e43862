/// Value noise: random numbers on a lattice, smoothly interpolated.
///
/// The same coordinates give the same value always.
struct Noise {
    let seed: UInt32

    /// 0...1, with features about one unit wide; coordinates up to some millions.
    func value(_ x: Float, _ y: Float) -> Float {
        let column = Maths.floor(x)
        let row = Maths.floor(y)
        let u = Self.eased(x - Float(column))
        let v = Self.eased(y - Float(row))
        let top = Maths.mix(lattice(column, row), lattice(column &+ 1, row), u)
        let bottom = Maths.mix(lattice(column, row &+ 1), lattice(column &+ 1, row &+ 1), u)
        return Maths.mix(top, bottom, v)
    }

    /// Octaves of `value`, each twice as fine and half as strong; 0...1, mostly near .5.
    func fractal(_ x: Float, _ y: Float, octaves: Int) -> Float {
        var sum: Float = 0
        var weight: Float = 0.5
        var total: Float = 0
        var (u, v) = (x, y)
        for _ in 0..<octaves {
            sum += weight * value(u, v)
            total += weight
            weight *= 0.5
            // Shifted and slightly rotated, so that the octaves' lattices do not line up.
            (u, v) = (u * 1.93 + v * 0.52 + 17.3, v * 1.93 - u * 0.52 + 5.7)
        }
        return sum / total
    }

    /// The random number of one lattice point, 0...1.
    @inline(__always)
    func lattice(_ column: Int32, _ row: Int32) -> Float {
        var hash =
            (UInt32(bitPattern: column) &* 0x27D4_EB2D) ^ (UInt32(bitPattern: row) &* 0x9E37_79B1 &+ seed)
        hash = (hash ^ (hash >> 15)) &* 0x2C1B_3C6D
        hash = (hash ^ (hash >> 13)) &* 0x297A_2D39
        return Float(hash >> 8) * 0x1p-24
    }

    @inline(__always)
    private static func eased(_ t: Float) -> Float { t * t * (3 - 2 * t) }
}
