import AWSSignatureV4

/// A name that nothing else has: 128 random bits in hexadecimal.
enum RandomName {
    static func make(using generator: inout some RandomNumberGenerator) -> String {
        Hexadecimal.text((0..<16).map { _ in UInt8.random(in: .min ... .max, using: &generator) })
    }

    /// From the system's randomness.
    static let system: @Sendable () -> String = {
        var generator = SystemRandomNumberGenerator()
        return make(using: &generator)
    }
}
