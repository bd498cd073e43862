import Annotations
import Imaging

/// What lens, sensor and compression make of a scene.
struct Camera {
    private let exposure: Float
    private let whiteBalance: Light
    private let saturation: Float
    /// The standard deviation of the noise as a share of full scale.
    private let grain: Float
    /// The blur's reach in image heights, right and down; zero for a sharp picture.
    private let smear: SIMD2<Float>
    private let softness: Float
    private let vignette: Float
    /// The JPEG quality, 1...100.
    let quality: Int

    init(weather: Weather, difficulty: Difficulty, random: inout SceneRandom) {
        let dark = weather.kind == .dusk
        exposure = random.logarithmic(0.8...1.25) * (dark ? 1.35 : 1)
        whiteBalance = Light(random.uniform(0.93...1.07), 1, random.uniform(0.9...1.1))
        saturation = random.uniform(0.75...1.15)
        grain = random.uniform(difficulty.grain) * (dark ? 2 : 1)
        let blurred = random.chance(difficulty.blur)
        let moving = random.chance(0.5)
        let reach = random.uniform(0.003...0.009)
        let angle = random.uniform(0...(.pi))
        smear = blurred && moving ? SIMD2(Maths.cosine(angle), Maths.sine(angle)) * reach : .zero
        softness = blurred && !moving ? reach * 0.5 : 0
        vignette = random.uniform(0.05...0.3)
        quality = random.integer(58...92)
    }

    /// Develops a canvas: blur, exposure, noise, gamma.
    func picture(of canvas: Canvas, random: inout SceneRandom) -> PixelImage {
        let light = blurred(canvas)
        let size = canvas.size
        var pixels = Array(repeating: UInt8(0), count: size.pixelCount * 3)
        let noise = random.noise()
        for row in 0..<size.height {
            for column in 0..<size.width {
                let index = row * size.width + column
                let dx = (Float(column) + 0.5) / Float(size.width) - 0.5
                let dy = (Float(row) + 0.5) / Float(size.height) - 0.5
                let dimmed = exposure * (1 - vignette * 2 * (dx * dx + dy * dy))
                var colour = light[index] * whiteBalance * dimmed
                let grey = Light(repeating: colour.luminance)
                colour = Maths.mix(grey, colour, saturation)
                for channel in 0..<3 {
                    let value = developed(colour[channel]) + grain * deviate(noise, column, row, channel)
                    pixels[index * 3 + channel] = UInt8(Maths.clamped(value) * 255 + 0.5)
                }
            }
        }
        return PixelImage(size: size, pixels: pixels)
    }

    /// The tone curve: gamma 2 with a soft shoulder, so that bright water keeps its texture.
    private func developed(_ light: Float) -> Float {
        let value = max(light, 0)
        return (value * (1 + value * 0.18) / (1 + value * 0.42)).squareRoot() * 1.02
    }

    /// Roughly normal, mean 0 and deviation 1: the sum of two lattice numbers, one of them shared by the channels.
    private func deviate(_ noise: Noise, _ column: Int, _ row: Int, _ channel: Int) -> Float {
        let own = noise.lattice(Int32(column), Int32(row * 4 + channel))
        let shared = noise.lattice(Int32(column), Int32(row * 4 + 3))
        return (own + shared - 1) * 2.4
    }

    private func blurred(_ canvas: Canvas) -> [Light] {
        let height = Float(canvas.size.height)
        if smear != .zero { return Self.smeared(canvas.light, canvas.size, along: smear * height) }
        guard softness > 0 else { return canvas.light }
        let wide = Self.smeared(canvas.light, canvas.size, along: SIMD2(softness * 2 * height, 0))
        return Self.smeared(wide, canvas.size, along: SIMD2(0, softness * 2 * height))
    }

    /// The mean over a line of pixels as long as `along`, through each pixel.
    private static func smeared(_ light: [Light], _ size: ImageSize, along: SIMD2<Float>) -> [Light] {
        let steps = max(1, Int((along.x * along.x + along.y * along.y).squareRoot().rounded(.up)))
        var result = light
        for row in 0..<size.height {
            for column in 0..<size.width {
                var sum = Light.zero
                for step in 0...steps {
                    let share = Float(step) / Float(steps) - 0.5
                    let x = min(max(Int((Float(column) + along.x * share).rounded()), 0), size.width - 1)
                    let y = min(max(Int((Float(row) + along.y * share).rounded()), 0), size.height - 1)
                    sum += light[y * size.width + x]
                }
                result[row * size.width + column] = sum / Float(steps + 1)
            }
        }
        return result
    }
}
