import Annotations

/// The land on both sides of the river: gravel, sand and grass.
struct Bank {
    let terrain: Terrain
    let weather: Weather
    private let pebbles: Pebbles
    private let grass: Noise
    private let stones: [Light]
    private let meadow: [Light]

    init(terrain: Terrain, weather: Weather, random: inout SceneRandom) {
        self.terrain = terrain
        self.weather = weather
        pebbles = Pebbles(noise: random.noise())
        grass = random.noise()
        stones = random.pick([
            [Light(srgb: 0x7C766D), Light(srgb: 0x9C968A), Light(srgb: 0x5E5A55)],
            [Light(srgb: 0x7B6B58), Light(srgb: 0x9A8B75), Light(srgb: 0x544A3F)],
            [Light(srgb: 0x6A6E70), Light(srgb: 0x8B8F90), Light(srgb: 0x4B4D4F)],
        ])
        meadow = random.pick([
            [Light(srgb: 0x4E6A2D), Light(srgb: 0x86924A)],
            [Light(srgb: 0x62703A), Light(srgb: 0xA39A5B)],
            [Light(srgb: 0x7A6A3C), Light(srgb: 0xB29C63)],
        ])
    }

    /// Paints all ground below the horizon, the river's bed included.
    func paint(on canvas: inout Canvas) {
        let view = terrain.view
        let first = Int(max(view.horizon, 0) / view.pixel)
        for column in 0..<canvas.size.width {
            let x = (Float(column) + 0.5) * view.pixel
            let farEdge = terrain.farEdge(x: x)
            let nearEdge = terrain.nearEdge(x: x)
            for row in canvas.rows(first, canvas.size.height) {
                let y = (Float(row) + 0.5) * view.pixel
                // The river hides its bed but for a strip along the shores.
                guard y < farEdge + 0.01 || y > nearEdge - 0.06 else { continue }
                let shore = y < (farEdge + nearEdge) / 2 ? farEdge - y : y - nearEdge
                canvas.light[row * canvas.size.width + column] = colour(x: x, y: y, shore: shore)
            }
        }
    }

    /// Where grass grows: 0 gravel, 1 grass.
    func grassiness(x: Float, y: Float) -> Float {
        let view = terrain.view
        let place = view.ground(x: x, y: y)
        let patches = grass.fractal(place.x * 0.22, place.y * 0.22, octaves: 4)
        let near = y > terrain.nearEdge(x: x)
        let shore = near ? y - terrain.nearEdge(x: x) : terrain.farEdge(x: x) - y
        // A bare strip along the water, the wider the nearer it is.
        let bare = 1 - Maths.smoothStep(0, near ? 0.12 : 0.03, shore)
        let share = patches + (near ? terrain.grassiness - 0.5 : 0.25) * 0.8 - bare * 0.3
        return Maths.smoothStep(0.42, 0.6, share)
    }

    /// The colour of a blade or a tuft: `tone` 0 is deep and green, 1 pale and dry.
    func bladeColour(tone: Float) -> Light { Maths.mix(meadow[0], meadow[1], tone) }

    private func colour(x: Float, y: Float, shore: Float) -> Light {
        let view = terrain.view
        let place = view.ground(x: x, y: y)
        let green = grassiness(x: x, y: y)
        var albedo = Light.zero
        var normal = SIMD3<Float>(0, 1, 0)
        if green < 1 { (albedo, normal) = gravel(place, y: y) }
        if green > 0 {
            let blades = grass.fractal(place.x * 7, place.y * 3.5, octaves: 3)
            let patch = grass.fractal(place.x * 0.7 + 9, place.y * 0.7, octaves: 3)
            let lawn = bladeColour(tone: Maths.clamped(patch * 1.5 - 0.25)) * (0.45 + 0.9 * blades)
            albedo = Maths.mix(albedo, lawn, green)
        }
        let wet = 1 - Maths.smoothStep(-0.01, 0.012 + 0.03 * max(y - 0.4, 0), shore)
        albedo *= 1 - 0.5 * wet
        let lit = albedo * weather.light(normal: normal)
        return weather.seen(lit, at: view.distance(at: y))
    }

    private func gravel(_ place: SIMD2<Float>, y: Float) -> (Light, SIMD3<Float>) {
        let coarse = pebbles.noise.fractal(place.x * 0.9, place.y * 0.9, octaves: 3)
        var albedo = Maths.mix(stones[2], stones[1], Maths.clamped(coarse * 1.3 - 0.15))
        var normal = SIMD3<Float>(0, 1, 0)
        // Sand between the pebbles, in patches.
        let patch = pebbles.noise.fractal(place.x * 0.45 + 70, place.y * 0.45, octaves: 2)
        let sand = Maths.smoothStep(0.5, 0.66, patch)
        for (width, weight) in [(Float(0.26), Float(0.8)), (0.09, 0.75)] {
            let detail = terrain.view.detail(of: width, at: y) * weight * (1 - 0.85 * sand)
            guard detail > 0.02 else { continue }
            let pebble = pebbles.sample(place.x / width, place.y / width)
            let dome = 1 - Maths.smoothStep(0.55, 1, pebble.distance)
            let stone = Maths.mix(stones[Int(pebble.identity * 2.99)], stones[0], 0.4)
            let tone = (0.7 + 0.6 * pebble.identity) * (0.35 + 0.75 * dome)
            albedo = Maths.mix(albedo, stone * tone, detail)
            // A pebble's offset points away from the camera where the ground's y grows.
            let tilt = SIMD3(pebble.offset.x, 0, -pebble.offset.y) * (1.1 * detail)
            normal += tilt
        }
        return (albedo, normal / normal.length)
    }
}
