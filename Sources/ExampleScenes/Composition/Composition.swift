/// Everything that will be in a picture, decided but not yet painted.
struct Composition {
    /// A labelled animal.
    struct Animal {
        var species: Species
        var standing: Standing
    }

    /// A tuft of tall grass.
    struct Tuft {
        var place: SIMD2<Float>
        var width: Float
        var height: Float
    }

    let view: View
    let weather: Weather
    let terrain: Terrain
    let camera: Camera
    var animals: [Animal]
    /// Rocks, logs, stumps and gulls.
    var props: [Standing]
    var tufts: [Tuft]
}
