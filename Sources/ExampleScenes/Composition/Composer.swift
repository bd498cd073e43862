import Annotations

/// Decides what is in a scene: the place, the weather, who is there and what stands in the way.
struct Composer {
    let size: ImageSize
    let difficulty: Difficulty
    private var random: SceneRandom

    init(size: ImageSize, difficulty: Difficulty, random: SceneRandom) {
        self.size = size
        self.difficulty = difficulty
        self.random = random
    }

    /// A scene in which the named species appear, possibly with others of their kind; none for an empty frame.
    mutating func compose(_ species: [Species]) -> Composition {
        let horizon = random.chance(0.25) ? random.uniform(-0.25...0.02) : random.uniform(0.06...0.3)
        let view = View(size: size, horizon: horizon, cameraHeight: random.logarithmic(1.7...3.2))
        let weather = Weather(
            random.pick(
                random.chance(difficulty.murk) ? [.fog, .dusk, .rain] : [.clear, .clear, .overcast]
            ),
            random: &random
        )
        let terrain = Terrain(view: view, random: &random)
        let camera = Camera(weather: weather, difficulty: difficulty, random: &random)
        var composition = Composition(
            view: view,
            weather: weather,
            terrain: terrain,
            camera: camera,
            animals: [],
            props: [],
            tufts: []
        )
        var crowd = Crowd(view: view)
        let rock = Light(srgb: random.pick(Boulder.colours))
        for species in species { place(species, like: rock, in: &composition, &crowd) }
        for index in composition.animals.indices where random.chance(difficulty.occlusion) {
            hide(composition.animals[index].standing, rock: rock, in: &composition, &crowd)
        }
        strew(rock: rock, in: &composition, &crowd)
        return composition
    }

    private mutating func place(
        _ species: Species,
        like rock: Light,
        in composition: inout Composition,
        _ crowd: inout Crowd
    ) {
        let (view, terrain) = (composition.view, composition.terrain)
        for attempt in 0..<60 {
            let animal = species.animal(matching: rock, difficulty: difficulty, random: &random)
            let share = random.logarithmic(difficulty.length)
            let y = view.horizon + share * view.cameraHeight / animal.length
            let x = random.uniform(0.08...view.aspect - 0.08)
            guard y < 1.06, y > max(view.horizon, 0) + 0.06, y > terrain.farEdge(x: x) - 0.03 else {
                continue
            }
            guard let depth = depth(at: SIMD2(x, y), upTo: animal.length * difficulty.wading, in: terrain),
                animal.wades || depth == 0
            else { continue }
            let standing = Standing(
                solid: animal.solid,
                place: SIMD2(x, y),
                heading: heading(),
                depth: depth,
                noise: random.noise()
            )
            // The first animal must be well in the picture; crowded places get harder to accept as attempts go on.
            let most = attempt < 50 ? difficulty.mostHidden * 0.6 : difficulty.mostHidden
            guard crowd.hidden(standing) <= most else { continue }
            guard crowd.add(standing, isAnimal: true, mostHidden: difficulty.mostHidden) else { continue }
            composition.animals.append(Composition.Animal(species: species, standing: standing))
            return
        }
    }

    /// From the side, left or right, or end-on, from behind more often than from the front.
    private mutating func heading() -> Float {
        let direction: Float
        if random.chance(difficulty.endOn) {
            direction = random.chance(0.6) ? .pi / 2 : -.pi / 2
        } else {
            direction = random.chance(0.5) ? 0 : .pi
        }
        return direction + random.uniform(-0.55...0.55)
    }

    /// The metres of water at a place, at most `limit`; nil where nothing can stand.
    private mutating func depth(at place: SIMD2<Float>, upTo limit: Float, in terrain: Terrain) -> Float? {
        if let lip = terrain.fallsEdge(x: place.x), place.y > lip - 0.005,
            place.y < lip + terrain.fallsHeight * 1.5
        {
            return nil
        }
        guard terrain.water(x: place.x, y: place.y) > 0.5 else { return 0 }
        let shore = min(place.y - terrain.farEdge(x: place.x), terrain.nearEdge(x: place.x) - place.y)
        let slope = 0.06 + shore / terrain.view.metre(at: place.y) * 0.5
        return min(random.uniform(0.4...1) * limit, slope)
    }

    /// Puts a rock, a log or a tuft before an animal, so that a part of it is hidden.
    private mutating func hide(
        _ animal: Standing,
        rock: Light,
        in composition: inout Composition,
        _ crowd: inout Crowd
    ) {
        let metre = composition.view.metre(at: animal.place.y)
        for _ in 0..<10 {
            let place = animal.place + SIMD2(random.uniform(-0.8...0.8), random.uniform(0.02...0.12)) * metre
            let before = crowd.hiddenShares()
            var trial = crowd
            if animal.depth == 0, random.chance(0.4) {
                let tuft = Composition.Tuft(
                    place: place,
                    width: random.uniform(0.4...1.6),
                    height: random.uniform(0.4...0.9)
                )
                guard trial.add(tuft, mostHidden: difficulty.mostHidden) else { continue }
                composition.tufts.append(tuft)
                crowd = trial
                return
            }
            let prop = prop(at: place, rock: rock, depth: animal.depth * 0.5, in: composition.view)
            guard trial.add(prop, isAnimal: false, mostHidden: difficulty.mostHidden) else { continue }
            // Worth it only if something is hidden by it.
            guard zip(trial.hiddenShares(), before).contains(where: { $0 > $1 + 0.12 }) else { continue }
            composition.props.append(prop)
            crowd = trial
            return
        }
    }

    /// Scatters rocks, wood, grass and gulls over the scene.
    private mutating func strew(rock: Light, in composition: inout Composition, _ crowd: inout Crowd) {
        let (view, terrain) = (composition.view, composition.terrain)
        let top = max(terrain.farShore, 0) - 0.02
        for _ in 0..<random.integer(difficulty.confusers) {
            let place = SIMD2(random.uniform(0...view.aspect), top + (1.05 - top) * random.unit())
            guard let depth = depth(at: place, upTo: 0.3, in: terrain) else { continue }
            let prop = prop(at: place, rock: rock, depth: depth, in: view)
            if crowd.add(prop, isAnimal: false, mostHidden: difficulty.mostHidden) {
                composition.props.append(prop)
            }
        }
        for _ in 0..<random.integer(0...16) {
            let place = SIMD2(
                random.uniform(0...view.aspect),
                1.08 - (1.08 - top) * random.unit() * random.unit()
            )
            guard terrain.water(x: place.x, y: place.y) == 0 else { continue }
            let tuft = Composition.Tuft(
                place: place,
                width: random.uniform(0.2...1),
                height: random.uniform(0.3...0.8)
            )
            if crowd.add(tuft, mostHidden: difficulty.mostHidden) { composition.tufts.append(tuft) }
        }
        guard random.chance(0.3) else { return }
        for _ in 0..<random.integer(1...4) {
            let place = SIMD2(random.uniform(0...view.aspect), top + (1 - top) * random.unit())
            guard let depth = depth(at: place, upTo: 0.1, in: terrain) else { continue }
            composition.props.append(
                Standing(
                    solid: Gull().solid(),
                    place: place,
                    heading: heading(),
                    depth: depth,
                    noise: random.noise()
                )
            )
        }
    }

    /// A rock or a piece of wood, never wider than some two fifths of a picture's height.
    private mutating func prop(at place: SIMD2<Float>, rock: Light, depth: Float, in view: View) -> Standing {
        let widest = 0.42 / view.metre(at: place.y)
        let solid: Solid
        if random.chance(0.68) {
            let colour = Maths.mix(rock, Light(srgb: random.pick(Boulder.colours)), random.uniform(0...0.6))
            let width = min(random.logarithmic(0.4...2.2), widest)
            solid = Boulder(colour: colour, width: width, likeness: difficulty.likeness).solid(
                random: &random
            )
        } else {
            let kind = random.pick(Driftwood.Kind.allCases)
            let length = kind == .log ? random.uniform(1.2...3.5) : min(random.uniform(0.7...1.6), widest)
            let colour = Light(srgb: random.pick(Driftwood.colours))
            solid = Driftwood(kind: kind, colour: colour, length: length).solid(random: &random)
        }
        return Standing(
            solid: solid,
            place: place,
            heading: random.uniform(-0.6...0.6) + (random.chance(0.5) ? .pi : 0),
            depth: depth,
            noise: random.noise()
        )
    }
}
