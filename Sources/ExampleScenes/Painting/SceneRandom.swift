/// The source of every random decision in one scene.
///
/// A SplitMix64 generator (Steele, Lea, Flood: "Fast splittable pseudorandom number generators", 2014). The standard
/// library's `random(in:using:)` may change its algorithm between releases, so ranges are mapped here.
struct SceneRandom {
    private var state: UInt64

    /// A stream of its own for each pair of seed and stream number.
    init(seed: UInt64, stream: UInt64) {
        state = Self.mixed(seed &+ Self.mixed(stream &+ 0x9E37_79B9_7F4A_7C15))
    }

    /// The published generator, started as its authors start it.
    init(state: UInt64) {
        self.state = state
    }

    mutating func bits() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        return Self.mixed(state)
    }

    /// Uniform in 0..<1, in steps of 2^-24.
    mutating func unit() -> Float { Float(bits() >> 40) * 0x1p-24 }

    mutating func uniform(_ range: ClosedRange<Float>) -> Float {
        range.lowerBound + (range.upperBound - range.lowerBound) * unit()
    }

    /// Uniform in the logarithm: as likely between 1 and 2 as between 2 and 4.
    mutating func logarithmic(_ range: ClosedRange<Float>) -> Float {
        range.lowerBound * Maths.power(range.upperBound / range.lowerBound, unit())
    }

    mutating func integer(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + Int(bits() % UInt64(range.count))
    }

    mutating func chance(_ probability: Float) -> Bool { unit() < probability }

    /// One of the values, which must not be empty.
    mutating func pick<Value>(_ values: [Value]) -> Value { values[integer(0...values.count - 1)] }

    mutating func noise() -> Noise { Noise(seed: UInt32(truncatingIfNeeded: bits())) }

    private static func mixed(_ value: UInt64) -> UInt64 {
        var z = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
