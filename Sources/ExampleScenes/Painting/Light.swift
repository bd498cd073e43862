/// Red, green and blue as amounts of light: 1 is a white sheet in full daylight, and lamps may exceed it.
typealias Light = SIMD3<Float>

extension Light {
    /// A colour as designers write it, 0xRRGGBB in sRGB, as light (with gamma 2, which is near enough here).
    init(srgb: UInt32) {
        let channels = Light(
            Float((srgb >> 16) & 255),
            Float((srgb >> 8) & 255),
            Float(srgb & 255)
        )
        let scaled = channels / 255
        self = scaled * scaled
    }

    /// How bright a person finds it.
    var luminance: Float { x * 0.2126 + y * 0.7152 + z * 0.0722 }

    /// The length of a colour or a direction taken as a vector.
    var length: Float { (x * x + y * y + z * z).squareRoot() }

    func dot(_ other: Light) -> Float { x * other.x + y * other.y + z * other.z }
}
