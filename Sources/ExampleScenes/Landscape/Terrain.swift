/// Where land and water lie, and what the land is like.
struct Terrain {
    let view: View
    /// The y of the far bank's edge at the picture's middle; the river begins below it.
    let farShore: Float
    /// The y of the near bank's edge at the picture's middle; above 1.1 or so the river fills the foreground.
    let nearShore: Float
    /// How far the shores sink from left to right, per image height.
    let tilt: Float
    /// 0 all gravel, 1 all grass.
    let grassiness: Float
    /// 0 calm, 1 white water.
    let rapids: Float
    /// How tall the waterfall is, in image heights; 0 without one.
    let fallsHeight: Float
    let noise: Noise
    private let farEdges: Shoreline
    private let nearEdges: Shoreline
    private let fallsEdges: Shoreline?

    init(view: View, random: inout SceneRandom) {
        self.view = view
        let ground = max(view.horizon, 0)
        farShore = max(view.horizon + 0.035, ground * 0.9) + random.uniform(0.02...0.14)
        nearShore =
            switch random.integer(0...9) {
            case 0...1: 1.3
            case 2...3: random.uniform(0.42...0.6)
            default: random.uniform(0.62...0.98)
            }
        tilt = random.uniform(-0.08...0.08)
        grassiness = random.uniform(0...1)
        rapids = random.chance(0.4) ? random.uniform(0.35...1) : random.uniform(0...0.2)
        let span = min(nearShore, 1) - farShore
        let lip = span > 0.42 && random.chance(0.3) ? farShore + span * random.uniform(0.2...0.4) : nil
        fallsHeight = lip.map { 1.1 * view.metre(at: $0) } ?? 0
        let noise = random.noise()
        self.noise = noise
        let (middle, tilt) = (view.aspect / 2, tilt)
        fallsEdges = lip.map { lip in
            Shoreline(across: view.aspect) { x in
                lip + (x - middle) * tilt + (noise.fractal(x * 2.1, 71, octaves: 4) - 0.5) * 0.12
            }
        }
        let (far, near) = (farShore, nearShore)
        farEdges = Shoreline(across: view.aspect) { x in
            far + (x - middle) * tilt + (noise.fractal(x * 2.2, 3, octaves: 4) - 0.5) * 0.05
        }
        nearEdges = Shoreline(across: view.aspect) { x in
            near + (x - middle) * tilt + (noise.fractal(x * 2.2, 40, octaves: 4) - 0.5) * 0.22
        }
    }

    /// The y of the far bank's edge.
    func farEdge(x: Float) -> Float { farEdges.height(at: x) }

    /// The y of the near bank's edge.
    func nearEdge(x: Float) -> Float { nearEdges.height(at: x) }

    /// The y of the lip of the waterfall; nil where the river has none.
    func fallsEdge(x: Float) -> Float? { fallsEdges?.height(at: x) }

    /// How much of a point is water, 0...1, softened over a pixel.
    func water(x: Float, y: Float) -> Float {
        let margin = min(y - farEdge(x: x), nearEdge(x: x) - y)
        return Maths.clamped(margin / view.pixel + 0.5)
    }
}

/// A shore's course across the picture, sampled once: it is asked for at every pixel.
private struct Shoreline {
    private static let margin: Float = 0.2
    private static let samplesPerHeight: Float = 480
    private let samples: [Float]

    init(across aspect: Float, _ height: (Float) -> Float) {
        let count = Int((aspect + 2 * Self.margin) * Self.samplesPerHeight) + 2
        samples = (0..<count).map { height(Float($0) / Self.samplesPerHeight - Self.margin) }
    }

    func height(at x: Float) -> Float {
        let position = min(max((x + Self.margin) * Self.samplesPerHeight, 0), Float(samples.count - 2))
        let index = Int(position)
        return Maths.mix(samples[index], samples[index + 1], position - Float(index))
    }
}
