import Annotations

/// A picture while it is painted: light, and which animal each pixel shows.
struct Canvas {
    let size: ImageSize
    /// Row-major, as light.
    var light: [Light]
    /// Per pixel the number of the animal that is seen there, 0 for none.
    private(set) var owners: [UInt8]
    /// Per pixel how much of it is water, 0...1.
    var water: [Float]

    init(size: ImageSize) {
        self.size = size
        light = Array(repeating: .zero, count: size.pixelCount)
        owners = Array(repeating: 0, count: size.pixelCount)
        water = Array(repeating: 0, count: size.pixelCount)
    }

    /// The rows from `first` up to but not including `end` that the canvas has.
    func rows(_ first: Int, _ end: Int) -> Range<Int> { Self.range(first, end, size.height) }

    /// The columns from `first` up to but not including `end` that the canvas has.
    func columns(_ first: Int, _ end: Int) -> Range<Int> { Self.range(first, end, size.width) }

    private static func range(_ first: Int, _ end: Int, _ limit: Int) -> Range<Int> {
        let lower = min(max(first, 0), limit)
        return lower..<max(lower, min(end, limit))
    }

    /// Lays a colour over a pixel, `coverage` (0...1) of it, and hands the pixel to `owner` if most of it is covered.
    mutating func cover(column: Int, row: Int, with colour: Light, coverage: Float, owner: UInt8) {
        let index = row * size.width + column
        light[index] += (colour - light[index]) * coverage
        if coverage > 0.45 { owners[index] = owner }
    }

    /// Lays a colour over a pixel and leaves its owner: shadows, reflections, haze.
    mutating func tint(column: Int, row: Int, with colour: Light, coverage: Float) {
        let index = row * size.width + column
        light[index] += (colour - light[index]) * coverage
    }

    /// Makes a pixel darker, 0...1 of it.
    mutating func shade(column: Int, row: Int, by share: Float) {
        light[row * size.width + column] *= 1 - share
    }

    /// The smallest box around the pixels that show an animal; nil when none does.
    func visibleBox(of owner: UInt8) -> Box? {
        var (left, top, right, bottom) = (size.width, size.height, -1, -1)
        for row in 0..<size.height {
            for column in 0..<size.width where owners[row * size.width + column] == owner {
                left = min(left, column)
                right = max(right, column)
                top = min(top, row)
                bottom = max(bottom, row)
            }
        }
        guard right >= 0 else { return nil }
        return Box(left: Double(left), top: Double(top), right: Double(right + 1), bottom: Double(bottom + 1))
    }

    /// How many pixels show an animal.
    func visibleArea(of owner: UInt8) -> Int { owners.count { $0 == owner } }
}
