import Annotations

/// The spruces on the far bank.
struct Forest {
    private struct Spruce {
        var x: Float
        var base: Float
        var height: Float
        var width: Float
        var tone: Float
    }

    let view: View
    let weather: Weather
    private let noise: Noise
    private let spruces: [Spruce]

    init(terrain: Terrain, weather: Weather, random: inout SceneRandom) {
        view = terrain.view
        self.weather = weather
        noise = random.noise()
        let density = random.uniform(0.3...1)
        let tall = random.uniform(0.1...0.26)
        let count = Int(Float(70) * density * terrain.view.aspect)
        let ground = max(view.horizon, -0.06)
        var trees: [Spruce] = []
        for _ in 0..<count {
            let x = random.uniform(-0.05...terrain.view.aspect + 0.05)
            // Stands of trees with gaps between them.
            guard random.unit() < 1.6 * terrain.noise.value(x * 3, 77) + density - 0.5 else { continue }
            let depth = random.unit()
            let base = ground + (terrain.farEdge(x: x) - ground) * (0.25 + 0.4 * depth)
            let height = tall * random.uniform(0.45...1.1) * (0.55 + 0.45 * depth)
            let width = height * random.uniform(0.3...0.42)
            trees.append(Spruce(x: x, base: base, height: height, width: width, tone: random.unit()))
        }
        spruces = trees.sorted { $0.base < $1.base }
    }

    func paint(on canvas: inout Canvas) {
        paintUndergrowth(on: &canvas)
        for spruce in spruces { paint(spruce, on: &canvas) }
    }

    /// A dark hedge that closes the gaps between the trunks.
    private func paintUndergrowth(on canvas: inout Canvas) {
        guard let first = spruces.first, let last = spruces.last else { return }
        let base = (first.base + last.base) / 2
        for column in 0..<canvas.size.width {
            let x = (Float(column) + 0.5) * view.pixel
            let top = base - 0.05 * noise.fractal(x * 14, 3, octaves: 3) - 0.01
            let bottom = base + 0.03
            for row in rows(top, bottom, in: canvas) {
                let y = (Float(row) + 0.5) * view.pixel
                let leaf = noise.fractal(x * 60, y * 60, octaves: 2)
                let albedo = Maths.mix(Light(srgb: 0x1E2A1A), Light(srgb: 0x5A6B38), leaf)
                let lit = albedo * weather.light(normal: SIMD3(0, 0.6, 0.8), sunlit: leaf)
                let coverage = Maths.clamped((y - top) / view.pixel) * (0.5 + leaf)
                canvas.tint(
                    column: column,
                    row: row,
                    with: weather.seen(lit, at: distance(base)),
                    coverage: min(coverage, 1)
                )
            }
        }
    }

    private func paint(_ spruce: Spruce, on canvas: inout Canvas) {
        let far = distance(spruce.base)
        let dark = Maths.mix(Light(srgb: 0x1C2A1C), Light(srgb: 0x2E3A22), spruce.tone)
        let bright = Maths.mix(Light(srgb: 0x4D6136), Light(srgb: 0x6B7A49), spruce.tone)
        let sunSide: Float = weather.sun.x > 0 ? 1 : -1
        for row in rows(spruce.base - spruce.height, spruce.base, in: canvas) {
            let y = (Float(row) + 0.5) * view.pixel
            let down = (y - spruce.base + spruce.height) / spruce.height
            // Boughs: the width swells and snaps back some ten times on the way down.
            let bough = (down * 11 + spruce.tone * 7).truncatingRemainder(dividingBy: 1)
            let half = spruce.width / 2 * (down * (0.62 + 0.38 * bough) + 0.02)
            let left = Int((spruce.x - half) / view.pixel - 1)
            let right = Int((spruce.x + half) / view.pixel + 1)
            for column in canvas.columns(left, right + 1) {
                let x = (Float(column) + 0.5) * view.pixel
                let tuft = noise.value(x * 190, y * 150)
                let ragged = half * (0.7 + 0.5 * tuft)
                let coverage = Maths.clamped((ragged - abs(x - spruce.x)) / view.pixel + 0.5)
                guard coverage > 0 else { continue }
                let across = (x - spruce.x) / max(half, view.pixel) * sunSide
                let glow = Maths.clamped(0.35 + 0.4 * across + 0.5 * (tuft - 0.5) - 0.35 * bough + 0.15)
                let lit =
                    Maths.mix(dark, bright, glow) * weather.light(normal: SIMD3(0, 0.5, 0.85), sunlit: glow)
                canvas.tint(column: column, row: row, with: weather.seen(lit, at: far), coverage: coverage)
            }
        }
    }

    private func rows(_ top: Float, _ bottom: Float, in canvas: Canvas) -> Range<Int> {
        canvas.rows(Int((top / view.pixel).rounded(.down)), Int((bottom / view.pixel).rounded(.up)))
    }

    /// Trees stand well behind the bank that hides their feet.
    private func distance(_ base: Float) -> Float { min(view.distance(at: base), 160) }
}
