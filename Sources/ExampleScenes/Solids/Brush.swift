import Annotations

/// Lays solids onto the canvas: reflection and shadow first, then the lit solid itself.
struct Brush {
    let terrain: Terrain
    let weather: Weather
    let river: River

    private var view: View { terrain.view }

    /// Paints a standing solid; its pixels then belong to `owner`, 0 for things that are no animal.
    func paint(_ standing: Standing, owner: UInt8, on canvas: inout Canvas) {
        let relief = Relief(of: standing, in: view)
        if standing.depth > 0 {
            paintReflection(of: relief, standing, on: &canvas)
        } else {
            paintShadow(of: relief, standing, on: &canvas)
        }
        paintBody(of: relief, standing, owner: owner, on: &canvas)
    }

    private func paintBody(of relief: Relief, _ standing: Standing, owner: UInt8, on canvas: inout Canvas) {
        for row in rows(of: relief, in: canvas) {
            for column in columns(of: relief, in: canvas) {
                let coverage = relief.coverage[row * relief.width + column]
                guard coverage > 0.01 else { continue }
                let point = relief.metres(column: column, row: row)
                let dry = standing.depth > 0 ? aboveWater(point, standing, relief) : 1
                guard dry > 0.01 else { continue }
                let colour = lit(relief, column: column, row: row, standing)
                canvas.cover(
                    column: relief.left + column,
                    row: relief.top + row,
                    with: weather.seen(colour, at: view.distance(at: standing.place.y)),
                    coverage: coverage * dry,
                    owner: owner
                )
            }
        }
    }

    /// 1 above the water, 0 below, softened over a pixel; the water line is wavy.
    private func aboveWater(_ point: SIMD2<Float>, _ standing: Standing, _ relief: Relief) -> Float {
        let wave = (standing.noise.fractal(point.x * 5, 90, octaves: 2) - 0.5) * 0.08
        return Maths.clamped((point.y - standing.depth - wave) / relief.scale + 0.5)
    }

    private func lit(_ relief: Relief, column: Int, row: Int, _ standing: Standing) -> Light {
        let index = row * relief.width + column
        let normal = relief.normal(column: column, row: row)
        let surface = standing.solid.surface
        let up = Maths.smoothStep(-0.75, 0.75, normal.y)
        let tinted = relief.albedo[index] * Maths.mix(surface.underside, surface.upside, up)
        // What lies deeper than its surroundings gets less light: far legs, the belly, the neck behind the head.
        let hollow = Maths.smoothStep(-0.55, 0.15, relief.depths[index])
        let point = relief.metres(column: column, row: row)
        let ground = Maths.smoothStep(-0.1, 0.55, point.y - standing.depth)
        let open = (0.5 + 0.5 * hollow) * (0.62 + 0.38 * ground)
        let wet = standing.depth > 0 ? 1 - Maths.smoothStep(0.05, 0.3, point.y - standing.depth) : 0
        let wetness = max(surface.wetness, wet * 0.8)
        var colour = tinted * weather.light(normal: normal, sunlit: open) * open
        colour *= 1 - 0.35 * wetness
        let gleam = max(0, normal.dot(halfway))
        let shine = gleam * gleam * gleam * gleam * gleam * gleam * (0.03 + 0.22 * wetness)
        return colour + (weather.skyColour * 0.5 + weather.sunColour * 0.5) * shine * open
    }

    /// Between the sun and the camera: what faces this way gleams.
    private var halfway: SIMD3<Float> {
        let direction = weather.sun + SIMD3(0, 0, 1)
        return direction / direction.length
    }

    /// Darkens the ground where the solid keeps the sun and the sky away.
    private func paintShadow(of relief: Relief, _ standing: Standing, on canvas: inout Canvas) {
        let grazing = max(view.grazing(at: standing.place.y), 0.1)
        let length = min(max(abs(weather.sun.x), 0.15) / max(weather.sun.y, 0.25), 2)
        let aside = weather.sun.x > 0 ? -length : length
        // A shadow that falls towards the camera lies below the feet, one that falls away above them.
        let fall = grazing * (weather.sun.z > 0 ? -0.7 : 0.7)
        let strength = min(weather.sunColour.luminance * 0.42, 0.6)
        let tall = Float(relief.height) * relief.scale
        let reach = Int(tall * length / relief.scale) + relief.width
        let base = Int((Float(relief.top) + relief.foot.y).rounded())
        let span = Int(tall * abs(fall) / relief.scale) + 3
        let pool = Int(0.4 * grazing / relief.scale) + 2
        for row in canvas.rows(base - max(span, pool), base + max(span, pool)) {
            for column in canvas.columns(relief.left - reach, relief.left + relief.width + reach) {
                let point = relief.metres(column: column - relief.left, row: row - relief.top)
                let height = point.y / fall
                var dark: Float = 0
                if height > 0 {
                    dark = strength * relief.coverage(at: SIMD2(point.x - height * aside, height))
                }
                dark = max(dark, 0.5 * contact(point, relief, grazing))
                guard dark > 0.01 else { continue }
                let dry = 1 - canvas.water[row * canvas.size.width + column]
                canvas.shade(column: column, row: row, by: dark * dry)
            }
        }
    }

    /// The soft dark pool right under a solid, 0...1.
    private func contact(_ point: SIMD2<Float>, _ relief: Relief, _ grazing: Float) -> Float {
        let depth = abs(point.y) / (0.4 * grazing + 0.02)
        guard depth < 1 else { return 0 }
        var sum: Float = 0
        for offset in stride(from: Float(-0.16), through: 0.16, by: 0.08) {
            sum += relief.coverage(at: SIMD2(point.x + offset, 0.12))
        }
        return sum / 5 * (1 - depth * depth)
    }

    /// Mirrors the solid in the water around it, broken by ripples.
    private func paintReflection(of relief: Relief, _ standing: Standing, on canvas: inout Canvas) {
        let line = Float(relief.top) + relief.foot.y - standing.depth / relief.scale
        let strength = 0.25 + 0.5 * (1 - Maths.smoothStep(0.1, 0.3, view.grazing(at: standing.place.y)))
        let distance = view.distance(at: standing.place.y)
        for row in canvas.rows(Int(line), Int(line) + relief.height) {
            for column in columns(of: relief, in: canvas) {
                let place = (relief.left + column, row)
                let y = (Float(row) + 0.5) * view.pixel
                let shift = river.shift(x: (Float(place.0) + 0.5) * view.pixel, y: y) / view.pixel
                let sourceRow = Int(2 * line - Float(row) - shift.y * 0.7) - relief.top
                let sourceColumn = column + Int(shift.x * 3)
                guard sourceRow >= 0, sourceRow < relief.height, sourceColumn >= 0,
                    sourceColumn < relief.width,
                    Float(sourceRow + relief.top) <= line
                else { continue }
                let index = sourceRow * relief.width + sourceColumn
                let water = canvas.water[row * canvas.size.width + place.0]
                let fade = 1 - Maths.smoothStep(0.2, 1, (Float(row) - line) / Float(relief.height))
                let colour = relief.albedo[index] * weather.skyColour * 0.6
                canvas.tint(
                    column: place.0,
                    row: row,
                    with: weather.seen(colour, at: distance),
                    coverage: relief.coverage[index] * strength * fade * water
                )
            }
        }
    }

    private func rows(of relief: Relief, in canvas: Canvas) -> Range<Int> {
        let first = max(0, -relief.top)
        return first..<max(first, min(relief.height, canvas.size.height - relief.top))
    }

    private func columns(of relief: Relief, in canvas: Canvas) -> Range<Int> {
        let first = max(0, -relief.left)
        return first..<max(first, min(relief.width, canvas.size.width - relief.left))
    }
}
