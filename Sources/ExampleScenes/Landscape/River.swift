import Annotations

/// The water: its ripples mirror what was painted above them, and white water hides both.
struct River {
    let terrain: Terrain
    let weather: Weather
    let sky: Sky
    private let waves: Noise
    private let depth: Light
    private let choppiness: Float

    init(terrain: Terrain, weather: Weather, sky: Sky, random: inout SceneRandom) {
        self.terrain = terrain
        self.weather = weather
        self.sky = sky
        waves = random.noise()
        depth = random.pick([
            Light(srgb: 0x2C4A4A), Light(srgb: 0x3A4A3C), Light(srgb: 0x2F4558), Light(srgb: 0x4A4636),
        ])
        choppiness = random.uniform(0.3...1) + 0.4 * terrain.rapids
    }

    /// Paints the river over the bed, mirroring sky, trees and far bank, which must be on the canvas already.
    func paint(on canvas: inout Canvas) {
        let view = terrain.view
        let above = canvas.light
        for column in 0..<canvas.size.width {
            let x = (Float(column) + 0.5) * view.pixel
            let farEdge = terrain.farEdge(x: x)
            for row in canvas.rows(Int(farEdge / view.pixel) - 1, canvas.size.height) {
                let y = (Float(row) + 0.5) * view.pixel
                let share = terrain.water(x: x, y: y)
                guard share > 0 else { continue }
                let index = row * canvas.size.width + column
                let mirror = Mirror(light: above, size: canvas.size, shore: farEdge)
                let surface = colour(x: x, y: y, mirror: mirror)
                // The bed shows through where the water is shallow.
                let shallow = 1 - Maths.smoothStep(0, 0.05, terrain.nearEdge(x: x) - y)
                let coverage = share * (1 - 0.55 * shallow)
                canvas.light[index] = Maths.mix(canvas.light[index], surface, coverage)
                canvas.water[index] = share
            }
        }
    }

    /// How far ripples shift what is mirrored at a place, in image heights: right and down.
    func shift(x: Float, y: Float) -> SIMD2<Float> {
        let view = terrain.view
        let place = view.ground(x: x, y: y)
        let swell = waves.fractal(place.x * 0.8, place.y * 0.9, octaves: 2) - 0.5
        let ripple = waves.fractal(place.x * 3.1 + 40, place.y * 3.3, octaves: 2) - 0.5
        let calm = view.detail(of: 0.5, at: y)
        let amount = (swell * (0.4 + 0.6 * calm) + ripple * 0.7 * calm) * choppiness
        return SIMD2(amount * 0.02, amount * 0.13)
    }

    private func colour(x: Float, y: Float, mirror: Mirror) -> Light {
        let view = terrain.view
        let place = view.ground(x: x, y: y)
        let shift = shift(x: x, y: y)
        // Facets that lean towards the camera show the depth, the others the sky.
        let grazing = Maths.clamped(view.grazing(at: y) + shift.y * 2.2)
        let away = 1 - grazing
        let fresnel = 0.03 + 0.9 * away * away * away * away
        let reflected =
            mirror.sample(x: x + shift.x, y: y + shift.y)
            ?? sky.air(x: x + shift.x, y: mirror.height(y + shift.y))
        let lit = depth * (weather.light(normal: SIMD3(0, 1, 0)) * 0.75)
        var water = Maths.mix(lit, reflected, fresnel)
        water = Maths.mix(water, foamColour, foam(place, x: x, y: y))
        return weather.seen(water, at: view.distance(at: y) * 0.6)
    }

    private var foamColour: Light {
        let light = weather.light(normal: SIMD3(0, 0.9, 0.4))
        return light * Light(0.72, 0.75, 0.77)
    }

    /// Streaks of white water along the current, and the churn below a fall.
    private func foam(_ place: SIMD2<Float>, x: Float, y: Float) -> Float {
        let patch = waves.value(place.x * 0.13 + 5, place.y * 0.2)
        var strength = terrain.rapids * (0.25 + 0.9 * patch)
        if let lip = terrain.fallsEdge(x: x) {
            let below = y - lip - terrain.fallsHeight
            strength += 0.9 * (1 - Maths.smoothStep(0, 0.16, below)) * (below > -0.02 ? 1 : 0)
        }
        // Calm water has none, and it need not be looked for.
        guard strength > 0.1 else { return 0 }
        let bend = waves.value(place.x * 0.3, place.y * 0.3) * 3
        let streak = waves.fractal(place.x * 0.5 + bend, place.y * 1.6 + 11, octaves: 4)
        return Maths.smoothStep(0.78 - 0.35 * strength, 0.98 - 0.3 * strength, streak + 0.1 * strength) * 0.85
    }
}

/// What stands above the far shore, as flat water shows it.
private struct Mirror {
    let light: [Light]
    let size: ImageSize
    /// The y at which the picture is folded.
    let shore: Float

    /// The y that is seen at the mirrored place `y`.
    func height(_ y: Float) -> Float { 2 * shore - y }

    /// Nil where the mirrored place lies above the picture.
    func sample(x: Float, y: Float) -> Light? {
        let row = Int((min(height(y), shore - 0.002) * Float(size.height)).rounded(.down))
        guard row >= 0 else { return nil }
        let column = min(max(Int(x * Float(size.height)), 0), size.width - 1)
        let lower = min(row + 1, size.height - 1)
        return (light[row * size.width + column] + light[lower * size.width + column]) / 2
    }
}
