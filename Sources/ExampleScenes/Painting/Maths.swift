import Foundation

/// The few functions that painting needs and the standard library lacks.
///
/// The smallest are inlined by force: each runs some million times a picture, and calls to them took a tenth of its time.
enum Maths {
    static func power(_ base: Float, _ exponent: Float) -> Float {
        Float(pow(Double(base), Double(exponent)))
    }

    static func sine(_ radians: Float) -> Float { Float(sin(Double(radians))) }

    static func cosine(_ radians: Float) -> Float { Float(cos(Double(radians))) }

    static func exponential(_ value: Float) -> Float { exp(value) }

    @inline(__always)
    static func clamped(_ value: Float) -> Float { min(max(value, 0), 1) }

    /// 0 at `from`, 1 at `to` and beyond, with flat ends; `from` may be the larger.
    static func smoothStep(_ from: Float, _ to: Float, _ value: Float) -> Float {
        let t = clamped((value - from) / (to - from))
        return t * t * (3 - 2 * t)
    }

    @inline(__always)
    static func mix(_ first: Float, _ second: Float, _ share: Float) -> Float {
        first + (second - first) * share
    }

    @inline(__always)
    static func mix(_ first: Light, _ second: Light, _ share: Float) -> Light {
        first + (second - first) * share
    }

    /// The largest whole number not above `value`, which must fit 32 bits.
    @inline(__always)
    static func floor(_ value: Float) -> Int32 {
        let truncated = Int32(value)
        return Float(truncated) > value ? truncated - 1 : truncated
    }
}
