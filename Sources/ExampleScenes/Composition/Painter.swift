/// Paints a composition from far to near.
struct Painter {
    let composition: Composition

    func paint(random: inout SceneRandom) -> Canvas {
        let (view, weather, terrain) = (composition.view, composition.weather, composition.terrain)
        var canvas = Canvas(size: view.size)
        let sky = Sky(view: view, weather: weather, random: &random)
        sky.paint(on: &canvas, downTo: max(view.horizon, 0))
        let bank = Bank(terrain: terrain, weather: weather, random: &random)
        bank.paint(on: &canvas)
        Forest(terrain: terrain, weather: weather, random: &random).paint(on: &canvas)
        let river = River(terrain: terrain, weather: weather, sky: sky, random: &random)
        river.paint(on: &canvas)
        Falls(terrain: terrain, weather: weather, random: &random).paint(on: &canvas)
        let grass = Grass(bank: bank)
        grass.paintLawn(on: &canvas, random: &random)
        paintSolids(
            with: Brush(terrain: terrain, weather: weather, river: river),
            grass,
            on: &canvas,
            random: &random
        )
        return canvas
    }

    private func paintSolids(
        with brush: Brush,
        _ grass: Grass,
        on canvas: inout Canvas,
        random: inout SceneRandom
    ) {
        let animals = composition.animals.enumerated().map { Item.solid($1.standing, owner: UInt8($0 + 1)) }
        let props = composition.props.map { Item.solid($0, owner: 0) }
        for item in (animals + props + composition.tufts.map(Item.tuft)).sorted(by: { $0.front < $1.front }) {
            switch item {
            case .solid(let standing, let owner): brush.paint(standing, owner: owner, on: &canvas)
            case .tuft(let tuft):
                grass.paintTuft(
                    at: tuft.place,
                    width: tuft.width,
                    height: tuft.height,
                    on: &canvas,
                    random: &random
                )
            }
        }
    }
}

private enum Item {
    case solid(Standing, owner: UInt8)
    case tuft(Composition.Tuft)

    /// The row of the ground it stands on: the larger, the nearer.
    var front: Float {
        switch self {
        case .solid(let standing, _): standing.place.y
        case .tuft(let tuft): tuft.place.y
        }
    }
}
