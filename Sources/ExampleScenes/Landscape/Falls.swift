import Annotations

/// A low waterfall across the whole river: the place where bears wait for salmon.
struct Falls {
    let terrain: Terrain
    let weather: Weather
    private let noise: Noise

    init(terrain: Terrain, weather: Weather, random: inout SceneRandom) {
        self.terrain = terrain
        self.weather = weather
        noise = random.noise()
    }

    func paint(on canvas: inout Canvas) {
        let view = terrain.view
        let light = weather.light(normal: SIMD3(0, 0.55, 0.85))
        for column in 0..<canvas.size.width {
            let x = (Float(column) + 0.5) * view.pixel
            guard let top = terrain.fallsEdge(x: x) else { return }
            let height = terrain.fallsHeight * (0.55 + 0.9 * noise.fractal(x * 4, 9, octaves: 3))
            for row in canvas.rows(Int(top / view.pixel) - 1, canvas.size.height) {
                let y = (Float(row) + 0.5) * view.pixel
                let down = (y - top) / height
                guard down < 1.25 else { break }
                let coverage =
                    Maths.clamped((y - top) / view.pixel + 0.5) * (1 - Maths.smoothStep(0.85, 1.25, down))
                let share = coverage * canvas.water[row * canvas.size.width + column]
                guard share > 0 else { continue }
                canvas.tint(
                    column: column,
                    row: row,
                    with: weather.seen(colour(x: x, down: down) * light, at: view.distance(at: top)),
                    coverage: share
                )
            }
        }
    }

    private func colour(x: Float, down: Float) -> Light {
        let threads = noise.fractal(x * 42, down * 1.6 + 4, octaves: 3)
        let veil = noise.fractal(x * 7, down * 0.8, octaves: 3)
        let white = Maths.smoothStep(0.36, 0.72, threads * 0.5 + veil * 0.5 + 0.16 * down)
        // Where the veil is thin, dark rock and green water show.
        let behind = Maths.mix(Light(srgb: 0x34403E), Light(srgb: 0x5F7671), threads)
        return Maths.mix(behind, Light(srgb: 0xC3CCCF), white)
    }
}
