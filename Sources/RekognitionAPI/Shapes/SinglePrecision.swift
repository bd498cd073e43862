/// A number of the service model's type `float`: Amazon sends what a 32-bit number reads as in 64 bits.
struct SinglePrecision: Hashable, Sendable, Encodable {
    private let value: Float

    init(_ value: Double) { self.value = Float(value) }

    /// As it stands on the wire.
    var number: Double { Double(value) }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(number)
    }
}
