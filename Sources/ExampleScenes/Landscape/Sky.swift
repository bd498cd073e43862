import Annotations

/// Sky, clouds and hills: everything above the far bank but its trees.
struct Sky {
    let view: View
    let weather: Weather
    private let cloudNoise: Noise
    private let hillNoise: Noise
    private let hillHeight: Float
    private let snowLine: Float

    init(view: View, weather: Weather, random: inout SceneRandom) {
        self.view = view
        self.weather = weather
        cloudNoise = random.noise()
        hillNoise = random.noise()
        hillHeight = random.uniform(0.05...0.2)
        snowLine = random.uniform(0.5...1.3)
    }

    /// Fills the picture from the top down to row `bottom` (in image heights).
    func paint(on canvas: inout Canvas, downTo bottom: Float) {
        let lastRow = min(Int(bottom / view.pixel) + 2, canvas.size.height)
        guard lastRow > 0 else { return }
        for column in 0..<canvas.size.width {
            let x = (Float(column) + 0.5) * view.pixel
            let far = ridge(x: x, layer: 0)
            let near = ridge(x: x, layer: 1)
            for row in 0..<lastRow {
                let y = (Float(row) + 0.5) * view.pixel
                var colour = air(x: x, y: y)
                colour = Maths.mix(
                    colour,
                    hill(x: x, y: y, top: far, layer: 0),
                    Maths.clamped((y - far) / view.pixel)
                )
                colour = Maths.mix(
                    colour,
                    hill(x: x, y: y, top: near, layer: 1),
                    Maths.clamped((y - near) / view.pixel)
                )
                canvas.light[row * canvas.size.width + column] = colour
            }
        }
    }

    /// The sky's own colour at a place, also above the picture (negative y), as water reflects it.
    func air(x: Float, y: Float) -> Light {
        let up = Maths.clamped((max(view.horizon, 0.02) - y) * 2.2)
        let clear = Maths.mix(weather.horizon, weather.zenith, up)
        let stretch = 2.2 + 5 * (1 - up)
        let cover = cloudNoise.fractal(x * 2.4, y * stretch * 2, octaves: 4)
        let density = Maths.smoothStep(0.75 - 0.55 * weather.clouds, 1 - 0.4 * weather.clouds, cover)
        let shade = 0.82 + 0.3 * cloudNoise.value(x * 5 + 3, y * stretch * 4)
        let cloud =
            Maths.mix(weather.horizon, Light(repeating: weather.horizon.luminance), 0.5) * (shade * 1.12)
        return Maths.mix(clear, cloud, density * 0.8)
    }

    private func ridge(x: Float, layer: Float) -> Float {
        let height = hillHeight * (1 - 0.45 * layer)
        let rise = hillNoise.fractal(x * (1.1 + layer), 3 + 9 * layer, octaves: 5)
        return view.horizon - height * (rise * 1.7 - 0.25)
    }

    private func hill(x: Float, y: Float, top: Float, layer: Float) -> Light {
        let wood = hillNoise.fractal(x * 26, y * 34 + 40, octaves: 3)
        var albedo = Maths.mix(Light(srgb: 0x39452F), Light(srgb: 0x77805A), wood)
        if layer == 0 {
            let altitude = (view.horizon - y) / max(hillHeight, 0.01)
            let snow = Maths.smoothStep(snowLine, snowLine + 0.12, altitude + (wood - 0.5) * 0.5)
            albedo = Maths.mix(albedo, Light(srgb: 0xE8EEF2), snow)
        }
        let slope = hillNoise.value(x * 9 + layer * 20, (y - top) * 14) - 0.5
        let normal = SIMD3<Float>(slope * 1.2, 0.75, 0.5)
        let lit = albedo * weather.light(normal: normal / normal.length)
        // Hills are far; the factor keeps them visible in clear air and hides them in fog.
        return weather.seen(lit, at: layer == 0 ? 650 : 330)
    }
}
