/// A colour of the screen (sRGB).
package struct Colour: Hashable, Sendable {
    package var red: UInt8
    package var green: UInt8
    package var blue: UInt8

    package init(red: UInt8, green: UInt8, blue: UInt8) {
        self.red = red
        self.green = green
        self.blue = blue
    }

    package static let black = Colour(red: 0, green: 0, blue: 0)
    package static let white = Colour(red: 255, green: 255, blue: 255)

    /// The colour of a label's boxes: the same for the same place in the label list, whatever the picture.
    ///
    /// The first seven are Okabe and Ito's colours, which people with any kind of colour vision tell apart
    /// (Okabe and Ito, "Color Universal Design", 2008), in the order of their distance from photographs'
    /// greens and browns; the rest are lighter and darker relatives. After fourteen they repeat.
    package static func label(_ index: Int) -> Colour {
        let count = palette.count
        return palette[(index % count + count) % count]
    }

    /// Black or white, whichever is easier to read on this colour (WCAG 2's contrast ratio).
    package var readableOverlay: Colour {
        // Both contrasts are equal where (L + 0.05) squared is 1.05 * 0.05.
        relativeLuminance > 0.179 ? .black : .white
    }

    /// WCAG 2's relative luminance, 0...1, with 2 as the power of its transfer curve.
    private var relativeLuminance: Double {
        func linear(_ sample: UInt8) -> Double { Double(sample) * Double(sample) / (255 * 255) }
        return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
    }

    private static let palette: [Colour] = [
        0xE69F00, 0x56B4E9, 0xCC79A7, 0xF0E442, 0xD55E00, 0x009E73, 0x0072B2,
        0xFFD27F, 0xB5E0FA, 0xF2C1DA, 0xFFFAB8, 0xFFB08A, 0x8CE0C4, 0x7FB7DE,
    ].map { (code: Int) in
        Colour(
            red: UInt8(code >> 16 & 0xFF),
            green: UInt8(code >> 8 & 0xFF),
            blue: UInt8(code & 0xFF)
        )
    }
}
