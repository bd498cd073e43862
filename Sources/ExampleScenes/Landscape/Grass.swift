import Annotations

/// Blades of grass: a lawn on the banks, and tall tufts that hide what stands behind them.
struct Grass {
    let bank: Bank

    /// Strews short blades over the grassy parts of both banks.
    func paintLawn(on canvas: inout Canvas, random: inout SceneRandom) {
        let view = bank.terrain.view
        let count = Int(2600 * view.aspect)
        let top = max(view.horizon, 0)
        var places: [SIMD2<Float>] = []
        for _ in 0..<count {
            let x = random.uniform(0...view.aspect)
            let y = top + (1.05 - top) * random.unit()
            let dry = bank.terrain.water(x: x, y: min(y, 1)) == 0
            if dry && bank.grassiness(x: x, y: y) > 0.4 + 0.4 * random.unit() { places.append(SIMD2(x, y)) }
        }
        for place in places.sorted(by: { $0.y < $1.y }) {
            let height = random.uniform(0.08...0.3)
            blade(
                at: place,
                height: height,
                lean: random.uniform(-0.4...0.4),
                tone: random.unit(),
                on: &canvas
            )
        }
    }

    /// Draws a tuft of tall blades about `width` metres wide.
    func paintTuft(
        at place: SIMD2<Float>,
        width: Float,
        height: Float,
        on canvas: inout Canvas,
        random: inout SceneRandom
    ) {
        let metre = bank.terrain.view.metre(at: place.y)
        let count = Int(14 + 60 * width)
        let dryness = random.unit()
        for _ in 0..<count {
            let aside = (random.unit() + random.unit() - 1) * width / 2
            let root = place + SIMD2(aside * metre, random.uniform(-0.03...0.03) * metre)
            let tall = height * random.uniform(0.5...1.1) * (1 - 0.5 * abs(aside) / max(width, 0.1))
            let lean = aside / max(width, 0.1) * 0.8 + random.uniform(-0.25...0.25)
            let tone = Maths.clamped(dryness * 0.7 + random.unit() * 0.4)
            blade(at: root, height: tall, lean: lean, tone: tone, on: &canvas)
        }
    }

    /// One blade, from its root up: it narrows, leans and pales towards the tip.
    private func blade(
        at root: SIMD2<Float>,
        height: Float,
        lean: Float,
        tone: Float,
        on canvas: inout Canvas
    ) {
        let view = bank.terrain.view
        let metre = view.metre(at: root.y)
        let rows = max(1, Int((height * metre / view.pixel).rounded()))
        let thickness = max(0.016 * metre / view.pixel, 0.55)
        let distance = view.distance(at: root.y)
        let light = bank.weather.light(normal: SIMD3(0, 0.75, 0.6))
        let bottom = Int(root.y / view.pixel)
        for step in 0..<rows {
            let row = bottom - step
            guard row >= 0, row < canvas.size.height else { continue }
            let up = Float(step) / Float(rows)
            let x = (root.x + lean * height * metre * up * up) / view.pixel
            let half = thickness * (1 - 0.75 * up) / 2
            let albedo = bank.bladeColour(tone: tone) * (0.4 + 0.85 * up)
            let colour = bank.weather.seen(albedo * light, at: distance)
            for column in Int(x - half - 1)...Int(x + half + 1)
            where column >= 0 && column < canvas.size.width {
                let overlap = min(Float(column + 1), x + half) - max(Float(column), x - half)
                if overlap > 0 {
                    canvas.cover(column: column, row: row, with: colour, coverage: min(overlap, 1), owner: 0)
                }
            }
        }
    }
}
